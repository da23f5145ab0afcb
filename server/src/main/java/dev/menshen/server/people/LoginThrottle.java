package dev.menshen.server.people;

import dev.menshen.Keyed;
import dev.menshen.Secret;
import dev.menshen.server.people.LoginAttempts.Count;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Slows guessing down, and locks nobody out: after some failures each attempt has to wait, twice as
 * long as the one before, up to a limit. Failures are counted for a name from an address, for an
 * address, and for a name. The last one, which strangers can drive up, does not hold for addresses
 * from which the name's owner has logged in lately, and its waits are short.
 *
 * <p>An attempt counts as failed when it begins, so that many at once gain nothing. Names that
 * nobody has are counted as all others. What is stored are keyed digests.
 */
final class LoginThrottle {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int RETRIES = 3;

  /** Past so many doublings every limit is reached. */
  private static final int MOST_DOUBLINGS = 30;

  private static final int NETWORK_BYTES = 8;

  private final LoginAttempts attempts;
  private final Keyed digests;
  private final LoginProperties properties;
  private final InstantSource clock;

  LoginThrottle(
      LoginAttempts attempts, Secret secret, LoginProperties properties, InstantSource clock) {
    this.attempts = attempts;
    this.digests = secret.keyed("login attempt");
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Begins an attempt.
   *
   * @param what what is tried, such as {@code password}
   * @param name whose
   * @param address from where
   * @return how long to wait, when it may not be made now
   */
  Optional<Duration> begin(String what, String name, String address) {
    for (int attempt = 0; attempt < RETRIES; attempt++) {
      Instant now = clock.instant();
      List<Count> counts = counts(what, name, address);
      Duration wait = wait(counts, now);
      if (wait.isPositive()) {
        return Optional.of(wait);
      }
      if (attempts.add(counts, now, properties.forget())) {
        return Optional.empty();
      }
    }
    // Others of the same name or address were quicker each time: that is a storm.
    return Optional.of(AGAIN);
  }

  /** Ends an attempt well: it did not fail, and the address is known to be the owner's. */
  void succeeded(String what, String name, String address) {
    Instant now = clock.instant();
    attempts.forgive(
        pair(what, name, address),
        ofName(what, name),
        ofAddress(what, address),
        now.plus(properties.known()));
  }

  private List<Count> counts(String what, String name, String address) {
    return attempts.counts(
        List.of(pair(what, name, address), ofAddress(what, address), ofName(what, name)));
  }

  private Duration wait(List<Count> counts, Instant now) {
    Count pair = counts.get(0);
    List<Duration> waits = new ArrayList<>();
    waits.add(wait(pair, properties.attempts(), properties.longestDelay(), now));
    waits.add(wait(counts.get(1), properties.attemptsPerAddress(), properties.longestDelay(), now));
    if (!pair.knownUntil().isAfter(now)) {
      waits.add(
          wait(
              counts.get(2),
              properties.attemptsPerAccount(),
              properties.longestDelayPerAccount(),
              now));
    }
    return waits.stream().max(Duration::compareTo).orElseThrow();
  }

  private Duration wait(Count count, int free, Duration longest, Instant now) {
    if (count.failures() < free || !count.attempted().plus(properties.forget()).isAfter(now)) {
      return Duration.ZERO;
    }
    Duration delay =
        properties
            .firstDelay()
            .multipliedBy(1L << Math.min(count.failures() - free, MOST_DOUBLINGS));
    Duration shortened = delay.compareTo(longest) > 0 ? longest : delay;
    return Duration.between(now, count.attempted().plus(shortened));
  }

  private String pair(String what, String name, String address) {
    return digests.hex(what, "name and address", name, network(address));
  }

  private String ofAddress(String what, String address) {
    return digests.hex(what, "address", network(address));
  }

  private String ofName(String what, String name) {
    return digests.hex(what, "name", name);
  }

  /** An address; of IPv6 its network, as anybody who has one has all addresses of it. */
  private static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
          : parsed.getHostAddress();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
