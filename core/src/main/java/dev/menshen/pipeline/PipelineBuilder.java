package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.Guard;
import dev.menshen.Secret;
import dev.menshen.ban.Bans;
import dev.menshen.ban.LateStrikes;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.effect.Effects;
import dev.menshen.history.PastModeration;
import dev.menshen.list.ListSource;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.ThreadStore;
import dev.menshen.text.Normaliser;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Pipeline} together: what is not given is left out, or is as it is built in. */
public final class PipelineBuilder {
  final Guard guard;
  @Nullable Normaliser normaliser = Normaliser.standard();
  ListSource lists = ListSource.NONE;
  Policies policies = Policies.only(Policy.standard());
  AssessmentCache cache = AssessmentCache.NONE;
  Secret secret = Secret.random();
  @Nullable Bans bans;
  @Nullable LateStrikes strikes;
  @Nullable ThreadStore threads;
  Effects effects = Effects.NONE;
  Consumer<? super PastModeration> history = moderation -> {};
  AuditTrail audit = AuditTrail.NONE;
  Function<String, Optional<String>> languages = text -> Optional.empty();
  Observer observer = Observer.NONE;
  Clock clock = Clock.systemUTC();

  PipelineBuilder(Guard guard) {
    this.guard = requireNonNull(guard, "guard is null");
  }

  /** Has the guard alone read the text as it came: no other views, and no lists. */
  public PipelineBuilder guardOnly() {
    normaliser = null;
    lists = ListSource.NONE;
    return this;
  }

  /** Makes the views with this normaliser; without it with the standard one. */
  public PipelineBuilder normaliser(Normaliser normaliser) {
    this.normaliser = requireNonNull(normaliser, "normaliser is null");
    return this;
  }

  /** Looks for the entries of these lists; without them there are none. */
  public PipelineBuilder lists(ListSource lists) {
    this.lists = requireNonNull(lists, "lists is null");
    return this;
  }

  /** Decides by these policies; without them by {@link Policy#standard}. */
  public PipelineBuilder policies(Policies policies) {
    this.policies = requireNonNull(policies, "policies is null");
    return this;
  }

  /** Keeps findings, under digests keyed with the installation's secret. */
  public PipelineBuilder cache(AssessmentCache cache, Secret secret) {
    this.cache = requireNonNull(cache, "cache is null");
    this.secret = requireNonNull(secret, "secret is null");
    return this;
  }

  /** Counts strikes and refuses banned subjects; without it nobody is banned. */
  public PipelineBuilder bans(Bans bans) {
    return bans(bans, new LateStrikes(bans, 1));
  }

  /** The same, where what cannot be counted is counted later by whoever retries. */
  public PipelineBuilder bans(Bans bans, LateStrikes strikes) {
    this.bans = requireNonNull(bans, "bans is null");
    this.strikes = requireNonNull(strikes, "strikes is null");
    return this;
  }

  /** Remembers what was made of growing conversations; without it every text stands alone. */
  public PipelineBuilder threads(ThreadStore threads) {
    this.threads = requireNonNull(threads, "threads is null");
    return this;
  }

  /** Hands effects over; without it nothing comes of them but the decision. */
  public PipelineBuilder effects(Effects effects) {
    this.effects = requireNonNull(effects, "effects is null");
    return this;
  }

  /** Remembers moderations, without their texts. */
  public PipelineBuilder history(Consumer<? super PastModeration> history) {
    this.history = requireNonNull(history, "history is null");
    return this;
  }

  /** Records every moderation before it is answered; without it there is no record. */
  public PipelineBuilder audit(AuditTrail audit) {
    this.audit = requireNonNull(audit, "audit is null");
    return this;
  }

  /** Finds the language of a text, an ISO 639-1 code, where the caller does not tell it. */
  public PipelineBuilder languages(Function<String, Optional<String>> languages) {
    this.languages = requireNonNull(languages, "languages is null");
    return this;
  }

  /** Shows what happens to an observer. */
  public PipelineBuilder observer(Observer observer) {
    this.observer = requireNonNull(observer, "observer is null");
    return this;
  }

  /** Reads the time of day from another clock. */
  public PipelineBuilder clock(Clock clock) {
    this.clock = requireNonNull(clock, "clock is null");
    return this;
  }

  /** The pipeline. It closes the guard when it is closed itself. */
  public Pipeline build() {
    return new Pipeline(this);
  }
}
