package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.View;
import dev.menshen.policy.Action;
import dev.menshen.server.FakeGuard;
import dev.menshen.server.audit.ChainFlaw;
import dev.menshen.server.store.InstallationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextsTest {
  private static final Pattern ARGUMENT = Pattern.compile("%\\d\\$s");

  @Test
  void bothLanguagesHaveTheSameKeysAndArguments() throws IOException {
    Properties english = load("text.properties");
    Properties chinese = load("text_zh.properties");
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    for (String key : english.stringPropertyNames()) {
      assertThat(arguments(chinese.getProperty(key)))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(arguments(english.getProperty(key)));
    }
  }

  @Test
  void everyWordOfAModerationHasItsText() {
    Texts texts = Texts.of(Map.of());
    Arrays.stream(Severity.values()).forEach(it -> text(texts, "severity." + it.label()));
    Arrays.stream(Category.values()).forEach(it -> text(texts, "category." + it.name()));
    Arrays.stream(Refusal.values()).forEach(it -> text(texts, "refusal." + it.label()));
    Arrays.stream(Direction.values()).forEach(it -> text(texts, "direction." + it.label()));
    Arrays.stream(GuardInfo.Kind.values()).forEach(it -> text(texts, "guard.note." + it.label()));
    new FakeGuard().info().languages().forEach(it -> text(texts, "language." + it));
    Arrays.stream(NotScannedException.Reason.values())
        .forEach(it -> text(texts, "reason." + it.label()));
    Arrays.stream(Action.values()).forEach(it -> text(texts, "action." + it.label()));
    Arrays.stream(View.values()).forEach(it -> text(texts, "view." + it.label()));
    Arrays.stream(ChainFlaw.Kind.values()).forEach(it -> text(texts, "audit.flaw." + it.label()));
    Arrays.stream(InstallationException.Fault.values())
        .forEach(it -> text(texts, "error.installation." + it.label()));
  }

  private static void text(Texts texts, String key) {
    assertThat(texts.get(key)).as(key).isNotBlank();
  }

  private static List<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  private static Properties load(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = TextsTest.class.getResourceAsStream(name)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
