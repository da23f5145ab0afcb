package dev.menshen.server.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client that posts events: it follows, retries, remembers and unpacks nothing. */
final class OutboundClients {
  private OutboundClients() {}

  static Outbound create(WebhookProperties properties, DnsResolver names, TlsSocketStrategy tls) {
    AddressRules rules = AddressRules.of(properties.allow());
    URI proxy = properties.proxy();
    // A proxy is configured and not somebody's wish; it looks the targets' names up.
    DnsResolver resolver = proxy == null ? new CheckedResolver(names, rules) : names;
    HttpClientBuilder builder =
        HttpClients.custom()
            .setConnectionManager(connections(properties, resolver, tls))
            .setDefaultRequestConfig(requests(properties))
            .setUserAgent("Menshen")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .evictIdleConnections(TimeValue.ofSeconds(30));
    if (proxy != null) {
      builder.setProxy(
          new HttpHost("http", proxy.getHost(), proxy.getPort() < 0 ? 80 : proxy.getPort()));
    }
    CloseableHttpClient client = builder.build();
    return new Outbound(client, new Targets(rules, properties.http()), properties);
  }

  private static PoolingHttpClientConnectionManager connections(
      WebhookProperties properties, DnsResolver resolver, TlsSocketStrategy tls) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(resolver)
        .setTlsSocketStrategy(tls)
        .setMaxConnPerRoute(properties.atOnce() * properties.destinationsAtOnce())
        .setMaxConnTotal(properties.atOnce() * properties.destinationsAtOnce())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(properties.connectTimeout()))
                .setSocketTimeout(timeout(properties.timeout()))
                .setTimeToLive(TimeValue.of(1, TimeUnit.MINUTES))
                .build())
        .build();
  }

  private static RequestConfig requests(WebhookProperties properties) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(timeout(properties.timeout()))
        .setResponseTimeout(timeout(properties.timeout()))
        .setRedirectsEnabled(false)
        .build();
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration);
  }
}
