package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import dev.menshen.server.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How failed logins are slowed down, by a clock that tests move. */
abstract class LoginThrottleContract {
  private static final String HERE = "192.0.2.1";
  private static final String THERE = "198.51.100.7";

  private final TestDatabase.Instances instances;
  private final LoginProperties properties =
      new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("menshen.access.login", Bindable.of(LoginProperties.class));
  private final Secret secret = Secret.of(new byte[32]);
  private final LoginThrottle throttle;
  private final LoginThrottle sibling;
  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");

  LoginThrottleContract(TestDatabase database) {
    this.instances = database.empty();
    this.throttle =
        new LoginThrottle(new LoginAttempts(instances.first()), secret, properties, () -> now);
    this.sibling =
        new LoginThrottle(new LoginAttempts(instances.second()), secret, properties, () -> now);
  }

  @Test
  void afterFiveFailuresEachWaitIsTwiceAsLongUpToTheLongest() {
    for (int failure = 0; failure < 5; failure++) {
      assertThat(throttle.begin("password", "alice", HERE)).isEmpty();
    }
    Duration expected = Duration.ofSeconds(1);
    for (int failure = 5; failure < 18; failure++) {
      assertThat(sibling.begin("password", "alice", HERE)).hasValue(expected);
      now = now.plus(expected).minusMillis(1);
      assertThat(throttle.begin("password", "alice", HERE)).hasValue(Duration.ofMillis(1));
      now = now.plusMillis(1);
      assertThat(throttle.begin("password", "alice", HERE)).isEmpty();
      expected = shorter(expected.multipliedBy(2), Duration.ofMinutes(15));
    }
  }

  @Test
  void whoIsSlowedDownAtOneAddressIsNotAtAnother() {
    fail("alice", HERE, 5);

    assertThat(throttle.begin("password", "alice", HERE)).isPresent();
    assertThat(throttle.begin("password", "alice", THERE)).isEmpty();
    assertThat(throttle.begin("password", "bob", HERE)).isEmpty();
    assertThat(throttle.begin("code", "alice", HERE)).isEmpty();
  }

  @Test
  void manyNamesFromOneAddressAreSlowedDown() {
    for (int name = 0; name < 20; name++) {
      assertThat(throttle.begin("password", "name-" + name, HERE)).isEmpty();
    }

    assertThat(throttle.begin("password", "another", HERE)).hasValue(Duration.ofSeconds(1));
  }

  @Test
  void manyAddressesForOneNameAreSlowedDownALittleAndItsOwnerIsNot() {
    assertThat(throttle.begin("password", "alice", HERE)).isEmpty();
    throttle.succeeded("password", "alice", HERE);
    for (int address = 0; address < 100; address++) {
      assertThat(throttle.begin("password", "alice", "203.0.113." + address)).isEmpty();
    }

    assertThat(throttle.begin("password", "alice", THERE)).hasValue(Duration.ofSeconds(1));
    assertThat(throttle.begin("password", "alice", HERE)).isEmpty();
    for (int failure = 0; failure < 10; failure++) {
      now = now.plus(Duration.ofMinutes(1));
      assertThat(throttle.begin("password", "alice", "233.252.0." + failure)).isEmpty();
    }
    assertThat(throttle.begin("password", "alice", THERE)).hasValue(Duration.ofMinutes(1));
  }

  @Test
  void aSuccessForgetsTheFailuresOfItsNameAndOneOfItsAddress() {
    fail("alice", HERE, 4);
    assertThat(throttle.begin("password", "alice", HERE)).isEmpty();
    throttle.succeeded("password", "alice", HERE);

    fail("alice", HERE, 5);
    assertThat(throttle.begin("password", "alice", HERE)).isPresent();
    // Nine of this address have failed; so whoever has an account cannot go on guessing others'.
    for (int name = 0; name < 11; name++) {
      assertThat(throttle.begin("password", "name-" + name, HERE)).isEmpty();
    }
    assertThat(throttle.begin("password", "another", HERE)).isPresent();
  }

  @Test
  void aDayAfterTheLastFailureAllIsForgotten() {
    fail("alice", HERE, 5);
    assertThat(throttle.begin("password", "alice", HERE)).isPresent();

    now = now.plus(Duration.ofHours(24));

    fail("alice", HERE, 5);
    assertThat(throttle.begin("password", "alice", HERE)).hasValue(Duration.ofSeconds(1));
  }

  @Test
  void allAddressesOfANetworkOfIpv6AreOne() {
    for (int failure = 0; failure < 5; failure++) {
      assertThat(throttle.begin("password", "alice", "2001:db8:1:2::" + failure)).isEmpty();
    }

    assertThat(throttle.begin("password", "alice", "2001:db8:1:2:ffff::1")).isPresent();
    assertThat(throttle.begin("password", "alice", "2001:db8:1:3::1")).isEmpty();
  }

  @Test
  void manyAtOnceGainNothing() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Optional<Duration>>> attempts =
          IntStream.range(0, 40)
              .mapToObj(
                  number ->
                      threads.submit(
                          () ->
                              (number % 2 == 0 ? throttle : sibling)
                                  .begin("password", "alice", HERE)))
              .toList();
      int begun = 0;
      for (Future<Optional<Duration>> attempt : attempts) {
        begun += attempt.get().isEmpty() ? 1 : 0;
      }

      assertThat(begun).isBetween(1, 5);
    }
  }

  @Test
  void whatIsStoredTellsNeitherNamesNorAddressesAndIsSwept() {
    fail("alice", HERE, 1);
    LoginAttempts attempts = new LoginAttempts(instances.first());

    assertThat(instances.first().sql("select digest from login_attempt").query(String.class).list())
        .hasSize(3)
        .allMatch(digest -> digest.matches("[0-9a-f]{64}"));
    assertThat(attempts.sweep(now)).isZero();
    assertThat(attempts.sweep(now.plus(Duration.ofHours(24)))).isEqualTo(3);
  }

  private void fail(String name, String address, int times) {
    for (int failure = 0; failure < times; failure++) {
      assertThat(throttle.begin("password", name, address)).isEmpty();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
