package dev.menshen.server.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which addresses may be sent to: those of the public internet, and what an operator allows
 * besides. A URL that somebody gives must not make this server talk to itself, to its neighbours or
 * to the metadata service of its cloud.
 *
 * <p>Not public is what the special-purpose registries of IANA say is not globally reachable, and
 * the IPv6 addresses that hold an IPv4 address (6to4, Teredo, NAT64), as they lead to that one. Of
 * IPv6, nothing outside of 2000::/3 is public. Java itself turns an IPv4-mapped address into the
 * IPv4 address that it stands for.
 */
final class AddressRules {
  private static final List<Network> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8", // this network
              "10.0.0.0/8", // private
              "100.64.0.0/10", // shared by the customers of a provider
              "127.0.0.0/8", // loopback
              "169.254.0.0/16", // link-local, and cloud metadata
              "172.16.0.0/12", // private
              "192.0.0.0/24", // protocol assignments
              "192.0.2.0/24", // documentation
              "192.31.196.0/24", // AS112
              "192.52.193.0/24", // AMT
              "192.88.99.0/24", // 6to4 relays
              "192.168.0.0/16", // private
              "192.175.48.0/24", // AS112
              "198.18.0.0/15", // benchmarks
              "198.51.100.0/24", // documentation
              "203.0.113.0/24", // documentation
              "224.0.0.0/4", // multicast
              "240.0.0.0/4", // reserved, and broadcast
              "2001::/23", // protocol assignments, and Teredo
              "2001:db8::/32", // documentation
              "2002::/16", // 6to4
              "2620:4f:8000::/48", // AS112
              "3fff::/20") // documentation
          .map(Network::parse)
          .flatMap(Optional::stream)
          .toList();

  private static final Network GLOBAL_UNICAST = Network.parse("2000::/3").orElseThrow();
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private final List<Network> allowedNetworks;
  private final Set<String> allowedHosts;

  private AddressRules(List<Network> allowedNetworks, Set<String> allowedHosts) {
    this.allowedNetworks = allowedNetworks;
    this.allowedHosts = allowedHosts;
  }

  /**
   * Rules with what is allowed besides public addresses.
   *
   * @throws IllegalArgumentException when something is neither an address, a network nor a host
   */
  static AddressRules of(List<String> allow) {
    List<Network> networks = new ArrayList<>();
    Set<String> hosts = new TreeSet<>();
    for (String each : allow) {
      String text = each.strip().toLowerCase(Locale.ROOT);
      Optional<Network> network = Network.parse(text);
      if (network.isPresent()) {
        networks.add(network.get());
      } else if (HOST.matcher(text).matches()) {
        hosts.add(text);
      } else {
        throw new IllegalArgumentException(
            "menshen.webhooks.allow has \"%s\", which is neither an address such as 10.1.2.3, a network such as 10.1.0.0/16 nor a host such as hooks.internal"
                .formatted(text));
      }
    }
    return new AddressRules(List.copyOf(networks), Set.copyOf(hosts));
  }

  /** Whether an address of a host may be sent to. */
  boolean allows(String host, InetAddress address) {
    return isPublic(address)
        || allowedHosts.contains(host.toLowerCase(Locale.ROOT))
        || allowedNetworks.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean isPublic(InetAddress address) {
    return (address instanceof Inet4Address || GLOBAL_UNICAST.contains(address))
        && NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
  }
}
