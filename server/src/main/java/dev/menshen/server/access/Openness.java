package dev.menshen.server.access;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Whether the server is open: everybody who reaches it may do everything. It is until the first
 * administrator is made, so that it can be tried without keys, and only where no other machine
 * reaches it, or the operator says so in full. Once closed it stays so as long as it runs.
 */
public final class Openness implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Openness.class);

  private final List<Administrators> administrators;
  private final boolean loopback;
  private final Duration refresh;
  private final ScheduledExecutorService polling =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("menshen-openness").factory());
  private volatile boolean open;

  /**
   * The openness of a server.
   *
   * @param address what it listens on; null for every address
   */
  Openness(
      List<Administrators> administrators,
      @Nullable InetAddress address,
      AccessProperties properties) {
    this.administrators = List.copyOf(administrators);
    this.loopback = address != null && address.isLoopbackAddress();
    this.refresh = properties.refresh();
    this.open = loopback || properties.insecureOpen();
  }

  /**
   * Looks for an administrator, and goes on looking while there is none.
   *
   * @throws NoAdministratorException when there is none and the server may not be open
   */
  void start() {
    boolean administrated = administrators.stream().anyMatch(Administrators::exist);
    if (!administrated && !open) {
      throw new NoAdministratorException();
    }
    if (administrated) {
      open = false;
      return;
    }
    if (!loopback) {
      LOGGER.warn(
          "the server is open: everybody on the network may do everything; close it with {}",
          NoAdministratorException.COMMAND);
    }
    long interval = refresh.toNanos();
    var _ = polling.scheduleWithFixedDelay(this::poll, interval, interval, TimeUnit.NANOSECONDS);
  }

  /** Whether everybody who reaches the server may do everything. */
  public boolean isOpen() {
    return open;
  }

  /** Whether it is open to this machine alone. */
  boolean isOpenToThisMachine() {
    return open && loopback;
  }

  /** Looks whether there is an administrator now. Whoever makes one asks this to close at once. */
  public void look() {
    if (open && administrators.stream().anyMatch(Administrators::exist)) {
      open = false;
      polling.shutdown();
      LOGGER.info("the server is closed now: there is an administrator, and keys are required");
    }
  }

  @Override
  public void close() {
    polling.shutdownNow();
  }

  /** An exception would end the polling; while the database is away, nobody can be made there. */
  private void poll() {
    try {
      look();
    } catch (DataAccessException e) {
      LOGGER.debug("whether there is an administrator cannot be told: {}", e.getClass().getName());
    }
  }
}
