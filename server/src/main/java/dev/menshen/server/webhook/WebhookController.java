package dev.menshen.server.webhook;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

/** Webhooks of whoever asks. */
@RestController
@Requires(Permission.ADMIN)
final class WebhookController implements WebhookEndpoint {
  private static final String PATH = "/api/v1/webhooks";
  private static final Set<String> KINDS = Set.of(WebhookTransport.KIND);

  private final JsonBodies bodies;
  private final Actors actors;
  private final Deliveries deliveries;
  private final Targets targets;
  private final WebhookProperties properties;
  private final InstantSource clock = InstantSource.system();

  WebhookController(
      JsonBodies bodies,
      Actors actors,
      Deliveries deliveries,
      Targets targets,
      WebhookProperties properties) {
    this.bodies = bodies;
    this.actors = actors;
    this.deliveries = deliveries;
    this.targets = targets;
    this.properties = properties;
  }

  @Override
  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  public WebhookBody.All list(HttpServletRequest request) {
    return new WebhookBody.All(
        deliveries.all(actors.of(request), KINDS).stream().map(this::body).toList());
  }

  @Override
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public WebhookBody create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields fields = bodies.read(request);
    fields.allowOnly("name", "url", "tenant", "application", "events");
    fields.required("name", "what people call it");
    fields.required("url", "where to post to");
    Actor actor = actors.of(request);
    Scope scope = Deliveries.scope(actor, DestinationFields.scope(fields));
    Destination webhook =
        new Destination(
            DeliveryStore.newId("whk_"),
            WebhookTransport.KIND,
            DestinationFields.name(fields).orElseThrow(),
            scope,
            DestinationFields.events(fields).orElseGet(TreeSet::new),
            "en",
            Destination.State.ENABLED,
            Address.of(
                DestinationFields.url(fields, targets).orElseThrow(),
                Optional.of(Signatures.newSecret())),
            now(),
            Destination.Standing.GOOD);
    deliveries.add(actor, "webhook.create", webhook);
    return WebhookBody.withSecret(webhook, properties.failingAfter(), now());
  }

  @Override
  @GetMapping(path = PATH + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public WebhookBody get(HttpServletRequest request, @PathVariable String id) {
    return body(find(request, id));
  }

  @Override
  @PatchMapping(
      path = PATH + "/{id}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public WebhookBody change(HttpServletRequest request, @PathVariable String id)
      throws IOException, HttpMediaTypeNotSupportedException {
    Destination webhook = find(request, id);
    JsonFields fields = bodies.read(request);
    fields.allowOnly("name", "url", "events", "enabled");
    if (fields.object().isEmpty()) {
      throw new InvalidRequestException("the body names nothing to change; send what to change");
    }
    // What is wrong with it is found before the act is recorded.
    changed(fields, webhook);
    return body(
        deliveries.change(
            actors.of(request), "webhook.change", webhook, old -> changed(fields, old)));
  }

  private Destination changed(JsonFields fields, Destination old) {
    return new Destination(
        old.id(),
        old.kind(),
        DestinationFields.name(fields).orElse(old.name()),
        old.scope(),
        DestinationFields.events(fields).orElse(old.events()),
        old.language(),
        DestinationFields.state(fields).orElse(old.state()),
        DestinationFields.url(fields, targets).map(old.address()::at).orElse(old.address()),
        old.created(),
        old.standing());
  }

  @Override
  @DeleteMapping(path = PATH + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void remove(HttpServletRequest request, @PathVariable String id) {
    deliveries.remove(actors.of(request), "webhook.remove", find(request, id));
  }

  @Override
  @PostMapping(path = PATH + "/{id}/secret", produces = MediaType.APPLICATION_JSON_VALUE)
  public WebhookBody rotate(HttpServletRequest request, @PathVariable String id) {
    String secret = Signatures.newSecret();
    Instant until = now().plus(properties.rotation());
    Destination webhook =
        deliveries.change(
            actors.of(request),
            "webhook.rotate",
            find(request, id),
            old -> old.reachedBy(old.address().rotated(secret, until)));
    return WebhookBody.withSecret(webhook, properties.failingAfter(), now());
  }

  @Override
  @PostMapping(path = PATH + "/{id}/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  public void test(HttpServletRequest request, @PathVariable String id) {
    deliveries.sendTest(actors.of(request), "webhook.test", find(request, id));
  }

  private Destination find(HttpServletRequest request, String id) {
    return deliveries.get(actors.of(request), KINDS, id);
  }

  private WebhookBody body(Destination webhook) {
    return WebhookBody.of(webhook, properties.failingAfter(), now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
