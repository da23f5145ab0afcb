package dev.menshen.server.lists;

import dev.menshen.list.ListStore;
import dev.menshen.text.Normaliser;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lists of the pipeline, and their editing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ListsProperties.class)
class ListConfiguration {
  @Bean
  ListEditor listEditor(ListStore store, CompiledLists compiled, ListsProperties properties) {
    return new ListEditor(store, compiled, Normaliser.standard(), properties.entries());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  CompiledLists compiledLists(ListStore store, ListsProperties properties, MeterRegistry metrics) {
    return new CompiledLists(
        store, properties, Normaliser.standard(), InstantSource.system(), metrics);
  }
}
