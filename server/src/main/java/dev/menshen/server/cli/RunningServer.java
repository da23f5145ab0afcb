package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.MenshenApplication;
import dev.menshen.server.access.Openness;
import dev.menshen.server.guard.LocalProperties;
import dev.menshen.server.tls.Tls;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** The server in this process. Commands other than {@code serve} never load this class. */
final class RunningServer implements AutoCloseable {
  /** What Spring and its parts report of a failed start, in place of which there is one line. */
  private static final String[] START_REPORTS = {
    "com.zaxxer.hikari.pool.HikariPool",
    "org.springframework.boot.SpringApplication",
    "org.springframework.boot.tomcat.TomcatStarter",
    "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
    "org.springframework.boot.web.server.servlet.context"
        + ".AnnotationConfigServletWebServerApplicationContext",
    "org.apache.catalina",
    "org.apache.coyote"
  };

  /** What quotes requests at the level debug, which a root at debug is not to include. */
  private static final List<String> QUOTING = List.of("org.apache.catalina", "org.apache.coyote");

  private final ConfigurableApplicationContext context;
  private final CountDownLatch closed;

  private RunningServer(ConfigurableApplicationContext context, CountDownLatch closed) {
    this.context = context;
    this.closed = closed;
  }

  /**
   * Starts the server and returns when it takes requests.
   *
   * @param insecureOpen whether everybody may do everything while there is no administrator
   * @param settings further settings by their names
   * @param guard loads the guard with the server's settings; without it, the built-in one judges
   * @param reporting what the server may write by itself
   * @param onClose called when the server begins to stop
   * @throws PortTakenException when the port was taken at the last moment
   */
  static RunningServer start(
      ListenAddress address,
      Path data,
      boolean insecureOpen,
      Map<String, String> settings,
      Optional<Function<LocalProperties, Guard>> guard,
      Reporting reporting,
      Runnable onClose)
      throws PortTakenException {
    CountDownLatch closed = new CountDownLatch(1);
    SpringApplication application = new SpringApplication(MenshenApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(defaults(reporting));
    application.addListeners(new CloseListener(onClose, closed));
    guard.ifPresent(
        it ->
            application.addInitializers(
                context -> register(it, (GenericApplicationContext) context)));
    try {
      return new RunningServer(
          application.run(
              Stream.concat(
                      Stream.of(
                          "--server.address=" + address.address().getHostAddress(),
                          "--server.port=" + address.port(),
                          "--menshen.data=" + data,
                          "--menshen.access.insecure-open=" + insecureOpen,
                          "--logging.threshold.console="
                              + (reporting == Reporting.NONE ? "off" : "trace")),
                      settings.entrySet().stream()
                          .map(it -> "--" + it.getKey() + "=" + it.getValue()))
                  .toArray(String[]::new)),
          closed);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof PortInUseException) {
          throw new PortTakenException(e);
        }
      }
      throw e;
    }
  }

  /** The port that the server listens on. */
  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** When the certificate ends; empty when the server does without TLS. */
  Optional<Instant> certificateExpiry() {
    return context.getBeanProvider(Tls.class).stream().map(Tls::expiry).findFirst();
  }

  /** The guard that judges. */
  GuardInfo guard() {
    return context.getBean(Pipeline.class).guard();
  }

  /** Whether everybody who reaches it may do everything. */
  boolean isOpen() {
    return context.getBean(Openness.class).isOpen();
  }

  /** Waits until somebody stops the server. */
  void await() throws InterruptedException {
    closed.await();
  }

  /** Stops the server; requests in progress finish first. */
  @Override
  public void close() {
    context.close();
  }

  private static void register(
      Function<LocalProperties, Guard> guard, GenericApplicationContext context) {
    context.registerBean(
        Guard.class,
        () -> guard.apply(context.getBean(LocalProperties.class)),
        // The pipeline closes it, unless it is still at work then.
        definition -> ((AbstractBeanDefinition) definition).setDestroyMethodName(""));
  }

  private static Map<String, Object> defaults(Reporting reporting) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.main.log-startup-info", false);
    if (reporting == Reporting.ALL) {
      QUOTING.forEach(logger -> defaults.put("logging.level." + logger, "warn"));
    } else {
      for (String logger : START_REPORTS) {
        defaults.put("logging.level." + logger, "off");
      }
    }
    return defaults;
  }

  /**
   * Told when the server begins to stop. A lambda would be handed every event, since its class does
   * not tell which it takes.
   */
  private record CloseListener(Runnable onClose, CountDownLatch closed)
      implements ApplicationListener<ContextClosedEvent> {
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
      onClose.run();
      closed.countDown();
    }
  }

  /** What the server writes by itself. */
  enum Reporting {
    /** Nothing. */
    NONE,
    /** Its log, without Spring's reports of a failed start. */
    LOG,
    /** Its log and Spring's reports. */
    ALL
  }

  /** The port was free a moment ago and is not any more. */
  static final class PortTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    private PortTakenException(Throwable cause) {
      super(cause);
    }
  }
}
