package dev.menshen.server.lists;

import dev.menshen.list.InMemoryListStore;
import dev.menshen.list.ListStore;
import dev.menshen.text.Normaliser;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lists of the pipeline, and their editing; in memory where there is no store. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ListsProperties.class)
class ListConfiguration {
  @Bean
  ListEditor listEditor(
      ObjectProvider<ListStore> stores, ListsProperties properties, MeterRegistry metrics) {
    ListStore store = stores.getIfAvailable(InMemoryListStore::new);
    Normaliser normaliser = Normaliser.standard();
    CompiledLists compiled =
        new CompiledLists(store, properties, normaliser, InstantSource.system(), metrics);
    compiled.start();
    return new ListEditor(store, compiled, normaliser, properties.entries());
  }

  @Bean(destroyMethod = "close")
  CompiledLists compiledLists(ListEditor editor) {
    return editor.compiled();
  }
}
