package dev.menshen.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class OpennessTest {
  private final AtomicBoolean administrator = new AtomicBoolean();

  @Test
  void aServerForThisMachineIsOpenUntilThereIsAnAdministratorAndClosedFromThenOn()
      throws Exception {
    try (Openness openness = openness("127.0.0.1", false, administrator::get)) {
      openness.start();
      assertThat(openness.isOpen()).isTrue();
      assertThat(openness.isOpenToThisMachine()).isTrue();

      administrator.set(true);
      openness.look();
      assertThat(openness.isOpen()).isFalse();

      administrator.set(false);
      openness.look();
      assertThat(openness.isOpen()).isFalse();
    }
  }

  @Test
  void anAdministratorMadeByAnotherProcessClosesItTooThoughTheDatabaseWasAway() throws Exception {
    AtomicBoolean away = new AtomicBoolean();
    CountDownLatch failed = new CountDownLatch(2);
    Administrators administrators =
        () -> {
          if (away.get()) {
            failed.countDown();
            throw new DataAccessResourceFailureException("the database is away");
          }
          return administrator.get();
        };
    try (Openness openness =
        new Openness(
            List.of(administrators),
            InetAddress.getLoopbackAddress(),
            new AccessProperties(List.of(), false, false, Duration.ofMillis(1)))) {
      openness.start();
      away.set(true);
      failed.await();
      assertThat(openness.isOpen()).isTrue();
      administrator.set(true);
      away.set(false);
      while (openness.isOpen()) {
        Thread.onSpinWait();
      }
      assertThat(openness.isOpenToThisMachine()).isFalse();
    }
  }

  @Test
  void withAnAdministratorItIsClosedFromTheStart() throws Exception {
    try (Openness openness = openness("127.0.0.1", true, () -> true)) {
      openness.start();
      assertThat(openness.isOpen()).isFalse();
    }
  }

  @Test
  void aServerForTheNetworkDoesNotStartWithoutAnAdministrator() throws Exception {
    for (String address : new String[] {"0.0.0.0", "192.0.2.1", "::", null}) {
      try (Openness openness = openness(address, false, administrator::get)) {
        assertThatExceptionOfType(NoAdministratorException.class)
            .isThrownBy(openness::start)
            .withMessageContaining("./menshen keys create --name admin --scope admin");
      }
    }
  }

  @Test
  void aServerForTheNetworkStartsClosedWithAnAdministrator() throws Exception {
    try (Openness openness = openness("0.0.0.0", false, () -> true)) {
      openness.start();
      assertThat(openness.isOpen()).isFalse();
    }
  }

  @Test
  void aServerForTheNetworkIsOpenWhenTheOperatorSaysSoInFull() throws Exception {
    try (Openness openness = openness("0.0.0.0", true, administrator::get)) {
      openness.start();
      assertThat(openness.isOpen()).isTrue();
      assertThat(openness.isOpenToThisMachine()).isFalse();

      administrator.set(true);
      openness.look();
      assertThat(openness.isOpen()).isFalse();
    }
  }

  private static Openness openness(
      @Nullable String address, boolean insecureOpen, Administrators administrators)
      throws UnknownHostException {
    return new Openness(
        List.of(() -> false, administrators),
        address == null ? null : InetAddress.getByName(address),
        new AccessProperties(List.of(), insecureOpen, false, Duration.ofDays(1)));
  }
}
