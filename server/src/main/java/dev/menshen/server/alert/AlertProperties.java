package dev.menshen.server.alert;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people are alerted, under {@code menshen.alerts}.
 *
 * @param window how long alerts of one kind are counted after one was sent, to be told in one
 *     summary
 * @param health how often the server looks at its own parts; one that is found unwell twice in a
 *     row is told
 * @param mail how mail is sent
 */
@ConfigurationProperties("menshen.alerts")
public record AlertProperties(
    @DefaultValue("5m") Duration window,
    @DefaultValue("30s") Duration health,
    @DefaultValue Mail mail) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public AlertProperties {
    positive("window", window);
    positive("health", health);
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "menshen.alerts.%s is %s; set it to more than 0s".formatted(key, value));
    }
  }

  /**
   * How mail is sent, under {@code menshen.alerts.mail}.
   *
   * @param host the SMTP server; without it no mail is sent
   * @param port its port
   * @param security how the connection is protected
   * @param user who logs in; without it nobody does
   * @param password the user's password
   * @param passwordFile a file that holds the user's password, in the place of {@code password}
   * @param from the sender
   * @param timeout how long each step of sending may take
   */
  public record Mail(
      @Nullable String host,
      @DefaultValue("587") int port,
      @DefaultValue("starttls") Security security,
      @Nullable String user,
      @Nullable String password,
      @Nullable Path passwordFile,
      @Nullable String from,
      @DefaultValue("10s") Duration timeout) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range; the message names its key
     */
    public Mail {
      positive("mail.timeout", timeout);
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "menshen.alerts.mail.port is %d; set it between 1 and 65535".formatted(port));
      }
      if (host != null && from == null) {
        throw new IllegalArgumentException(
            "menshen.alerts.mail.from is not set; set it to the sender's address");
      }
      if (password != null && passwordFile != null) {
        throw new IllegalArgumentException(
            "menshen.alerts.mail.password is set, and menshen.alerts.mail.password-file is too; set"
                + " it in one of them alone");
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Mail[host=%s, port=%d, security=%s]".formatted(host, port, security);
    }
  }

  /** How a connection to an SMTP server is protected. */
  public enum Security {
    /** It becomes TLS before anything is said (STARTTLS), or ends. */
    STARTTLS,
    /** It is TLS from the beginning. */
    TLS,
    /** It is not; for a relay on the same machine. */
    NONE
  }
}
