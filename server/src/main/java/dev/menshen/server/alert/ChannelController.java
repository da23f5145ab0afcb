package dev.menshen.server.alert;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.webhook.Deliveries;
import dev.menshen.server.webhook.Destination;
import dev.menshen.server.webhook.DestinationFields;
import dev.menshen.server.webhook.Targets;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Channels of whoever asks. */
@RestController
@Requires(Permission.ADMIN)
final class ChannelController implements ChannelEndpoint {
  private static final String PATH = "/api/v1/alerts/channels";

  private static final Set<String> KINDS =
      Stream.concat(
              Stream.of(MailTransport.KIND), Stream.of(ChatFormat.values()).map(ChatFormat::label))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> ALERTS =
      Set.of(
          Alert.MODERATION,
          Alert.MODERATION + Alert.SUMMARY,
          Alert.OPERATION,
          Alert.OPERATION + Alert.SUMMARY);

  private final JsonBodies bodies;
  private final Actors actors;
  private final Deliveries deliveries;
  private final Targets targets;
  private final MailTransport mail;

  ChannelController(
      JsonBodies bodies,
      Actors actors,
      Deliveries deliveries,
      Targets targets,
      MailTransport mail) {
    this.bodies = bodies;
    this.actors = actors;
    this.deliveries = deliveries;
    this.targets = targets;
    this.mail = mail;
  }

  @Override
  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  public ChannelBody.All list(HttpServletRequest request) {
    return new ChannelBody.All(
        deliveries.all(actors.of(request), KINDS).stream().map(ChannelBody::of).toList());
  }

  @Override
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public ChannelBody create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields fields = bodies.read(request);
    fields.allowOnly(
        "kind",
        "name",
        "url",
        "secret",
        "recipients",
        "tenant",
        "application",
        "events",
        "language");
    String kind = ChannelRequest.kind(fields);
    checkMail(kind);
    fields.required("name", "what people call it");
    Actor actor = actors.of(request);
    Scope scope = Deliveries.scope(actor, DestinationFields.scope(fields));
    Destination channel =
        new Destination(
            Deliveries.newId("chn_"),
            kind,
            DestinationFields.name(fields).orElseThrow(),
            scope,
            DestinationFields.events(fields).orElseGet(() -> new TreeSet<>(ALERTS)),
            ChannelRequest.language(fields).orElse("en"),
            Destination.State.ENABLED,
            ChannelRequest.address(fields, kind, targets),
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            Destination.Standing.GOOD);
    deliveries.add(actor, "channel.create", channel);
    return ChannelBody.of(channel);
  }

  @Override
  @GetMapping(path = PATH + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public ChannelBody get(HttpServletRequest request, @PathVariable String id) {
    return ChannelBody.of(find(request, id));
  }

  @Override
  @PatchMapping(
      path = PATH + "/{id}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ChannelBody change(HttpServletRequest request, @PathVariable String id)
      throws IOException, HttpMediaTypeNotSupportedException {
    Destination channel = find(request, id);
    JsonFields fields = bodies.read(request);
    fields.allowOnly("name", "url", "secret", "recipients", "events", "language", "enabled");
    if (fields.object().isEmpty()) {
      throw new InvalidRequestException("the body names nothing to change; send what to change");
    }
    // What is wrong with it is found before the act is recorded.
    changed(fields, channel);
    return ChannelBody.of(
        deliveries.change(
            actors.of(request), "channel.change", channel, old -> changed(fields, old)));
  }

  private Destination changed(JsonFields fields, Destination old) {
    return new Destination(
        old.id(),
        old.kind(),
        DestinationFields.name(fields).orElse(old.name()),
        old.scope(),
        DestinationFields.events(fields).orElse(old.events()),
        ChannelRequest.language(fields).orElse(old.language()),
        DestinationFields.state(fields).orElse(old.state()),
        ChannelRequest.address(fields, old.kind(), targets, old.address()),
        old.created(),
        old.standing());
  }

  @Override
  @DeleteMapping(path = PATH + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void remove(HttpServletRequest request, @PathVariable String id) {
    deliveries.remove(actors.of(request), "channel.remove", find(request, id));
  }

  @Override
  @PostMapping(path = PATH + "/{id}/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  public void test(HttpServletRequest request, @PathVariable String id) {
    deliveries.sendTest(actors.of(request), "channel.test", find(request, id));
  }

  private Destination find(HttpServletRequest request, String id) {
    return deliveries.get(actors.of(request), KINDS, id);
  }

  private void checkMail(String kind) {
    if (kind.equals(MailTransport.KIND) && !mail.isConfigured()) {
      throw new InvalidRequestException(
          "this server sends no mail; set menshen.alerts.mail.host and menshen.alerts.mail.from",
          "kind");
    }
  }
}
