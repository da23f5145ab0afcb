package dev.menshen.server.api;

import dev.menshen.Conversation;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Moderation.NotScanned;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.web.ClientWatch;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Menshen's own endpoint. A language that the guard does not know is an outcome of moderation, and
 * answered 200 with the status {@code not_scanned}; a guard that is overloaded, too slow or broken
 * is a fault of the server, and answered with a 5xx, which no client takes for a verdict.
 */
@RestController
final class ModerateController implements ModerateEndpoint {
  private final JsonBodies bodies;
  private final Pipeline pipeline;
  private final ClientWatch clients;

  ModerateController(JsonBodies bodies, Pipeline pipeline, ClientWatch clients) {
    this.bodies = bodies;
    this.pipeline = pipeline;
    this.clients = clients;
  }

  @Override
  @PostMapping(
      path = "/api/v1/moderate",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ModerationBody moderate(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    ModerateRequest body = ModerateRequest.of(bodies.read(request));
    Conversation conversation = body.conversation();
    Moderation moderation =
        clients.whileConnected(request, () -> pipeline.moderate(conversation, body.options()));
    if (moderation instanceof NotScanned notScanned
        && notScanned.reason() != Reason.UNSUPPORTED_LANGUAGE) {
      throw new NoVerdictException(notScanned);
    }
    return ModerationBody.of(moderation, body.options().scores());
  }
}
