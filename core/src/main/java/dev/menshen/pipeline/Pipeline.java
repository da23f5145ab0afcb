package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.Finding;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.View;
import dev.menshen.ban.Ban;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.cache.CacheKey;
import dev.menshen.cache.CacheKeys;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.list.ListSource;
import dev.menshen.list.Lists;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.text.NormalisedText;
import dev.menshen.text.Normaliser;
import dev.menshen.text.TextView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation goes through to become a moderation: is its subject banned; do the lists
 * decide; what does the guard, or the memory of what it said before, find in every view of it; what
 * does the policy make of that; and what comes of the decision.
 *
 * <p>Whatever goes wrong on the way to a finding becomes {@link Moderation.NotScanned} with its
 * reason, about which the policy decides too.
 */
public final class Pipeline implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Pipeline.class.getName());

  private final Guard guard;
  private final GuardReader reader;
  private final @Nullable Normaliser normaliser;
  private final ListSource lists;
  private final Policies policies;
  private final AssessmentCache cache;
  private final CacheKeys keys;
  private final Acting acting;
  private final Clock clock;
  private final ModerationIds ids;

  Pipeline(PipelineBuilder parts) {
    guard = parts.guard;
    reader = new GuardReader(guard, parts.languages);
    normaliser = parts.normaliser;
    lists = parts.lists;
    policies = parts.policies;
    cache = parts.cache;
    keys =
        new CacheKeys(parts.secret, guard.info(), normaliser == null ? "" : normaliser.version());
    acting = new Acting(parts);
    clock = parts.clock;
    ids = new ModerationIds(parts.clock, new SecureRandom());
  }

  /** A pipeline around a guard, with what is built in and nothing else. */
  public static Pipeline of(Guard guard) {
    return around(guard).build();
  }

  /** A pipeline around a guard, to be put together. */
  public static PipelineBuilder around(Guard guard) {
    return new PipelineBuilder(guard);
  }

  /** The guard that is asked. */
  public GuardInfo guard() {
    return guard.info();
  }

  /** Judges the last message of a conversation for a caller that waits. */
  public Moderation moderate(Conversation conversation) {
    return moderate(conversation, AssessmentOptions.DEFAULT);
  }

  /** Judges the last message of a conversation. Never throws because of a guard. */
  public Moderation moderate(Conversation conversation, AssessmentOptions options) {
    return moderate(new ModerationRequest(conversation, Caller.DEFAULT, options));
  }

  /**
   * Judges the last message of a conversation, decides, and acts. Never throws because of a guard
   * or a store.
   */
  public Moderation moderate(ModerationRequest request) {
    requireNonNull(request, "request is null");
    long start = System.nanoTime();
    Instant now = clock.instant();
    Policies.Choice policy = policies.of(request.caller().scope());
    Attempt attempt =
        new Attempt(
            ids.next(),
            now,
            start,
            request,
            policy,
            acting.standing(request.caller(), policy, now));
    return acting.conclude(
        attempt, attempt.standing().ban().map(this::refused).orElseGet(() -> judged(attempt)));
  }

  @Override
  public void close() {
    guard.close();
  }

  private Verdict refused(Ban ban) {
    return new Verdict.Missing(
        guard.info(),
        List.of(),
        Reason.SUBJECT_BANNED,
        "the user may not send text until %s; send it again after that, or lift the ban"
            .formatted(ban.until().truncatedTo(ChronoUnit.SECONDS)));
  }

  private Verdict judged(Attempt attempt) {
    Caller caller = attempt.caller();
    Reading reading =
        new Reading(
            attempt.request().conversation(), attempt.policy().active().judgedTurns(), normaliser);
    List<ListHit> hits = List.of();
    try {
      hits = find(reading, lists.of(caller.scope()));
      Optional<Finding> decided = ListVerdict.of(attempt.request().conversation(), hits);
      return decided.isPresent()
          ? Verdict.Found.byLists(hits, decided.get())
          : new Verdict.Found(guard.info(), hits, answer(attempt, reading));
    } catch (NotScannedException e) {
      if (e.getCause() != null) {
        LOGGER.log(
            Level.WARNING,
            () -> "moderation %s not scanned: %s".formatted(attempt.id(), Faults.trace(e)));
      }
      return Verdict.Missing.of(guard.info(), hits, e);
    } catch (RuntimeException e) {
      LOGGER.log(
          Level.ERROR, () -> "moderation %s failed: %s".formatted(attempt.id(), Faults.trace(e)));
      return new Verdict.Missing(
          guard.info(),
          hits,
          Reason.GUARD_FAILED,
          "the guard failed (%s); see the log for moderation %s"
              .formatted(e.getClass().getSimpleName(), attempt.id()));
    }
  }

  /**
   * What the lists find in a text and in what is encoded in it. Where in the text an encoded run is
   * nobody knows any more, so that such a hit is all over the text.
   */
  private List<ListHit> find(Reading reading, Lists lists) {
    if (normaliser == null || lists.isEmpty()) {
      return List.of();
    }
    NormalisedText normalised = reading.normalised(normaliser);
    List<ListHit> hits = new ArrayList<>(lists.find(normalised.raw(), normalised.folded()));
    for (TextView view : normalised.further()) {
      if (view.view() != View.FOLDED) {
        lists.find(view.text(), normaliser.fold(view.text())).stream()
            .filter(hit -> hit.kind() == ListKind.DENY)
            .filter(hit -> hits.stream().noneMatch(it -> it.entryId().equals(hit.entryId())))
            .map(hit -> hit.at(0, normalised.raw().length()))
            .forEach(hits::add);
      }
    }
    return hits;
  }

  private Answer answer(Attempt attempt, Reading reading) {
    AssessmentOptions options = options(attempt.request().options(), attempt.policy());
    CacheKey key =
        keys.of(
            attempt.caller().scope().tenantName(),
            reading.conversation(),
            options.scores(),
            reading.judgedTurns());
    return cache.get(key, () -> reader.read(reading, options), options.deadline());
  }

  private static AssessmentOptions options(AssessmentOptions options, Policies.Choice policy) {
    return policy.needs(Policy::needsCategoryProbabilities)
        ? options.withScores(Scores.FULL)
        : options;
  }
}
