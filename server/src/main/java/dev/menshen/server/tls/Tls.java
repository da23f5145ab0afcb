package dev.menshen.server.tls;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.context.SmartLifecycle;

/**
 * The server's certificate. Now and then the files are read again, and what is new in them is what
 * new connections get; connections that there are go on. Files that cannot be used change nothing,
 * and a line in the log says what is wrong with them once they stayed so from one look to the next:
 * between the copying of a certificate and of its key the two never match.
 */
public final class Tls implements SslBundleRegistrar, SmartLifecycle {
  /** The name of the bundle, in metrics too. */
  static final String BUNDLE = "menshen";

  private static final Logger LOGGER = LoggerFactory.getLogger(Tls.class);

  private final TlsProperties settings;
  private final Clock clock;
  private PemFiles seen;
  private ServerCertificate certificate;
  private String fault = "";
  private boolean faultTold;
  private @Nullable SslBundleRegistry registry;
  private @Nullable ScheduledExecutorService executor;

  /**
   * Reads the files.
   *
   * @throws TlsException when they cannot be used
   */
  Tls(TlsProperties settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.seen = PemFiles.read(settings);
    this.certificate = ServerCertificate.of(seen, clock.instant());
  }

  /** When the certificate stops being valid. */
  public synchronized Instant expiry() {
    return certificate.expiry();
  }

  @Override
  public synchronized void registerBundles(SslBundleRegistry registry) {
    this.registry = registry;
    registry.registerBundle(BUNDLE, certificate.bundle());
  }

  /** Reads the files again, and takes what is new in them when it is good. */
  synchronized void look() {
    try {
      PemFiles now = PemFiles.read(settings);
      if (now.equals(seen)) {
        fault = "";
        return;
      }
      ServerCertificate replacement = ServerCertificate.of(now, clock.instant());
      if (registry != null) {
        registry.updateBundle(BUNDLE, replacement.bundle());
      }
      seen = now;
      certificate = replacement;
      fault = "";
      LOGGER.info(
          "the certificate in {} was replaced; new connections get the new one, which is valid until"
              + " {}",
          settings.certificate(),
          expiry());
    } catch (TlsException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      failed("the web server does not take it (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private void failed(String description) {
    if (!description.equals(fault)) {
      fault = description;
      faultTold = false;
    } else if (!faultTold) {
      faultTold = true;
      LOGGER.error(
          "the files of TLS were replaced and cannot be used: {}; the old certificate stays, which"
              + " is valid until {}",
          description,
          expiry());
    }
  }

  @Override
  public synchronized void start() {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("menshen-tls").factory());
    long interval = settings.check().toNanos();
    var _ = executor.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void stop() {
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }
}
