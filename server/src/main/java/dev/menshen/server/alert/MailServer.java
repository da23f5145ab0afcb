package dev.menshen.server.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * The SMTP server that mail is sent through.
 *
 * @param sender sends through it
 * @param from the sender's address
 */
record MailServer(JavaMailSender sender, String from) {
  /**
   * The server that is configured; empty when none is.
   *
   * @param trust the hosts whose certificates are taken as they are; empty in production
   */
  static Optional<MailServer> of(AlertProperties.Mail mail, String trust) {
    String host = mail.host();
    String from = mail.from();
    if (host == null || from == null) {
      return Optional.empty();
    }
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost(host);
    sender.setPort(mail.port());
    sender.setProtocol(mail.security() == AlertProperties.Security.TLS ? "smtps" : "smtp");
    if (mail.user() != null) {
      sender.setUsername(mail.user());
      sender.setPassword(password(mail));
    }
    sender.setJavaMailProperties(settings(mail, sender.getProtocol(), trust));
    return Optional.of(new MailServer(sender, from));
  }

  private static Properties settings(
      AlertProperties.Mail mail, @Nullable String protocol, String trust) {
    String prefix = "mail." + protocol + ".";
    String timeout = Long.toString(mail.timeout().toMillis());
    Properties settings = new Properties();
    settings.setProperty(prefix + "connectiontimeout", timeout);
    settings.setProperty(prefix + "timeout", timeout);
    settings.setProperty(prefix + "writetimeout", timeout);
    settings.setProperty(prefix + "auth", Boolean.toString(mail.user() != null));
    settings.setProperty(prefix + "ssl.checkserveridentity", Boolean.toString(trust.isEmpty()));
    if (!trust.isEmpty()) {
      settings.setProperty(prefix + "ssl.trust", trust);
    }
    if (mail.security() == AlertProperties.Security.STARTTLS) {
      settings.setProperty(prefix + "starttls.enable", "true");
      settings.setProperty(prefix + "starttls.required", "true");
    }
    return settings;
  }

  private static @Nullable String password(AlertProperties.Mail mail) {
    if (mail.passwordFile() == null) {
      return mail.password();
    }
    try {
      return Files.readString(mail.passwordFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "menshen.alerts.mail.password-file cannot be read: " + mail.passwordFile(), e);
    }
  }

  /** Nothing: the sender knows the password. */
  @Override
  public String toString() {
    return "MailServer[…]";
  }
}
