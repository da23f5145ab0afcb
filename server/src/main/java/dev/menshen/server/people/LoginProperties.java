package dev.menshen.server.people;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How people log in, under {@code menshen.access.login}.
 *
 * @param minimumLength how many characters a password has at least
 * @param secondFactor the roles that may do nothing without a second factor
 * @param attempts how many attempts fail for a name from one address before the next has to wait
 * @param attemptsPerAddress how many attempts fail from one address, for whatever names
 * @param attemptsPerAccount how many attempts fail for a name, from whatever addresses; those from
 *     where its owner has logged in lately are not held up by it
 * @param firstDelay how long the first wait is; each is twice as long as the one before
 * @param longestDelay how long a wait is at most
 * @param longestDelayPerAccount how long a wait for a name is at most, whatever the address
 * @param forget how long after the last failure it is forgotten
 * @param known how long an address from which somebody has logged in is known to be theirs
 * @param sweep how often what is forgotten is removed
 * @param hashing what a password costs
 */
@ConfigurationProperties("menshen.access.login")
public record LoginProperties(
    @DefaultValue("12") int minimumLength,
    @DefaultValue Set<Role> secondFactor,
    @DefaultValue("5") int attempts,
    @DefaultValue("20") int attemptsPerAddress,
    @DefaultValue("100") int attemptsPerAccount,
    @DefaultValue("1s") Duration firstDelay,
    @DefaultValue("15m") Duration longestDelay,
    @DefaultValue("1m") Duration longestDelayPerAccount,
    @DefaultValue("24h") Duration forget,
    @DefaultValue("90d") Duration known,
    @DefaultValue("1h") Duration sweep,
    @DefaultValue Hashing hashing) {
  private static final String PREFIX = "menshen.access.login.";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public LoginProperties {
    secondFactor = Set.copyOf(secondFactor);
    if (minimumLength < PasswordRules.SHORTEST || minimumLength > PasswordRules.LONGEST) {
      throw new IllegalArgumentException(
          PREFIX
              + "minimum-length is %d; set it to %d to %d"
                  .formatted(minimumLength, PasswordRules.SHORTEST, PasswordRules.LONGEST));
    }
    atLeastOne("attempts", attempts);
    atLeastOne("attempts-per-address", attemptsPerAddress);
    atLeastOne("attempts-per-account", attemptsPerAccount);
    positive("first-delay", firstDelay);
    positive("longest-delay", longestDelay);
    positive("longest-delay-per-account", longestDelayPerAccount);
    positive("forget", forget);
    positive("known", known);
    positive("sweep", sweep);
  }

  /**
   * What it costs to check a password, under {@code menshen.access.login.hashing}. The defaults are
   * what OWASP's Password Storage Cheat Sheet says of Argon2id.
   *
   * @param memory how much memory one takes
   * @param iterations how often the memory is gone through
   * @param concurrency how many are checked at once; 0 for half of the processors
   * @param patience how long one waits for its turn before it is refused
   */
  public record Hashing(
      @DefaultValue("19MB") DataSize memory,
      @DefaultValue("2") int iterations,
      @DefaultValue("0") int concurrency,
      @DefaultValue("5s") Duration patience) {
    private static final DataSize LEAST = DataSize.ofMegabytes(7);
    private static final DataSize MOST = DataSize.ofGigabytes(1);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range; the message names its key
     */
    public Hashing {
      if (memory.compareTo(LEAST) < 0 || memory.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            PREFIX + "hashing.memory is %s; set it to 7MB to 1GB".formatted(memory));
      }
      atLeastOne("hashing.iterations", iterations);
      if (concurrency < 0) {
        throw new IllegalArgumentException(
            PREFIX
                + "hashing.concurrency is %d; set it to 0 for half of the processors, or to more"
                    .formatted(concurrency));
      }
      positive("hashing.patience", patience);
    }
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "%s%s is %d; set it to 1 or more".formatted(PREFIX, key, value));
    }
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "%s%s is %s; set it to more than 0s".formatted(PREFIX, key, value));
    }
  }
}
