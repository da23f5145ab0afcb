package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.AssessmentOptions;
import dev.menshen.Caller;
import dev.menshen.Conversation;

/**
 * What is to be moderated, for whom and how.
 *
 * @param conversation the messages, of which the last is judged
 * @param caller on whose behalf
 * @param options what is wanted of the assessment
 */
public record ModerationRequest(
    Conversation conversation, Caller caller, AssessmentOptions options) {
  /** Checks that nothing is missing. */
  public ModerationRequest {
    requireNonNull(conversation, "conversation is null");
    requireNonNull(caller, "caller is null");
    requireNonNull(options, "options is null");
  }
}
