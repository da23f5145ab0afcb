package dev.menshen.server.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up and gives only addresses that may be sent to. The client connects to what it is
 * given here and looks up nothing itself, so a name cannot mean another address a moment later.
 */
final class CheckedResolver implements DnsResolver {
  private final DnsResolver names;
  private final AddressRules rules;

  CheckedResolver(DnsResolver names, AddressRules rules) {
    this.names = names;
    this.rules = rules;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = names.resolve(host);
    InetAddress[] allowed =
        Stream.of(all).filter(address -> rules.allows(host, address)).toArray(InetAddress[]::new);
    if (allowed.length == 0) {
      throw new AddressNotAllowedException();
    }
    return allowed;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** Thrown for a name that has no address that may be sent to. */
  static final class AddressNotAllowedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressNotAllowedException() {
      super("no address of the target may be sent to");
    }
  }
}
