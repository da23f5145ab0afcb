package dev.menshen.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.menshen.Scope;
import dev.menshen.server.alert.AlertProperties.Security;
import dev.menshen.server.webhook.Address;
import dev.menshen.server.webhook.Destination;
import dev.menshen.server.webhook.Transport.Result;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(60)
class MailTransportTest {
  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });

  @BeforeEach
  void start() {
    // It tells of every handshake that a test has fail.
    ((Logger) LoggerFactory.getLogger("com.icegreen")).setLevel(Level.OFF);
    server.start();
    server.setUser("menshen@example.com", "menshen", "pineapple");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void anAlertIsSentOverTlsByWhoeverLogsIn(@TempDir Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "pineapple\n");

    Result result = send(mail(smtps(), Security.TLS, "menshen", password), "127.0.0.1");

    assertThat(result).isEqualTo(new Result.Delivered());
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("门神：内容安全告警");
    assertThat(mail.getFrom()[0]).hasToString("menshen@example.com");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("ops@example.com", "duty@example.com");
    assertThat(mail.getMessageID()).isEqualTo("<evt_1@menshen>");
    assertThat(mail.getContent().toString()).contains("规则：unsafe").contains("审核编号：m1");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() {
    assertThat(send(mail(smtps(), Security.TLS, null, null), ""))
        .isEqualTo(new Result.Failed("mail_failed"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatCannotStartTlsGetsNothingWhereTlsIsRequired() {
    assertThat(send(mail(smtp(), Security.STARTTLS, null, null), "127.0.0.1"))
        .isEqualTo(new Result.Failed("mail_failed"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aRelayOnTheSameMachineNeedsNoTls() {
    assertThat(send(mail(smtp(), Security.NONE, null, null), "")).isEqualTo(new Result.Delivered());
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void aRefusedLoginIsTold(@TempDir Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "wrong");

    assertThat(send(mail(smtps(), Security.TLS, "menshen", password), "127.0.0.1"))
        .isEqualTo(new Result.Failed("mail_login_refused"));
  }

  @Test
  void aServerThatIsGoneIsAFailure() {
    int port = smtp();
    server.stop();

    assertThat(send(mail(port, Security.NONE, null, null), ""))
        .isEqualTo(new Result.Failed("mail_failed"));
  }

  @Test
  void withoutAServerThereIsNoMail() {
    AlertProperties.Mail none =
        new AlertProperties.Mail(
            null, 587, Security.STARTTLS, null, null, null, null, Duration.ofSeconds(1));

    assertThat(send(none, "")).isEqualTo(new Result.Failed("mail_not_configured"));
  }

  @Test
  void aServerWithoutASenderIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AlertProperties.Mail(
                    "host", 587, Security.STARTTLS, null, null, null, null, Duration.ofSeconds(1)))
        .withMessageContaining("menshen.alerts.mail.from");
  }

  private int smtp() {
    return server.getSmtp().getPort();
  }

  private int smtps() {
    return server.getSmtps().getPort();
  }

  private static AlertProperties.Mail mail(
      int port, Security security, String user, Path passwordFile) {
    return new AlertProperties.Mail(
        "127.0.0.1",
        port,
        security,
        user,
        null,
        passwordFile,
        "menshen@example.com",
        Duration.ofSeconds(20));
  }

  private static Result send(AlertProperties.Mail mail, String trust) {
    Destination destination =
        new Destination(
            "chn_1",
            "mail",
            "name",
            Scope.GLOBAL,
            new TreeSet<>(),
            "zh",
            Destination.State.ENABLED,
            Address.of(List.of("ops@example.com", "duty@example.com")),
            Instant.EPOCH,
            Destination.Standing.GOOD);
    return new MailTransport(MailServer.of(mail, trust))
        .send(destination, SomeAlerts.message("unsafe"));
  }
}
