package dev.menshen.server.lists;

import dev.menshen.Scope;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.list.Lists;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.HitBody;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.input.MalformedUtf8Exception;
import dev.menshen.server.input.Utf8;
import dev.menshen.text.Normaliser;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Reads and changes allow and deny lists. */
@RestController
@Requires(Permission.POLICY)
final class ListController implements ListEndpoint {
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1000;

  /** So many ids of entries are in the record of one request, besides their number. */
  private static final int MOST_RECORDED = 100;

  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private final JsonBodies bodies;
  private final ListEditor editor;
  private final AdministrativeActs acts;
  private final Normaliser normaliser = Normaliser.standard();

  ListController(JsonBodies bodies, ListEditor editor, AdministrativeActs acts) {
    this.bodies = bodies;
    this.editor = editor;
    this.acts = acts;
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = ENTRIES, produces = MediaType.APPLICATION_JSON_VALUE)
  public ListBodies.Page entries(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable String limit) {
    int most = limit(limit);
    List<ListEntry> rest =
        of(scope(request, tenant, application), kind).stream()
            .filter(entry -> cursor == null || entry.id().compareTo(cursor) > 0)
            .limit(most + 1L)
            .toList();
    List<ListEntry> page = rest.subList(0, Math.min(most, rest.size()));
    return new ListBodies.Page(
        page.stream().map(EntryBody::of).toList(), rest.size() > most ? page.getLast().id() : null);
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = ENTRIES + "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  public EntryBody entry(HttpServletRequest request, @PathVariable String id) {
    return EntryBody.of(find(request, id));
  }

  @Override
  @PostMapping(
      path = ENTRIES,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public ListBodies.Kept add(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    return keep(request, JsonEntries.read(bodies.read(request)));
  }

  @Override
  @DeleteMapping(path = ENTRIES + "/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  public void remove(HttpServletRequest request, @PathVariable String id) {
    ListEntry entry = find(request, id);
    acts.record(
        new AdministrativeAct(
            Actors.recognised(request),
            "list.remove",
            entry.id(),
            entry.scope(),
            Map.of("list", entry.kind().label())));
    editor.remove(entry.id());
  }

  @Override
  @Requires({Permission.POLICY, Permission.AUDIT})
  @GetMapping(path = CSV_ENTRIES, produces = "text/csv")
  public ResponseEntity<String> exportCsv(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String tenant,
      @RequestParam(required = false) @Nullable String application,
      @RequestParam(required = false) @Nullable String kind) {
    return ResponseEntity.ok()
        .contentType(CSV)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"entries.csv\"")
        .body(CsvEntries.write(of(scope(request, tenant, application), kind)));
  }

  @Override
  @PostMapping(
      path = CSV_ENTRIES,
      consumes = "text/csv",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  public ListBodies.Kept importCsv(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    MediaType type = MediaType.parseMediaType(request.getContentType());
    boolean utf8 = type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
    if (!utf8 || request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
      throw new HttpMediaTypeNotSupportedException(type, List.of(CSV));
    }
    byte[] body = request.getInputStream().readAllBytes();
    try {
      return keep(request, CsvEntries.read(Utf8.decode(body)));
    } catch (MalformedUtf8Exception e) {
      throw new InvalidRequestException(
          "the body is %s; save it as UTF-8".formatted(e.getMessage()));
    }
  }

  @Override
  @PostMapping(
      path = "/api/v1/lists/test",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ListBodies.Found test(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("text");
    String text = body.requiredString("text");
    Lists lists = editor.compiled().of(CallerHeaders.scope(request));
    List<ListHit> hits = lists.find(text, normaliser.fold(text));
    return new ListBodies.Found(hits.stream().map(HitBody::of).toList(), Lists.cover(text, hits));
  }

  private ListBodies.Kept keep(HttpServletRequest request, List<PlacedEntry> sent) {
    List<PlacedEntry> entries =
        sent.stream().map(it -> it.in(CallerHeaders.reach(request, it.entry().scope()))).toList();
    Actor actor = Actors.recognised(request);
    if (actor.tenant().isPresent()) {
      editor.requireOwn(entries, actor::sees);
    }
    editor.put(entries, () -> record(actor, entries));
    return new ListBodies.Kept(
        entries.size(), entries.stream().map(placed -> placed.entry().id()).toList());
  }

  /** One act for each scope: entries may be of several, and there may be thousands. */
  private void record(Actor actor, List<PlacedEntry> placed) {
    Map<Scope, List<String>> ids =
        placed.stream()
            .map(PlacedEntry::entry)
            .collect(
                Collectors.groupingBy(
                    ListEntry::scope,
                    LinkedHashMap::new,
                    Collectors.mapping(ListEntry::id, Collectors.toList())));
    ids.forEach(
        (scope, of) ->
            acts.record(
                new AdministrativeAct(
                    actor,
                    "list.put",
                    of.getFirst(),
                    scope,
                    Map.of(
                        "entries", Integer.toString(of.size()),
                        "ids",
                            of.stream().limit(MOST_RECORDED).collect(Collectors.joining(" "))))));
  }

  private List<ListEntry> of(Scope scope, @Nullable String kind) {
    List<ListEntry> entries = editor.entries(scope);
    if (kind == null) {
      return entries;
    }
    ListKind wanted =
        ListKind.ofLabel(kind)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "kind is %s; ask for allow or deny".formatted(JsonFields.quoted(kind)),
                        "kind"));
    return entries.stream().filter(entry -> entry.kind() == wanted).toList();
  }

  /** An entry that the caller may see; of others it does not get to know that they exist. */
  private ListEntry find(HttpServletRequest request, String id) {
    return editor.find(id, Actors.recognised(request)::sees);
  }

  private static Scope scope(
      HttpServletRequest request, @Nullable String tenant, @Nullable String application) {
    try {
      return CallerHeaders.reach(
          request, new Scope(Optional.ofNullable(tenant), Optional.ofNullable(application)));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          String.valueOf(e.getMessage()), application == null ? "tenant" : "application");
    }
  }

  private static int limit(@Nullable String limit) {
    if (limit == null) {
      return PAGE;
    }
    if (!limit.matches("[0-9]{1,4}")
        || Integer.parseInt(limit) < 1
        || Integer.parseInt(limit) > LARGEST_PAGE) {
      throw new InvalidRequestException(
          "limit is no number from 1 to %d".formatted(LARGEST_PAGE), "limit");
    }
    return Integer.parseInt(limit);
  }
}
