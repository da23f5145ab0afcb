package dev.menshen.pipeline;

import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.Finding;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore.Standing;
import dev.menshen.ban.Bans;
import dev.menshen.ban.LateStrikes;
import dev.menshen.effect.Effect;
import dev.menshen.effect.Effects;
import dev.menshen.history.PastModeration;
import dev.menshen.pipeline.Observer.Part;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.ThreadStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a verdict, has that recorded, and does what was decided. A part that fails is
 * logged and shown to the observer, and the moderation goes on without it; without a record there
 * is no verdict to tell.
 */
final class Acting {
  private final @Nullable Bans bans;
  private final @Nullable LateStrikes strikes;
  private final @Nullable ThreadStore threads;
  private final Effects effects;
  private final Consumer<? super PastModeration> history;
  private final AuditTrail audit;
  private final Observer observer;
  private final FaultLog faults = new FaultLog();

  Acting(PipelineBuilder parts) {
    bans = parts.bans;
    strikes = parts.strikes;
    threads = parts.threads;
    effects = parts.effects;
    history = parts.history;
    audit = parts.audit;
    observer = parts.observer;
  }

  /** How the subject stands; clean when nobody knows or nobody can tell. */
  Standing standing(Caller caller, Policies.Choice policy, Instant now) {
    if (bans == null || caller.subject().isEmpty()) {
      return Standing.CLEAN;
    }
    return attempt(
        Part.BANS,
        Standing.CLEAN,
        () -> bans.standing(caller.subject().get(), now, policy.active().banTerms().window()));
  }

  /** Decides, records, acts, and tells of it. */
  Moderation conclude(Attempt attempt, Verdict verdict) {
    Moderation moderation = recorded(attempt, decided(attempt, verdict));
    if (attempt.request().acts()) {
      moderation = strike(attempt, moderation);
      rememberThread(attempt, moderation.decision());
      remember(attempt, moderation);
      handOver(attempt, moderation);
    }
    observer.moderated(moderation);
    return moderation;
  }

  private Moderation decided(Attempt attempt, Verdict verdict) {
    Evidence evidence = evidence(attempt, verdict);
    return moderation(
        attempt,
        verdict,
        evidence,
        attempt.policy().active().decide(evidence),
        attempt.policy().candidate().map(policy -> policy.decide(evidence)));
  }

  /** The moderation when it is on record; without a record, one that tells nothing but that. */
  private Moderation recorded(Attempt attempt, Moderation moderation) {
    try {
      audit.record(attempt.request(), attempt.time(), moderation);
      return moderation;
    } catch (RuntimeException e) {
      faults.add(Part.AUDIT, e);
      observer.failed(Part.AUDIT);
      return decided(
          attempt,
          new Verdict.Missing(
              moderation.guard(),
              moderation.evidence().hits(),
              Reason.AUDIT_UNAVAILABLE,
              "what was found could not be recorded, so that it is not told; see the server's log"));
    }
  }

  private Evidence evidence(Attempt attempt, Verdict verdict) {
    Conversation conversation = attempt.request().conversation();
    String text = conversation.last().content();
    Optional<Finding> finding =
        switch (verdict) {
          case Verdict.Found found -> Optional.of(found.answer().finding());
          case Verdict.Missing missing -> Optional.empty();
        };
    Optional<Reason> reason =
        switch (verdict) {
          case Verdict.Found found -> Optional.empty();
          case Verdict.Missing missing -> Optional.of(missing.reason());
        };
    return new Evidence(
        attempt.caller().scope(),
        attempt.time(),
        conversation.direction(),
        text.codePointCount(0, text.length()),
        conversation.messages().size(),
        finding,
        reason,
        attempt.caller().language().or(() -> finding.flatMap(Finding::language)),
        verdict.hits(),
        attempt.standing().strikes(),
        previous(attempt));
  }

  private Optional<Severity> previous(Attempt attempt) {
    ThreadStore store = threads;
    Optional<String> thread = steadied(attempt);
    return store == null || thread.isEmpty()
        ? Optional.empty()
        : attempt(Part.THREADS, Optional.empty(), () -> store.last(thread.get(), attempt.time()));
  }

  private void rememberThread(Attempt attempt, Decision decision) {
    ThreadStore store = threads;
    Optional<String> thread = steadied(attempt);
    Optional<Severity> severity = decision.severity();
    if (store != null && thread.isPresent() && severity.isPresent()) {
      Instant until = attempt.time().plus(attempt.policy().active().threadMemory());
      attempt(Part.THREADS, () -> store.remember(thread.get(), severity.get(), until));
    }
  }

  /** The thread whose last text says something about this one, if a policy asks for that. */
  private static Optional<String> steadied(Attempt attempt) {
    return attempt.policy().needs(Policy::needsPrevious)
        ? attempt.caller().thread()
        : Optional.empty();
  }

  private void remember(Attempt attempt, Moderation moderation) {
    attempt(
        Part.HISTORY,
        () ->
            history.accept(
                new PastModeration(
                    moderation.id(),
                    attempt.caller().subject(),
                    moderation.guard().model(),
                    moderation.evidence(),
                    moderation.decision(),
                    moderation.candidate(),
                    moderation.latency())));
  }

  private Moderation strike(Attempt attempt, Moderation moderation) {
    Optional<Subject> subject = attempt.caller().subject();
    Optional<Decision.Step> step = moderation.decision().step(Action.BAN);
    if (strikes == null || subject.isEmpty() || step.isEmpty()) {
      return moderation;
    }
    Optional<Ban> ban =
        attempt(
            Part.BANS,
            Optional.empty(),
            () ->
                strikes.strike(
                    subject.get(),
                    attempt.caller().scope().tenantName(),
                    attempt.policy().active().banTerms(),
                    step.get().rule(),
                    attempt.id(),
                    attempt.time()));
    return ban.map(moderation::withBan).orElse(moderation);
  }

  private void handOver(Attempt attempt, Moderation moderation) {
    for (Decision.Step step : moderation.decision().steps()) {
      switch (step.action()) {
        case LOG, ALERT, BLOCK, REVIEW ->
            attempt(Part.EFFECTS, () -> effects.accept(effect(attempt, moderation, step)));
        case PASS, FLAG, WATERMARK, MASK, REPLY, BAN -> {}
      }
    }
  }

  private static Effect effect(Attempt attempt, Moderation moderation, Decision.Step step) {
    return new Effect(
        moderation.id(),
        step.action(),
        step.rule(),
        moderation.evidence(),
        moderation.decision(),
        attempt.caller().subject(),
        step.action() == Action.REVIEW
            ? Optional.of(attempt.request().conversation())
            : Optional.empty());
  }

  private static Moderation moderation(
      Attempt attempt,
      Verdict verdict,
      Evidence evidence,
      Decision decision,
      Optional<Decision> candidate) {
    return switch (verdict) {
      case Verdict.Found found ->
          new Moderation.Assessed(
              attempt.id(),
              found.guard(),
              attempt.latency(),
              evidence,
              found.answer().source(),
              decision,
              candidate,
              attempt.standing().ban());
      case Verdict.Missing missing ->
          new Moderation.NotScanned(
              attempt.id(),
              missing.guard(),
              attempt.latency(),
              evidence,
              missing.detail(),
              decision,
              candidate,
              attempt.standing().ban());
    };
  }

  private void attempt(Part part, Runnable work) {
    attempt(
        part,
        part,
        () -> {
          work.run();
          return part;
        });
  }

  private <T> T attempt(Part part, T otherwise, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      faults.add(part, e);
      observer.failed(part);
      return otherwise;
    }
  }
}
