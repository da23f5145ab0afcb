package dev.menshen.server.keys;

import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Openness;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.ConflictException;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.api.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, shows and ends keys. */
@RestController
@Requires(Permission.ADMIN)
final class KeyController implements KeyEndpoint {
  private static final int PAGE = 100;

  private final JsonBodies bodies;
  private final Actors actors;
  private final Keys keys;
  private final Openness openness;
  private final KeyProperties properties;

  KeyController(
      JsonBodies bodies, Actors actors, Keys keys, Openness openness, KeyProperties properties) {
    this.bodies = bodies;
    this.actors = actors;
    this.keys = keys;
    this.openness = openness;
    this.properties = properties;
  }

  /** An answer may hold a secret, so no cache may keep it. */
  @ModelAttribute
  void forbidCaching(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
  }

  @Override
  @GetMapping(path = KEYS, produces = MediaType.APPLICATION_JSON_VALUE)
  public KeyBody.Page list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int most = limit == null ? Math.min(PAGE, properties.page()) : limit(limit);
    List<ApiKey> found =
        keys.page(actors.of(request), Optional.ofNullable(cursor), most + 1)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "the cursor is none; send \"next\" of the page before as it is, or none"
                            + " for the first page",
                        "cursor"));
    List<ApiKey> page = found.subList(0, Math.min(most, found.size()));
    Instant now = keys.now();
    return new KeyBody.Page(
        page.stream().map(key -> KeyBody.of(key, now)).toList(),
        found.size() > most ? page.getLast().id() : null);
  }

  @Override
  @PostMapping(
      path = KEYS,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public KeyBody.Issued create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    KeyDraft sent = KeyRequests.draft(bodies.read(request), keys.now());
    KeyDraft draft =
        new KeyDraft(
            sent.name(),
            CallerHeaders.reach(request, sent.scope()),
            sent.permissions(),
            sent.expires());
    IssuedKey issued = keys.create(actors.of(request), draft);
    openness.look();
    return KeyBody.Issued.of(issued, keys.now());
  }

  @Override
  @PostMapping(
      path = KEYS + "/{id}/rotate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public KeyBody.Issued rotate(HttpServletRequest request, @PathVariable String id)
      throws IOException, HttpMediaTypeNotSupportedException {
    Actor actor = actors.of(request);
    ApiKey key = find(actor, id);
    JsonFields body = bodies.read(request);
    Duration grace = KeyRequests.grace(body, properties.grace(), properties.longestGrace());
    return keys.rotate(actor, key, grace)
        .map(issued -> KeyBody.Issued.of(issued, keys.now()))
        .orElseThrow(
            () ->
                new ConflictException(
                    "the key has ended, or has two valid secrets already; wait until the older one"
                        + " ends, or make another key"));
  }

  @Override
  @DeleteMapping(path = KEYS + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void revoke(HttpServletRequest request, @PathVariable String id) {
    Actor actor = actors.of(request);
    keys.revoke(actor, find(actor, id));
  }

  private ApiKey find(Actor actor, String id) {
    return keys.find(actor, id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is no key with this id; GET %s lists those there are".formatted(KEYS)));
  }

  private int limit(String limit) {
    if (limit.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= properties.page()) {
        return number;
      }
    }
    throw new InvalidRequestException(
        "limit is no number from 1 to %d".formatted(properties.page()), "limit");
  }
}
