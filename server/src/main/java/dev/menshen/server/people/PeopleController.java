package dev.menshen.server.people;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Openness;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.api.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Makes, shows and changes accounts. */
@RestController
@Requires(Permission.ADMIN)
final class PeopleController implements PeopleEndpoint {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  private final JsonBodies bodies;
  private final Actors actors;
  private final People people;
  private final Openness openness;

  PeopleController(JsonBodies bodies, Actors actors, People people, Openness openness) {
    this.bodies = bodies;
    this.actors = actors;
    this.people = people;
    this.openness = openness;
  }

  /** An answer may hold a password, so no cache may keep it. */
  @ModelAttribute
  void forbidCaching(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
  }

  @Override
  @GetMapping(path = PEOPLE, produces = MediaType.APPLICATION_JSON_VALUE)
  public PersonBody.Page list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Actor actor = actors.of(request);
    int most = limit == null ? PAGE : limit(limit);
    Optional<Account> after = Optional.ofNullable(cursor).map(id -> last(actor, id));
    List<Account> found = people.list(actor, after, most + 1);
    List<Account> page = found.subList(0, Math.min(most, found.size()));
    return new PersonBody.Page(
        page.stream().map(PersonBody::of).toList(),
        found.size() > most ? page.getLast().id() : null);
  }

  @Override
  @PostMapping(
      path = PEOPLE,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public PersonBody.Issued create(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields fields = bodies.read(request);
    fields.allowOnly("name", "roles", "tenant");
    String name = fields.requiredString("name");
    Set<Role> roles = roles(fields.required("roles", "an array of " + Role.labels()));
    Optional<String> tenant =
        fields.value("tenant").map(value -> JsonFields.string(value, "tenant"));
    Optional<String> own = CallerHeaders.reach(request, scope(tenant)).tenant();
    People.Issued issued =
        changed(() -> people.create(actors.of(request), name, own, roles, Optional.empty()));
    openness.look();
    return PersonBody.Issued.of(issued);
  }

  @Override
  @PatchMapping(
      path = PEOPLE + "/{id}",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public PersonBody change(HttpServletRequest request, @PathVariable String id)
      throws IOException, HttpMediaTypeNotSupportedException {
    Actor actor = actors.of(request);
    JsonFields fields = bodies.read(request);
    fields.allowOnly("roles", "enabled");
    Optional<Set<Role>> roles = fields.value("roles").map(PeopleController::roles);
    Optional<Boolean> enabled = fields.value("enabled").map(value -> fields.flag("enabled"));
    Account account = find(actor, id);
    roles.ifPresent(
        it ->
            changed(
                () -> {
                  people.changeRoles(actor, account, it, account.tenant());
                  return it;
                }));
    enabled.ifPresent(
        it ->
            changed(
                () -> {
                  people.enable(actor, account, it);
                  return it;
                }));
    return PersonBody.of(find(actor, id));
  }

  @Override
  @PostMapping(path = PEOPLE + "/{id}/password", produces = MediaType.APPLICATION_JSON_VALUE)
  public PersonBody.Issued resetPassword(HttpServletRequest request, @PathVariable String id) {
    Actor actor = actors.of(request);
    Account account = find(actor, id);
    return PersonBody.Issued.of(
        changed(() -> people.resetPassword(actor, account, Optional.empty())));
  }

  @Override
  @DeleteMapping(path = PEOPLE + "/{id}/second-factor")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void resetSecondFactor(HttpServletRequest request, @PathVariable String id) {
    Actor actor = actors.of(request);
    Account account = find(actor, id);
    changed(
        () -> {
          people.resetSecondFactor(actor, account);
          return account;
        });
  }

  @Override
  @DeleteMapping(path = PEOPLE + "/{id}/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void signOut(HttpServletRequest request, @PathVariable String id) {
    Actor actor = actors.of(request);
    people.signOut(actor, find(actor, id));
  }

  private Account find(Actor actor, String id) {
    return people
        .find(actor, id)
        .filter(account -> account.id().equals(id))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "there is nobody with this id; GET %s lists those there are"
                        .formatted(PEOPLE)));
  }

  private Account last(Actor actor, String cursor) {
    return people
        .find(actor, cursor)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "the cursor is none; send \"next\" of the page before as it is, or none for"
                        + " the first page",
                    "cursor"));
  }

  private static <T> T changed(Supplier<T> change) {
    try {
      return change.get();
    } catch (RefusedChangeException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e.reason().param());
    }
  }

  private static Scope scope(Optional<String> tenant) {
    try {
      return new Scope(tenant, Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), "tenant");
    }
  }

  private static Set<Role> roles(JsonNode roles) {
    if (!roles.isArray() || roles.isEmpty()) {
      throw new InvalidRequestException(
          "roles is no array with something in it; send some of %s".formatted(Role.labels()),
          "roles");
    }
    Set<Role> found = EnumSet.noneOf(Role.class);
    List<JsonNode> labels = JsonFields.elements(roles);
    for (int i = 0; i < labels.size(); i++) {
      String path = "roles[%d]".formatted(i);
      String label = JsonFields.string(labels.get(i), path);
      found.add(
          Role.ofLabel(label)
              .orElseThrow(
                  () ->
                      new InvalidRequestException(
                          "%s is %s; send one of %s"
                              .formatted(path, JsonFields.quoted(label), Role.labels()),
                          path)));
    }
    return found;
  }

  private static int limit(String limit) {
    if (limit.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(limit);
      if (number >= 1 && number <= LARGEST_PAGE) {
        return number;
      }
    }
    throw new InvalidRequestException(
        "limit is no number from 1 to %d".formatted(LARGEST_PAGE), "limit");
  }
}
