package dev.menshen.server.guard;

import dev.menshen.BoundedGuard;
import dev.menshen.Guard;
import dev.menshen.Secret;
import dev.menshen.ban.Bans;
import dev.menshen.ban.LateStrikes;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.effect.Effects;
import dev.menshen.guard.language.TextLanguages;
import dev.menshen.guard.lite.LiteGuard;
import dev.menshen.list.ListSource;
import dev.menshen.pipeline.AuditTrail;
import dev.menshen.pipeline.Delivery;
import dev.menshen.pipeline.Observer;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.pipeline.PipelineBuilder;
import dev.menshen.policy.Policies;
import dev.menshen.policy.ThreadStore;
import dev.menshen.server.store.HistoryWriter;
import dev.menshen.server.telemetry.GuardMetrics;
import dev.menshen.text.Normaliser;
import dev.menshen.watermark.Watermark;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline and the guard in it; the pipeline closes the guard. */
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Guard guard() {
    return LiteGuard.load();
  }

  @Bean(destroyMethod = "")
  BoundedGuard boundedGuard(Guard guard, GuardProperties properties, GuardMetrics metrics) {
    BoundedGuard bounded =
        new BoundedGuard(
            metrics.timed(guard),
            new BoundedGuard.Limits(
                properties.threads() > 0 ? properties.threads() : GuardThreads.suiting(guard),
                properties.queue(),
                properties.timeout(),
                properties.bulkPatience()),
            (priority, wait) -> metrics.waited(guard.info(), priority, wait));
    metrics.watchQueue(bounded);
    return bounded;
  }

  /** What is found, decided and done: every part that there is a bean for takes part. */
  @Bean(destroyMethod = "close")
  Pipeline pipeline(
      BoundedGuard guard,
      NormaliserProperties normaliser,
      Secret secret,
      ObjectProvider<ListSource> lists,
      ObjectProvider<Policies> policies,
      ObjectProvider<AssessmentCache> cache,
      ObjectProvider<Bans> bans,
      ObjectProvider<LateStrikes> strikes,
      ObjectProvider<ThreadStore> threads,
      ObjectProvider<Effects> effects,
      ObjectProvider<AuditTrail> audit,
      HistoryWriter history,
      ObjectProvider<Observer> observers) {
    PipelineBuilder builder =
        Pipeline.around(guard)
            .normaliser(Normaliser.of(normaliser.limits()))
            .languages(new TextLanguages())
            .observer(Observer.all(observers.stream().toList()));
    lists.ifAvailable(builder::lists);
    policies.ifAvailable(builder::policies);
    cache.ifAvailable(it -> builder.cache(it, secret));
    bans.ifAvailable(it -> builder.bans(it, strikes.getObject()));
    threads.ifAvailable(builder::threads);
    effects.ifAvailable(builder::effects);
    audit.ifAvailable(builder::audit);
    builder.history(history);
    return builder.build();
  }

  @Bean
  Delivery delivery(Watermark watermark) {
    return new Delivery(watermark);
  }
}
