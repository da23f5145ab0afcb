package dev.menshen.server.input;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The server's settings for commands that are no server: from the environment, by the same keys.
 */
public final class EnvironmentSettings {
  private EnvironmentSettings() {}

  /**
   * Binds settings, for example {@code MENSHEN_LOCAL_WINDOW} to the component {@code window} of a
   * record under {@code menshen.local}.
   *
   * @throws IllegalArgumentException when a value is not of its type or out of its range; the
   *     message names its key
   */
  public static <T> T bind(String prefix, Class<T> type, Map<String, String> environment) {
    SystemEnvironmentPropertySource source =
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(environment));
    try {
      return new Binder(requireNonNull(ConfigurationPropertySource.from(source)))
          .bindOrCreate(prefix, Bindable.of(type));
    } catch (BindException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String message = String.valueOf(cause.getMessage());
      throw new IllegalArgumentException(
          message.startsWith(prefix) ? message : e.getName() + ": " + message, e);
    }
  }
}
