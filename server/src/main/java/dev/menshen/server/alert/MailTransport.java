package dev.menshen.server.alert;

import dev.menshen.server.webhook.Delivery;
import dev.menshen.server.webhook.Destination;
import dev.menshen.server.webhook.Transport;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Optional;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends events as mail. A repeated mail has the same Message-ID. */
final class MailTransport implements Transport {
  /** The kind of channel. */
  static final String KIND = "mail";

  private static final int LONGEST = 20_000;

  private final Optional<MailServer> server;

  MailTransport(Optional<MailServer> server) {
    this.server = server;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Whether mail can be sent. */
  boolean isConfigured() {
    return server.isPresent();
  }

  @Override
  public Result send(Destination destination, Delivery.Message message) {
    if (server.isEmpty()) {
      return new Result.Failed("mail_not_configured");
    }
    JavaMailSender sender = server.get().sender();
    try {
      MimeMessage mail = sender.createMimeMessage();
      MimeMessageHelper helper = new MimeMessageHelper(mail, "UTF-8");
      AlertMessage text = AlertMessage.of(message, destination.language());
      helper.setFrom(server.get().from());
      helper.setTo(destination.address().recipients().toArray(String[]::new));
      helper.setSubject(text.title());
      helper.setText(text.text(LONGEST));
      helper.setSentDate(Date.from(message.time()));
      mail.setHeader("Message-ID", "<%s@menshen>".formatted(message.id()));
      mail.setHeader("Auto-Submitted", "auto-generated");
      sender.send(mail);
      return new Result.Delivered();
    } catch (MailAuthenticationException e) {
      return new Result.Failed("mail_login_refused");
    } catch (MailException e) {
      return new Result.Failed("mail_failed");
    } catch (MessagingException e) {
      return new Result.Failed("mail_malformed");
    }
  }
}
