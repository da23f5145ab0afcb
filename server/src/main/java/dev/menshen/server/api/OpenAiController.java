package dev.menshen.server.api;

import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.InvalidConversationException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Moderation.NotScanned;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.limit.Limits;
import dev.menshen.server.web.ClientGoneException;
import dev.menshen.server.web.ClientWatch;
import dev.menshen.server.web.LimitsProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * OpenAI's moderation endpoint, for programs that were written for it.
 *
 * <p>A text that was not scanned is never just {@code flagged: false}. When no text of a request
 * was scanned the request fails; when some were, the result of each that was not is flagged, and
 * its {@code menshen} object says why.
 */
@RestController
@Requires(Permission.MODERATE)
final class OpenAiController implements OpenAiEndpoint {
  /**
   * Which reason a request fails for when its texts have several: the one most worth a retry first.
   */
  private static final List<Reason> MOST_TRANSIENT_FIRST =
      List.of(
          Reason.CANCELLED,
          Reason.OVERLOADED,
          Reason.TIMEOUT,
          Reason.BACKEND_DOWN,
          Reason.UNPARSABLE,
          Reason.AUDIT_UNAVAILABLE,
          Reason.GUARD_FAILED,
          Reason.SUBJECT_BANNED,
          Reason.TOO_LONG,
          Reason.UNSUPPORTED_LANGUAGE);

  private final JsonBodies bodies;
  private final BatchModeration batch;
  private final Pipeline pipeline;
  private final Callers callers;
  private final ClientWatch clients;
  private final Limits limits;
  private final TextLimits texts;
  private final int inputs;

  OpenAiController(
      JsonBodies bodies,
      BatchModeration batch,
      Pipeline pipeline,
      Callers callers,
      ClientWatch clients,
      Limits limits,
      TextLimits texts,
      LimitsProperties properties) {
    this.bodies = bodies;
    this.batch = batch;
    this.pipeline = pipeline;
    this.callers = callers;
    this.clients = clients;
    this.limits = limits;
    this.texts = texts;
    this.inputs = properties.inputs();
  }

  @Override
  @PostMapping(
      path = "/v1/moderations",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  public OpenAiModeration moderate(HttpServletRequest request, HttpServletResponse response)
      throws IOException, HttpMediaTypeNotSupportedException {
    OpenAiRequest body = OpenAiRequest.of(bodies.read(request), inputs, texts);
    List<Moderation> moderations =
        moderate(request, response, conversations(body.input()), callers.of(request, body.user()));
    failWhenNothingWasScanned(moderations);
    return new OpenAiModeration(
        "modr-" + UUID.randomUUID().toString().replace("-", ""),
        pipeline.guard().model(),
        moderations.stream().map(OpenAiModeration.Result::of).toList());
  }

  private List<Moderation> moderate(
      HttpServletRequest request,
      HttpServletResponse response,
      List<Conversation> conversations,
      Caller caller)
      throws ClientGoneException {
    try (var _ = limits.admit(request, response, caller.subject(), conversations)) {
      return clients.whileConnected(request, () -> batch.moderate(conversations, caller));
    }
  }

  private static List<Conversation> conversations(List<String> texts) {
    List<Conversation> conversations = new ArrayList<>();
    for (String text : texts) {
      try {
        conversations.add(Conversation.ofPrompt(text));
      } catch (InvalidConversationException e) {
        throw new InvalidRequestException(
            String.valueOf(e.getMessage()),
            texts.size() == 1 ? "input" : "input[%d]".formatted(conversations.size()));
      }
    }
    return conversations;
  }

  private static void failWhenNothingWasScanned(List<Moderation> moderations) {
    List<NotScanned> notScanned =
        moderations.stream()
            .filter(NotScanned.class::isInstance)
            .map(NotScanned.class::cast)
            .sorted(Comparator.comparingInt(moderation -> rank(moderation.reason())))
            .toList();
    if (notScanned.size() == moderations.size()) {
      throw new NoVerdictException(notScanned.getFirst());
    }
  }

  private static int rank(Reason reason) {
    return MOST_TRANSIENT_FIRST.indexOf(reason);
  }
}
