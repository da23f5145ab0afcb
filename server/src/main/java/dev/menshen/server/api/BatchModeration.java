package dev.menshen.server.api;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Priority;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.guard.GuardProperties;
import dev.menshen.server.web.LimitsProperties;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/**
 * Moderates the texts of one request with all their scores, as OpenAI's protocol shows them. A
 * single text is judged for somebody who waits; several are bulk work, a few at a time and never
 * more than the guard's queue holds: a list longer than the queue must not be refused because of
 * itself. All of them share one deadline.
 */
@Component
final class BatchModeration {
  private final Pipeline pipeline;
  private final Duration timeout;
  private final int atOnce;

  BatchModeration(Pipeline pipeline, LimitsProperties limits, GuardProperties guard) {
    this.pipeline = pipeline;
    this.timeout = limits.batchTimeout();
    this.atOnce = Math.min(limits.inputsAtOnce(), guard.queue());
  }

  /**
   * Moderates texts.
   *
   * @param caller on whose behalf
   * @return one moderation per conversation, in their order
   */
  List<Moderation> moderate(List<Conversation> conversations, Caller caller) {
    AssessmentOptions options =
        AssessmentOptions.DEFAULT.withScores(Scores.FULL).withDeadline(Deadline.of(timeout));
    if (conversations.size() == 1) {
      return List.of(
          pipeline.moderate(new ModerationRequest(conversations.getFirst(), caller, options)));
    }
    AssessmentOptions bulk = options.withPriority(Priority.BULK);
    int threads = Math.min(atOnce, conversations.size());
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
      List<Callable<Moderation>> tasks =
          conversations.stream()
              .map(
                  conversation ->
                      (Callable<Moderation>)
                          () ->
                              pipeline.moderate(new ModerationRequest(conversation, caller, bulk)))
              .toList();
      return executor.invokeAll(tasks).stream().map(BatchModeration::result).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the texts were moderated", e);
    }
  }

  private static Moderation result(Future<Moderation> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a moderation failed outside its guard", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the texts were moderated", e);
    }
  }
}
