package dev.menshen.server.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.server.webhook.Delivery;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertMessageTest {
  @Test
  void anAlertIsReadInEnglish() {
    AlertMessage message = AlertMessage.of(SomeAlerts.message("unsafe"), "en");

    assertThat(message.text(1000))
        .isEqualTo(
            """
            Menshen: alert
            Moderation: m1
            Tenant: acme
            Application: forum
            Direction: prompt
            Rule: unsafe
            Severity: Unsafe
            Categories: Violent, Suicide & Self-Harm
            Policy: default 3
            Time: 1970-01-01T00:00:00Z""");
  }

  @Test
  void anAlertIsReadInChinese() {
    AlertMessage message = AlertMessage.of(SomeAlerts.message("unsafe"), "zh");

    assertThat(message.text(1000))
        .isEqualTo(
            """
            门神：内容安全告警
            审核编号：m1
            租户：acme
            应用：forum
            方向：用户输入
            规则：unsafe
            风险等级：不安全
            类别：暴力, 自杀与自残
            策略：default 3
            时间：1970-01-01T00:00:00Z""");
  }

  @Test
  void aNameThatSomebodyChoseStaysInItsLineAndIsNotTooLong() {
    AlertMessage message = AlertMessage.of(SomeAlerts.message("a\\nb" + "c".repeat(500)), "en");

    assertThat(message.lines()).hasSize(9).contains("Rule: a b" + "c".repeat(197) + "…");
  }

  @Test
  void whatFindsNoRoomIsLeftOutLineByLine() {
    AlertMessage message = AlertMessage.of(SomeAlerts.message("unsafe"), "zh");

    assertThat(message.text(50)).isEqualTo("门神：内容安全告警\n审核编号：m1");
  }

  @Test
  void anEventOfAnyTypeCanBeRead() {
    AlertMessage message =
        AlertMessage.of(
            new Delivery.Message(
                "evt_1",
                "review.decided",
                Instant.EPOCH,
                "{\"type\":\"review.decided\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"data\":{\"item\":\"i1\"}}"),
            "en");

    assertThat(message.text(1000))
        .isEqualTo("review.decided\nitem: i1\nTime: 1970-01-01T00:00:00Z");
  }

  @Test
  void bothLanguagesHaveTheSameKeysAndAWordForEachCategory() throws Exception {
    Properties english = texts("");
    Properties chinese = texts("_zh");

    assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    assertThat(english.stringPropertyNames())
        .containsAll(
            Stream.of(Category.values())
                .map(category -> "value." + category.label().replace(' ', '_'))
                .toList());
  }

  private static Properties texts(String language) throws IOException {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            AlertMessageTest.class.getResourceAsStream(
                "/i18n/alerts%s.properties".formatted(language)),
            UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }
}
