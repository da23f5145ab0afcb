package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that Java's own properties name, else those of the environment: {@code HTTPS_PROXY},
 * {@code HTTP_PROXY}, {@code ALL_PROXY}, without the hosts of {@code NO_PROXY}; small letters go
 * before capital ones. This machine itself is never asked through a proxy of the environment.
 */
public final class Proxies extends ProxySelector {
  /** Schemes that the JDK does not use to log in to a proxy for https, by default {@code Basic}. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final ProxySelector java;
  private final Map<String, URI> byScheme;
  private final List<String> direct;

  private Proxies(ProxySelector java, Map<String, URI> byScheme, List<String> direct) {
    this.java = java;
    this.byScheme = Map.copyOf(byScheme);
    this.direct = direct;
  }

  /**
   * Reads the environment.
   *
   * @throws PullException when a proxy's address is not understood
   */
  public static Proxies of(Map<String, String> environment) throws PullException {
    Map<String, URI> byScheme = new HashMap<>();
    for (String scheme : List.of("http", "https")) {
      for (String variable : List.of(scheme + "_proxy", "all_proxy")) {
        Optional<Setting> setting = Setting.of(environment, variable);
        if (setting.isPresent()) {
          byScheme.put(scheme, setting.get().address());
          break;
        }
      }
    }
    if (byScheme.values().stream().anyMatch(proxy -> proxy.getUserInfo() != null)
        && System.getProperty(DISABLED_SCHEMES) == null) {
      // The JDK reads it once, when its client is first used.
      System.setProperty(DISABLED_SCHEMES, "");
    }
    List<String> direct =
        Setting.text(environment, "no_proxy").stream()
            .flatMap(text -> Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)))
            .filter(host -> !host.isEmpty())
            .toList();
    return new Proxies(ProxySelector.getDefault(), byScheme, direct);
  }

  @Override
  public List<Proxy> select(URI uri) {
    return proxy(uri)
        .map(proxy -> InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy)))
        .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
        .orElseGet(() -> java.select(uri));
  }

  /** The host and port of the proxy for an address, when there is one. */
  Optional<String> addressFor(URI uri) {
    return select(uri).stream()
        .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
        .map(Proxy::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .map(address -> address.getHostString() + ":" + address.getPort())
        .findFirst();
  }

  /** The proxy of the environment for an address, unless Java has one of its own for it. */
  private Optional<URI> proxy(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean direct =
        Hosts.isLoopback(host)
            || isDirect(host)
            || java.select(uri).stream().anyMatch(it -> it.type() != Proxy.Type.DIRECT);
    return direct
        ? Optional.empty()
        : Optional.ofNullable(
            byScheme.get(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException fault) {}

  /**
   * What logs in to the proxy for an address, as the value of {@code Proxy-Authorization}. The
   * JDK's client shows that header to proxies alone. An {@link java.net.Authenticator} would not
   * do: with one, the client takes a hub's 401 for a fault of the connection.
   */
  Optional<String> login(URI uri) {
    return proxy(uri)
        .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()))
        .map(login -> login.getBytes(StandardCharsets.UTF_8))
        .map(login -> "Basic " + Base64.getEncoder().encodeToString(login));
  }

  private boolean isDirect(String host) {
    return direct.stream()
        .map(entry -> entry.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", ""))
        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? 80 : proxy.getPort();
  }

  /**
   * A variable of the environment that names a proxy.
   *
   * @param variable the name under which it was found
   * @param value what it holds
   */
  private record Setting(String variable, String value) {
    static Optional<Setting> of(Map<String, String> environment, String name) {
      for (String variable : List.of(name, name.toUpperCase(Locale.ROOT))) {
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
          return Optional.of(new Setting(variable, value.strip()));
        }
      }
      return Optional.empty();
    }

    static Optional<String> text(Map<String, String> environment, String name) {
      return of(environment, name).map(Setting::value);
    }

    /** The address; only proxies that are themselves spoken to without encryption are possible. */
    URI address() throws PullException {
      try {
        URI address = URI.create(value.contains("://") ? value : "http://" + value);
        if ("http".equalsIgnoreCase(address.getScheme()) && address.getHost() != null) {
          return address;
        }
      } catch (IllegalArgumentException e) {
        // The cause would quote the password.
      }
      throw PullException.of(Reason.PROXY_ADDRESS, variable);
    }
  }
}
