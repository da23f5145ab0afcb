package dev.menshen.server.webhook;

import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

/** What posts to servers of tests. */
public final class TestOutbound {
  private TestOutbound() {}

  /** Posts to loopback, by HTTP too. */
  public static Outbound toLoopback() {
    return OutboundClients.create(
        TestProperties.with(List.of("127.0.0.1"), Duration.ofSeconds(20)),
        SystemDefaultDnsResolver.INSTANCE,
        DefaultClientTlsStrategy.createDefault());
  }
}
