package dev.menshen.server.alert;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.server.webhook.Destination;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel as JSON, without what is secret: of a URL, the host alone. */
@Schema(name = "Channel", description = "Where people read alerts.")
@JsonPropertyOrder({
  "id",
  "kind",
  "name",
  "host",
  "signed",
  "recipients",
  "tenant",
  "application",
  "events",
  "language",
  "state",
  "failingSince",
  "created"
})
record ChannelBody(
    @Schema(description = "Its id.", requiredMode = REQUIRED) String id,
    @Schema(
            description = "What it is.",
            allowableValues = {"mail", "dingtalk", "feishu", "wecom", "slack"},
            requiredMode = REQUIRED)
        String kind,
    @Schema(description = "What people call it.", requiredMode = REQUIRED) String name,
    @Schema(
            description = "The host of its URL, whose rest is secret; null for mail.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String host,
    @Schema(description = "Whether messages are signed.", requiredMode = REQUIRED) boolean signed,
    @Schema(description = "Who gets mail; empty for chats.", requiredMode = REQUIRED)
        List<String> recipients,
    @Schema(
            description = "The tenant whose alerts it gets; null for all, and for the server's.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String tenant,
    @Schema(
            description = "The application whose alerts it gets; null for all of the tenant's.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String application,
    @Schema(description = "The types of events that it gets.", requiredMode = REQUIRED)
        List<String> events,
    @Schema(
            description = "The language of its messages.",
            allowableValues = {"en", "zh"},
            requiredMode = REQUIRED)
        String language,
    @Schema(
            description = "`enabled`, `disabled` by somebody, or `gone`: it answered 410.",
            allowableValues = {"enabled", "disabled", "gone"},
            requiredMode = REQUIRED)
        String state,
    @Schema(
            description = "Since when it fails; null when it works.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String failingSince,
    @Schema(description = "When it was made.", format = "date-time", requiredMode = REQUIRED)
        String created) {
  /** The JSON form of a channel. */
  static ChannelBody of(Destination channel) {
    boolean mail = channel.kind().equals(MailTransport.KIND);
    return new ChannelBody(
        channel.id(),
        channel.kind(),
        channel.name(),
        mail ? null : URI.create(channel.address().url()).getHost(),
        channel.address().secret().isPresent(),
        channel.address().recipients(),
        channel.scope().tenant().orElse(null),
        channel.scope().application().orElse(null),
        List.copyOf(channel.events()),
        channel.language(),
        channel.state().label(),
        channel.standing().failingSince().map(Object::toString).orElse(null),
        channel.created().toString());
  }

  /** All channels that somebody may see. */
  @Schema(name = "Channels")
  record All(
      @Schema(description = "By their names.", requiredMode = REQUIRED)
          List<ChannelBody> channels) {}

  /** The body of a request to make one, as the OpenAPI document tells it. */
  @Schema(name = "ChannelRequest", description = "Other fields are refused.")
  record Create(
      @Schema(
              description = "What it is.",
              allowableValues = {"mail", "dingtalk", "feishu", "wecom", "slack"},
              requiredMode = REQUIRED)
          String kind,
      @Schema(description = "What people call it.", requiredMode = REQUIRED) String name,
      @Schema(description = "The URL of a chat's incoming webhook.") String url,
      @Schema(description = "The signing secret of a DingTalk or Feishu robot.") String secret,
      @Schema(description = "Who gets mail.") List<String> recipients,
      @Schema(description = "Whose alerts; those of all tenants when it is absent.") String tenant,
      @Schema(description = "Whose alerts; those of the whole tenant when it is absent.")
          String application,
      @Schema(description = "Which types of events; alerts and their summaries when absent.")
          List<String> events,
      @Schema(
              description = "The language of its messages.",
              allowableValues = {"en", "zh"},
              defaultValue = "en")
          String language) {}

  /** The body of a request to change one, as the OpenAPI document tells it. */
  @Schema(
      name = "ChannelChange",
      description = "What is absent stays as it is. Other fields are refused.")
  record Change(
      @Schema(description = "What people call it.") String name,
      @Schema(description = "The URL of a chat's incoming webhook.") String url,
      @Schema(description = "The signing secret of a DingTalk or Feishu robot.") String secret,
      @Schema(description = "Who gets mail.") List<String> recipients,
      @Schema(description = "Which types of events; all when it is empty.") List<String> events,
      @Schema(
              description = "The language of its messages.",
              allowableValues = {"en", "zh"})
          String language,
      @Schema(description = "Whether messages are sent to it.") Boolean enabled) {}
}
