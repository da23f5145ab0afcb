package dev.menshen.server.cli;

import dev.menshen.server.MenshenApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.Banner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The installation as commands work on it without a running server: its stores, secret and keys,
 * and whatever else the server has beans for, with the server's settings.
 *
 * <pre>{@code
 * try (Installation installation = Installation.open(dataFolder, terminal, texts, common)) {
 *   installation.get(BanStore.class).lift(subject);
 * }
 * }</pre>
 *
 * <p>A bean is made when it is asked for, with those that it needs and no others: no guard is
 * loaded, no port is opened, nothing runs by a schedule, neither runners nor lifecycles start. The
 * database is opened, and its migrations run, with the first bean that needs it.
 */
final class Installation implements AutoCloseable {
  /** What acts without being asked: some are told when the context is there, others then run. */
  private static final List<Class<?>> ACTING =
      List.of(SmartInitializingSingleton.class, ApplicationRunner.class, CommandLineRunner.class);

  private final ConfigurableApplicationContext context;
  private final Texts texts;

  private Installation(ConfigurableApplicationContext context, Texts texts) {
    this.context = context;
    this.texts = texts;
  }

  /**
   * Reads the settings.
   *
   * @param data the data folder, see {@link DataFolder#prepare}
   * @param terminal whose environment holds settings
   * @throws CommandFailure when a setting is wrong
   */
  static Installation open(Path data, Terminal terminal, Texts texts, CommonOptions common) {
    SpringApplication application = new SpringApplication(MenshenApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLazyInitialization(true);
    application.setEnvironment(environment(terminal));
    if (!common.debug()) {
      // Logs of commands are off, see Logs; there is nothing to set up.
      application.setListeners(
          application.getListeners().stream()
              .filter(it -> !(it instanceof LoggingApplicationListener))
              .toList());
    }
    application.addInitializers(Installation::startNothing);
    try {
      // A running server has its own chain of the audit journal to itself.
      return new Installation(
          application.run("--menshen.data=" + data, "--menshen.audit.chain=commands"), texts);
    } catch (RuntimeException e) {
      throw StartFailures.ofCommand(e, texts);
    }
  }

  /**
   * A store, or another part of the server.
   *
   * @throws CommandFailure when the installation cannot be had; the message says what to do, such
   *     as when a server runs that has the database in the data folder to itself
   */
  <T> T get(Class<T> type) {
    try {
      return context.getBean(type);
    } catch (RuntimeException e) {
      throw StartFailures.ofCommand(e, texts);
    }
  }

  /** Whether there is one of this type by now. */
  boolean made(Class<?> type) {
    return Stream.of(context.getBeanNamesForType(type, true, false))
        .anyMatch(context.getBeanFactory()::containsSingleton);
  }

  /** Closes what was asked for. */
  @Override
  public void close() {
    context.close();
  }

  private static ConfigurableEnvironment environment(Terminal terminal) {
    StandardEnvironment environment = new StandardEnvironment();
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment
        .getPropertySources()
        .replace(
            name, new SystemEnvironmentPropertySource(name, Map.copyOf(terminal.environment())));
    return environment;
  }

  private static void startNothing(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .registerSingleton(
            AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, new NoLifecycles());
    context.addBeanFactoryPostProcessor(Installation::removeWhatActs);
  }

  private static void removeWhatActs(ConfigurableListableBeanFactory factory) {
    BeanDefinitionRegistry definitions = (BeanDefinitionRegistry) factory;
    ACTING.stream()
        .flatMap(it -> Stream.of(factory.getBeanNamesForType(it, true, false)))
        .filter(definitions::containsBeanDefinition)
        .forEach(definitions::removeBeanDefinition);
  }

  /** Spring's own would make every bean with a lifecycle, and start it. */
  private static final class NoLifecycles implements LifecycleProcessor {
    @Override
    public void onRefresh() {}

    @Override
    public void onClose() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return false;
    }
  }
}
