package dev.menshen.server.webhook;

import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where events are kept, and what sends them. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
  private static final InstantSource CLOCK = InstantSource.system();

  @Bean
  DestinationStore destinationStore(Database database, Keyring keyring) {
    return new DestinationStore(database, keyring);
  }

  @Bean
  DeliveryStore deliveryStore(Database database) {
    return new DeliveryStore(database);
  }

  @Bean
  Targets targets(WebhookProperties properties) {
    return new Targets(AddressRules.of(properties.allow()), properties.http());
  }

  @Bean
  Outbound outbound(WebhookProperties properties) {
    return OutboundClients.create(
        properties, SystemDefaultDnsResolver.INSTANCE, DefaultClientTlsStrategy.createDefault());
  }

  @Bean
  WebhookTransport webhookTransport(Outbound outbound) {
    return new WebhookTransport(outbound, CLOCK);
  }

  @Bean
  DeliveryMetrics deliveryMetrics(MeterRegistry registry, DeliveryStore deliveries) {
    return new DeliveryMetrics(registry, deliveries);
  }

  @Bean
  DeliveryHealth deliveryHealth(DeliveryMetrics metrics) {
    return new DeliveryHealth(metrics);
  }

  @Bean
  DeliveryScheduler deliveryScheduler(
      DataSource dataSource,
      Database database,
      DestinationStore destinations,
      DeliveryStore deliveries,
      List<Transport> transports,
      WebhookProperties properties,
      DeliveryMetrics metrics) {
    return new DeliveryScheduler(
        dataSource,
        deliveries,
        new DeliveryRun(destinations, deliveries, transports, properties, metrics, CLOCK),
        new Housekeeping(destinations, database, properties, CLOCK),
        properties,
        CLOCK);
  }

  @Bean
  OutboxEvents webhookEvents(
      DestinationStore destinations,
      DeliveryStore deliveries,
      WebhookProperties properties,
      ObjectProvider<DeliveryScheduler> scheduler) {
    return new OutboxEvents(
        destinations, deliveries, properties, id -> scheduler.getObject().wake(id), CLOCK);
  }

  @Bean
  Deliveries deliveries(
      DestinationStore destinations,
      DeliveryStore deliveries,
      OutboxEvents events,
      WebhookProperties properties,
      AdministrativeActs acts,
      ObjectProvider<DeliveryScheduler> scheduler) {
    return new Deliveries(
        destinations,
        deliveries,
        events,
        properties,
        acts,
        id -> scheduler.getObject().wake(id),
        CLOCK);
  }
}
