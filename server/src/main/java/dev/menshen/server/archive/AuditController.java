package dev.menshen.server.archive;

import dev.menshen.Scope;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.archive.AuditRecords.Place;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.keyring.TextDigests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Shows auditors the records of this instance's journals. */
@RestController
@Requires(Permission.AUDIT)
final class AuditController implements AuditEndpoint {
  private final AuditArchive archive;
  private final ArchiveProperties properties;
  private final TextDigests digests;
  private final AdministrativeActs acts;
  private final JsonBodies bodies;

  AuditController(
      AuditArchive archive,
      ArchiveProperties properties,
      TextDigests digests,
      AdministrativeActs acts,
      JsonBodies bodies) {
    this.archive = archive;
    this.properties = properties;
    this.digests = digests;
    this.acts = acts;
    this.bodies = bodies;
  }

  @Override
  @GetMapping(path = "/api/v1/audit/records", produces = MediaType.APPLICATION_JSON_VALUE)
  public AuditBody records(HttpServletRequest request) throws IOException {
    AuditRequest asked =
        AuditRequest.of(request, name -> Optional.ofNullable(request.getParameter(name)));
    if (asked.isFirstPage()) {
      record(request, "audit.read", asked);
    }
    return page(asked, asked.filter());
  }

  @Override
  @PostMapping(
      path = "/api/v1/audit/search",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public AuditBody search(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    JsonFields body = bodies.read(request);
    body.allowOnly("text", "tenant", "application", "since", "until", "limit", "cursor");
    String text = body.requiredString("text");
    AuditRequest asked =
        AuditRequest.of(
            request,
            name ->
                body.value(name)
                    .map(
                        value ->
                            value.isIntegralNumber()
                                ? value.asString()
                                : JsonFields.string(value, name)));
    asked.detail().putAll(TextSearch.detail(digests, text));
    record(request, "audit.search", asked);
    return page(asked, asked.filter().ofTexts(TextSearch.digests(digests, text)));
  }

  private void record(HttpServletRequest request, String name, AuditRequest asked) {
    RecordFilter filter = asked.filter();
    acts.record(
        new AdministrativeAct(
            Actors.recognised(request),
            name,
            "audit",
            new Scope(filter.tenant(), filter.application()),
            Map.copyOf(asked.detail())));
  }

  private AuditBody page(AuditRequest asked, RecordFilter filter) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    Optional<Path> folder = archive.folder().filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return new AuditBody(found, null);
    }
    Optional<Place> last =
        new AuditRecords(folder.get(), archive.keys())
            .read(
                filter,
                asked.after(),
                (line, record, place) -> {
                  found.add(record);
                  return found.size() < asked.limit();
                },
                properties.scan());
    return new AuditBody(found, last.map(Place::cursor).orElse(null));
  }
}
