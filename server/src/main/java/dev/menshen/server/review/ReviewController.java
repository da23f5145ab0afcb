package dev.menshen.server.review;

import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.NotAdmittedException;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.lists.ListEditor;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Review of what the actor may see, and of nothing else. */
@RestController
@Requires(Permission.REVIEW)
final class ReviewController implements ReviewEndpoint {
  private static final String ITEMS = "/api/v1/review/items";
  private static final String ITEM = ITEMS + "/{id}";

  private final Actors actors;
  private final JsonBodies bodies;
  private final ReviewDesk desk;
  private final ReviewSearch search;
  private final ReviewShowing showing;
  private final ListEditor lists;
  private final AdministrativeActs acts;
  private final ReviewProperties properties;

  ReviewController(
      Actors actors,
      JsonBodies bodies,
      ReviewDesk desk,
      ReviewSearch search,
      ReviewShowing showing,
      ListEditor lists,
      AdministrativeActs acts,
      ReviewProperties properties) {
    this.actors = actors;
    this.bodies = bodies;
    this.desk = desk;
    this.search = search;
    this.showing = showing;
    this.lists = lists;
    this.acts = acts;
    this.properties = properties;
  }

  @Override
  @Requires({Permission.REVIEW, Permission.AUDIT})
  @GetMapping(path = ITEMS, produces = MediaType.APPLICATION_JSON_VALUE)
  public ItemBody.Page list(HttpServletRequest request) {
    ReviewParameters parameters = new ReviewParameters(request);
    int limit = parameters.limit(properties.page());
    List<ReviewItem> found =
        search.list(
            parameters.whose(actors.of(request)),
            parameters.filter(),
            parameters.cursor(),
            limit + 1);
    List<ReviewItem> page = found.subList(0, Math.min(limit, found.size()));
    return new ItemBody.Page(
        page.stream().map(showing::brief).toList(),
        found.size() > limit
            ? ReviewCursor.write(
                new ReviewSearch.Place(page.getLast().created(), page.getLast().id()))
            : null);
  }

  @Override
  @Requires({Permission.REVIEW, Permission.AUDIT})
  @GetMapping(path = ITEM, produces = MediaType.APPLICATION_JSON_VALUE)
  public ItemBody get(HttpServletRequest request, @PathVariable String id) {
    Actor actor = actors.of(request);
    ReviewItem item = desk.find(actor, id);
    if (ReviewShowing.showsTexts(actor)) {
      acts.record(new AdministrativeAct(actor, "review.show", item.id(), item.scope(), Map.of()));
    }
    return showing.whole(actor, item);
  }

  @Override
  @PostMapping(path = "/api/v1/review/next", produces = MediaType.APPLICATION_JSON_VALUE)
  public ResponseEntity<ItemBody> next(HttpServletRequest request) {
    Actor actor = actors.of(request);
    return desk.next(actor, new ReviewParameters(request).whose(actor))
        .map(item -> ResponseEntity.ok(showing.whole(actor, item)))
        .orElseGet(() -> ResponseEntity.noContent().build());
  }

  @Override
  @PostMapping(path = ITEM + "/claim", produces = MediaType.APPLICATION_JSON_VALUE)
  public ItemBody claim(HttpServletRequest request, @PathVariable String id) {
    Actor actor = actors.of(request);
    return showing.whole(actor, desk.claim(actor, id));
  }

  @Override
  @PostMapping(path = ITEM + "/release", produces = MediaType.APPLICATION_JSON_VALUE)
  public ItemBody release(HttpServletRequest request, @PathVariable String id) {
    return showing.brief(desk.release(actors.of(request), id));
  }

  @Override
  @PostMapping(
      path = ITEM + "/decide",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ItemBody decide(HttpServletRequest request, @PathVariable String id)
      throws IOException, HttpMediaTypeNotSupportedException {
    Actor actor = actors.of(request);
    JsonFields body = bodies.read(request);
    DecisionRequest sent = DecisionRequest.of(body, properties.comment());
    Note note =
        new Note(
            sent.comment(),
            sent.release(),
            sent.liftBan(),
            listEntry(actor, id, sent.version(), body));
    return showing.brief(desk.decide(actor, id, sent.version(), sent.label(), note));
  }

  @Override
  @Requires({Permission.REVIEW, Permission.MODERATE})
  @PostMapping(
      path = ITEM + "/appeal",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ItemBody appeal(HttpServletRequest request, @PathVariable String id)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("reason");
    String reason = DecisionRequest.text(body, "reason", properties.comment());
    return showing.brief(desk.appeal(actors.of(request), id, reason));
  }

  private Optional<String> listEntry(Actor actor, String id, int version, JsonFields body) {
    if (body.value(DecisionRequest.LIST_ENTRY).isEmpty()) {
      return Optional.empty();
    }
    if (!actor.may(Permission.POLICY)) {
      throw new NotAdmittedException(
          NotAdmittedException.Reason.FORBIDDEN,
          "an entry on a list needs the permission policy; leave listEntry out, or ask an"
              + " administrator for a role that has it");
    }
    ReviewItem item = desk.find(actor, id);
    ObjectNode entry =
        DecisionRequest.listEntry(
            body.required(DecisionRequest.LIST_ENTRY, "an entry"),
            item,
            "review-%s-%d".formatted(item.id(), version));
    // Read now, so that what is wrong is told to whoever sent it.
    lists.read(new JsonFields(entry, DecisionRequest.LIST_ENTRY));
    return Optional.of(entry.toString());
  }
}
