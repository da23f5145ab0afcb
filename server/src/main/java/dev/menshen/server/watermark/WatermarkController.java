package dev.menshen.server.watermark;

import dev.menshen.history.History;
import dev.menshen.history.PastModeration;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.JsonBodies;
import dev.menshen.server.api.JsonFields;
import dev.menshen.watermark.Watermark;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads the marks of a text and looks their moderations up, within the caller's tenant. */
@RestController
@Requires(Permission.MODERATE)
final class WatermarkController implements WatermarkEndpoint {
  private final JsonBodies bodies;
  private final Watermark watermark;
  private final History history;

  WatermarkController(JsonBodies bodies, Watermark watermark, History history) {
    this.bodies = bodies;
    this.watermark = watermark;
    this.history = history;
  }

  @Override
  @PostMapping(
      path = "/api/v1/watermark/read",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public MarksBody read(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    String tenant = CallerHeaders.tenant(request);
    JsonFields fields = bodies.read(request);
    fields.allowOnly("text");
    return new MarksBody(
        watermark.read(fields.requiredString("text")).stream()
            .map(id -> MarksBody.MarkBody.of(id, find(id, tenant)))
            .toList());
  }

  private Optional<PastModeration> find(String id, String tenant) {
    return history
        .find(id)
        .filter(moderation -> moderation.evidence().scope().tenantName().equals(tenant));
  }
}
