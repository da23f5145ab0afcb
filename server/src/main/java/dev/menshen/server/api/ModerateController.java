package dev.menshen.server.api;

import dev.menshen.pipeline.Delivery;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Moderation.NotScanned;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.policy.Decision.Outcome;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.limit.Limits;
import dev.menshen.server.web.ClientGoneException;
import dev.menshen.server.web.ClientWatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Menshen's own endpoint. A language that the guard does not know is an outcome of moderation, and
 * answered 200 with the status {@code not_scanned}; so is a text that goes through without a
 * verdict because the policy says so. Where the policy blocks what a guard that is overloaded, too
 * slow or broken did not scan, the answer is a 5xx, which no client takes for a verdict, and a
 * banned user's is a 403.
 */
@RestController
@Requires(Permission.MODERATE)
final class ModerateController implements ModerateEndpoint {
  private final JsonBodies bodies;
  private final Pipeline pipeline;
  private final Callers callers;
  private final Delivery delivery;
  private final ClientWatch clients;
  private final Limits limits;
  private final TextLimits texts;

  ModerateController(
      JsonBodies bodies,
      Pipeline pipeline,
      Callers callers,
      Delivery delivery,
      ClientWatch clients,
      Limits limits,
      TextLimits texts) {
    this.bodies = bodies;
    this.pipeline = pipeline;
    this.callers = callers;
    this.delivery = delivery;
    this.clients = clients;
    this.limits = limits;
    this.texts = texts;
  }

  @Override
  @PostMapping(
      path = ModerateShortcut.PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public ModerationBody moderate(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotSupportedException {
    ModerateRequest body = ModerateRequest.of(bodies.read(request), texts);
    ModerationRequest moderationRequest =
        new ModerationRequest(
            body.conversation(), callers.of(request, body), body.options(), !body.dryRun());
    Moderation moderation = moderate(request, response, moderationRequest);
    if (moderation instanceof NotScanned notScanned && isFailure(notScanned)) {
      throw new NoVerdictException(notScanned);
    }
    Optional<String> text =
        body.returnText() ? delivery.text(moderation, moderationRequest) : Optional.empty();
    return ModerationBody.of(moderation, body.options().scores(), text);
  }

  private Moderation moderate(
      HttpServletRequest request, HttpServletResponse response, ModerationRequest moderation)
      throws ClientGoneException {
    try (var _ =
        limits.admit(
            request, response, moderation.caller().subject(), List.of(moderation.conversation()))) {
      return clients.whileConnected(request, () -> pipeline.moderate(moderation));
    }
  }

  private static boolean isFailure(NotScanned moderation) {
    return switch (moderation.reason()) {
      case UNSUPPORTED_LANGUAGE -> false;
      case CANCELLED, SUBJECT_BANNED -> true;
      case OVERLOADED,
          TIMEOUT,
          BACKEND_DOWN,
          UNPARSABLE,
          TOO_LONG,
          AUDIT_UNAVAILABLE,
          GUARD_FAILED ->
          moderation.decision().outcome() == Outcome.BLOCK;
    };
  }
}
