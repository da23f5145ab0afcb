package dev.menshen.server.ban;

import dev.menshen.Scope;
import dev.menshen.Subject;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.Callers;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.api.NotFoundException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
@Requires(Permission.REVIEW)
final class BanController implements BanEndpoint {
  private static final String PATH = "/api/v1/bans";

  private final JsonBodies bodies;
  private final Callers callers;
  private final TenantBans bans;
  private final BanProperties properties;
  private final AdministrativeActs acts;

  BanController(
      JsonBodies bodies,
      Callers callers,
      TenantBans bans,
      BanProperties properties,
      AdministrativeActs acts) {
    this.acts = acts;
    this.bodies = bodies;
    this.callers = callers;
    this.bans = bans;
    this.properties = properties;
  }

  @Override
  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  public BansBody list(
      HttpServletRequest request,
      @RequestParam(name = "limit", required = false) @Nullable String limit,
      @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
    String tenant = CallerHeaders.tenant(request);
    int size = limit == null ? bans.pageSize() : limit(limit);
    return BansBody.of(bans.page(tenant, size, Optional.ofNullable(cursor)));
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
    Scope application = CallerHeaders.scope(request);
    return StandingBody.of(subject, bans.standing(subject, application), bans.window(application));
  }

  @Override
  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public BanBody ban(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    BanRequest ban = BanRequest.of(request, bodies.read(request), callers, properties.longest());
    acts.record(
        new AdministrativeAct(
            Actors.recognised(request),
            "ban.set",
            ban.subject().digest(),
            CallerHeaders.scope(request),
            Map.of("duration", ban.duration().toString())));
    return BanBody.of(
        bans.ban(ban.subject(), CallerHeaders.scope(request), ban.duration(), ban.reason()));
  }

  @Override
  @DeleteMapping(path = PATH + "/{subject}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void lift(HttpServletRequest request, @PathVariable("subject") String digest) {
    Scope application = CallerHeaders.scope(request);
    AdministrativeAct lift =
        new AdministrativeAct(
            Actors.recognised(request), "ban.lift", digest, application, Map.of());
    if (!bans.lift(BanRequest.subject(digest), application, () -> acts.record(lift))) {
      throw new NotFoundException(
          "this tenant has no banned user with this subject; GET %s lists those that it has"
              .formatted(PATH));
    }
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
            .formatted(properties.page(), bans.pageSize()),
        "limit");
  }
}
