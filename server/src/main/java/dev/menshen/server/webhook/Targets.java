package dev.menshen.server.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Checks the URLs that events are to be posted to. */
public final class Targets {
  private static final int LONGEST = 2000;

  private final AddressRules rules;
  private final boolean http;

  Targets(AddressRules rules, boolean http) {
    this.rules = rules;
    this.http = http;
  }

  /**
   * What is wrong with a URL; empty when it can be posted to. Names are not looked up here but
   * whenever something is sent.
   *
   * @return a sentence that says what to mend, without the URL
   */
  public Optional<String> problem(String url) {
    if (url.length() > LONGEST) {
      return Optional.of("it is longer than %d characters; shorten it".formatted(LONGEST));
    }
    try {
      return problem(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.of("it is no URL; send one such as https://example.com/hook");
    }
  }

  private Optional<String> problem(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.equalsIgnoreCase("https") && !(http && scheme.equalsIgnoreCase("http"))) {
      return Optional.of(
          http
              ? "it is neither https nor http; send one such as https://example.com/hook"
              : "it is not https; send an https URL, or set menshen.webhooks.http to true");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of("it holds a user or a password; remove them");
    }
    if (uri.getHost() == null) {
      return Optional.of("it names no host; send one such as https://example.com/hook");
    }
    if (uri.getRawFragment() != null) {
      return Optional.of("it has a part behind #, which is never sent; remove it");
    }
    String host = host(uri);
    boolean forbidden =
        Network.literal(host).filter(address -> !rules.allows(host, address)).isPresent()
            || (host.equalsIgnoreCase("localhost")
                && !rules.allows(host, InetAddress.getLoopbackAddress()));
    return forbidden
        ? Optional.of(
            "its address is not public; send another one, or allow it in menshen.webhooks.allow")
        : Optional.empty();
  }

  /** The host of a URL, an IPv6 address without its brackets. */
  private static String host(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
