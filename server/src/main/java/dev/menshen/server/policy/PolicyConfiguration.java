package dev.menshen.server.policy;

import dev.menshen.history.History;
import dev.menshen.history.InMemoryHistory;
import dev.menshen.policy.InMemoryPolicyStore;
import dev.menshen.policy.PolicyStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The policies of the pipeline, and their editing; in memory where there is no store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PolicyProperties.class)
class PolicyConfiguration {
  @Bean
  PolicyEditor policyEditor(
      ObjectProvider<PolicyStore> stores,
      ObjectProvider<History> histories,
      PolicyProperties properties,
      MeterRegistry metrics) {
    PolicyStore store = stores.getIfAvailable(InMemoryPolicyStore::new);
    return new PolicyEditor(
        store,
        new ActivePolicies(store, properties, metrics),
        histories.getIfAvailable(() -> new InMemoryHistory(1)),
        properties,
        InstantSource.system());
  }

  @Bean(destroyMethod = "close")
  ActivePolicies activePolicies(PolicyEditor editor) {
    return editor.policies();
  }

  @Bean
  ShadowMetrics shadowMetrics(MeterRegistry registry) {
    return new ShadowMetrics(registry);
  }
}
