package dev.menshen.server.ban;

import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore;
import dev.menshen.ban.Bans;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.Callers;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.api.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bans of the caller's tenant, and of no other. */
@RestController
final class BanController implements BanEndpoint {
  private static final String PATH = "/api/v1/bans";
  private static final int LIMIT = 100;

  private final JsonBodies bodies;
  private final Callers callers;
  private final Bans bans;
  private final ObjectProvider<Policies> policies;
  private final BanProperties properties;

  BanController(
      JsonBodies bodies,
      Callers callers,
      Bans bans,
      ObjectProvider<Policies> policies,
      BanProperties properties) {
    this.bodies = bodies;
    this.callers = callers;
    this.bans = bans;
    this.policies = policies;
    this.properties = properties;
  }

  @Override
  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  public BansBody list(
      HttpServletRequest request,
      @RequestParam(name = "limit", required = false) @Nullable String limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    String tenant = CallerHeaders.tenant(request);
    int page = limit == null ? Math.min(LIMIT, properties.page()) : limit(limit);
    Optional<Ban> after = Optional.ofNullable(cursor).map(it -> BanCursor.read(it, tenant));
    return BansBody.of(bans.list(tenant, now(), after, page + 1), page);
  }

  @Override
  @PostMapping(
      path = PATH + "/lookup",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public StandingBody lookUp(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields fields = bodies.read(request);
    fields.allowOnly("user", "subject");
    Subject subject = BanRequest.subject(request, fields, callers);
    Duration window = window(request);
    BanStore.Standing standing = bans.standing(subject, now(), window);
    String tenant = CallerHeaders.tenant(request);
    boolean foreign = standing.ban().filter(ban -> !ban.tenant().equals(tenant)).isPresent();
    return StandingBody.of(subject, foreign ? BanStore.Standing.CLEAN : standing, window);
  }

  @Override
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public BanBody ban(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    BanRequest ban = BanRequest.of(request, bodies.read(request), callers, properties.longest());
    return BanBody.of(
        bans.ban(
            ban.subject(),
            CallerHeaders.tenant(request),
            ban.duration(),
            ban.reason(),
            now(),
            window(request)));
  }

  @Override
  @DeleteMapping(path = PATH + "/{subject}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void lift(HttpServletRequest request, @PathVariable("subject") String digest) {
    String tenant = CallerHeaders.tenant(request);
    Subject subject = BanRequest.subject(digest);
    Instant now = now();
    boolean lifted =
        bans.standing(subject, now, window(request))
                .ban()
                .filter(ban -> ban.tenant().equals(tenant))
                .isPresent()
            && bans.lift(subject, now);
    if (!lifted) {
      throw new NotFoundException(
          "this tenant has no banned user with this subject; GET %s lists those that it has"
              .formatted(PATH));
    }
  }

  /** How long strikes count for the application that asks. */
  private Duration window(HttpServletRequest request) {
    return policies
        .getIfAvailable(() -> Policies.only(Policy.standard()))
        .of(CallerHeaders.scope(request))
        .active()
        .banTerms()
        .window();
  }

  private int limit(String limit) {
    try {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= properties.page()) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As wrong as one that is too large.
    }
    throw new InvalidRequestException(
        "limit is no number from 1 to %d; send one, or leave it out for %d"
            .formatted(properties.page(), LIMIT),
        "limit");
  }

  /** Stores keep milliseconds. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
