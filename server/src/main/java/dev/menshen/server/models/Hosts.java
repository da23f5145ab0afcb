package dev.menshen.server.models;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Compares and names the hosts of addresses. */
final class Hosts {
  private Hosts() {}

  /** The host with its port, when that is an unusual one. */
  static String of(URI address) {
    return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  /** Whether both addresses have the same scheme, host and port. */
  static boolean same(URI a, URI b) {
    return lower(a.getScheme()).equals(lower(b.getScheme()))
        && lower(a.getHost()).equals(lower(b.getHost()))
        && a.getPort() == b.getPort();
  }

  static boolean isEncrypted(URI address) {
    return lower(address.getScheme()).equals("https");
  }

  /** Whether the address is one of this machine, with no network in between. */
  static boolean isLoopback(URI address) {
    return isLoopback(lower(address.getHost()));
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }

  private static String lower(String text) {
    return Objects.toString(text, "").toLowerCase(Locale.ROOT);
  }
}
