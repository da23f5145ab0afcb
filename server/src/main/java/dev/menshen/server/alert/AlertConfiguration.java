package dev.menshen.server.alert;

import dev.menshen.server.store.Database;
import dev.menshen.server.webhook.DestinationStore;
import dev.menshen.server.webhook.Outbound;
import dev.menshen.server.webhook.WebhookEvents;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is alerted, and of what. */
@Configuration(proxyBeanMethods = false)
class AlertConfiguration {
  private static final InstantSource CLOCK = InstantSource.system();

  @Bean
  AlertStore alertStore(Database database, WebhookEvents events, AlertProperties properties) {
    return new AlertStore(database, events, properties.window());
  }

  @Bean
  AlertGroups alertGroups(AlertStore store) {
    return new AlertGroups(store, CLOCK);
  }

  @Bean
  AlertSink alertSink(AlertGroups groups, DestinationStore destinations) {
    return new AlertSink(groups, destinations);
  }

  @Bean
  OperationalAlerts operationalAlerts(AlertGroups groups) {
    return new OperationalAlerts(groups, CLOCK);
  }

  @Bean
  AlertTimes alertTimes(
      AlertStore store,
      OperationalAlerts alerts,
      Map<String, HealthIndicator> parts,
      AlertProperties properties) {
    return new AlertTimes(store, new HealthWatch(parts, alerts), properties, CLOCK);
  }

  @Bean
  MailTransport mailTransport(AlertProperties properties) {
    return new MailTransport(MailServer.of(properties.mail(), ""));
  }

  @Bean
  ChatTransport dingTalkTransport(Outbound outbound) {
    return new ChatTransport(ChatFormat.DINGTALK, outbound, CLOCK);
  }

  @Bean
  ChatTransport feishuTransport(Outbound outbound) {
    return new ChatTransport(ChatFormat.FEISHU, outbound, CLOCK);
  }

  @Bean
  ChatTransport weComTransport(Outbound outbound) {
    return new ChatTransport(ChatFormat.WECOM, outbound, CLOCK);
  }

  @Bean
  ChatTransport slackTransport(Outbound outbound) {
    return new ChatTransport(ChatFormat.SLACK, outbound, CLOCK);
  }
}
