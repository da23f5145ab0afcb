package dev.menshen.server.keys;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.menshen.server.access.Permission;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key as JSON, without what lets anybody in. */
@Schema(name = "Key", description = "A key, without what lets anybody in.")
@JsonPropertyOrder({
  "id",
  "name",
  "scopes",
  "tenant",
  "application",
  "status",
  "creator",
  "created",
  "expires",
  "revoked",
  "lastUsed",
  "secrets"
})
record KeyBody(
    @Schema(description = "For requests about the key.", requiredMode = REQUIRED) String id,
    @Schema(description = "What people call it.", requiredMode = REQUIRED) String name,
    @Schema(description = "What it may do.", requiredMode = REQUIRED) List<String> scopes,
    @Schema(
            description = "The one tenant that it acts for; null for all.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String tenant,
    @Schema(
            description = "The one application of the tenant that it acts for; null for all.",
            types = {"string", "null"},
            requiredMode = REQUIRED)
        @Nullable String application,
    @Schema(
            description = "Whether anybody may use it.",
            allowableValues = {"active", "expired", "revoked"},
            requiredMode = REQUIRED)
        String status,
    @Schema(description = "The name of who made it.", requiredMode = REQUIRED) String creator,
    @Schema(description = "When it was made.", format = "date-time", requiredMode = REQUIRED)
        String created,
    @Schema(
            description = "When it ends by itself; null for never.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String expires,
    @Schema(
            description = "When somebody ended it; null when nobody did.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String revoked,
    @Schema(
            description = "When it was last used, to the minute; null when it was not.",
            types = {"string", "null"},
            format = "date-time",
            requiredMode = REQUIRED)
        @Nullable String lastUsed,
    @Schema(description = "Its valid secrets, the oldest first.", requiredMode = REQUIRED)
        List<SecretBody> secrets) {
  /** The JSON form of a key at a time. */
  static KeyBody of(ApiKey key, Instant time) {
    ApiKey.Status status = key.status(time);
    return new KeyBody(
        key.id(),
        key.name(),
        key.permissions().stream().sorted().map(Permission::label).toList(),
        key.scope().tenant().orElse(null),
        key.scope().application().orElse(null),
        status.label(),
        key.creator(),
        key.created().toString(),
        text(key.expires()),
        text(key.revoked()),
        text(key.lastUsed()),
        status == ApiKey.Status.ACTIVE
            ? key.valid(time).stream().map(SecretBody::of).toList()
            : List.of());
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }

  /** How long a secret is valid. */
  @Schema(name = "KeySecretValidity", description = "How long a secret is valid.")
  record SecretBody(
      @Schema(description = "From when.", format = "date-time", requiredMode = REQUIRED)
          String from,
      @Schema(
              description = "Until when; null for as long as the key.",
              types = {"string", "null"},
              format = "date-time",
              requiredMode = REQUIRED)
          @Nullable String until) {
    private static SecretBody of(ApiKey.Validity validity) {
      return new SecretBody(validity.from().toString(), text(validity.until()));
    }
  }

  /** A page of keys. */
  @Schema(name = "Keys", description = "A page of keys.")
  record Page(
      @Schema(description = "The oldest first.", requiredMode = REQUIRED) List<KeyBody> keys,
      @Schema(
              description = "The `cursor` of the next page; null when this is the last one.",
              types = {"string", "null"},
              requiredMode = REQUIRED)
          @Nullable String next) {}

  /** A key with a new secret. */
  @Schema(name = "IssuedKey", description = "A key with a new secret.")
  record Issued(
      @Schema(description = "The key.", requiredMode = REQUIRED) KeyBody key,
      @Schema(
              description = "What programs send. It is shown now and never again.",
              example = "menshen_...",
              requiredMode = REQUIRED)
          String secret) {
    static Issued of(IssuedKey issued, Instant time) {
      return new Issued(KeyBody.of(issued.key(), time), issued.secret().text());
    }

    /** Says nothing of the secret. */
    @Override
    public String toString() {
      return "Issued[key=%s]".formatted(key.id());
    }
  }
}
