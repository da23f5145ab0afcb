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
 * @param acts whether the decision is acted upon; else it is a rehearsal, of which nothing comes:
 *     no strike, no effect, nothing remembered
 */
public record ModerationRequest(
    Conversation conversation, Caller caller, AssessmentOptions options, boolean acts) {
  /** Checks that nothing is missing. */
  public ModerationRequest {
    requireNonNull(conversation, "conversation is null");
    requireNonNull(caller, "caller is null");
    requireNonNull(options, "options is null");
  }

  /** A request whose decision is acted upon. */
  public ModerationRequest(Conversation conversation, Caller caller, AssessmentOptions options) {
    this(conversation, caller, options, true);
  }
}
