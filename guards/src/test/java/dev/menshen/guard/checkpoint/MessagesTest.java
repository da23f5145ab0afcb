package dev.menshen.guard.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Pattern ARGUMENT = Pattern.compile("%\\d\\$s");

  @Test
  void bothLanguagesHaveTheSameKeysAndArguments() throws IOException {
    Properties english = load("messages.properties");
    Properties chinese = load("messages_zh.properties");

    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    Set<String> keys = new HashSet<>(english.stringPropertyNames());
    // Its problem comes in both languages, and each text takes its own.
    keys.remove(Fault.Kind.PROMPT_UNUSABLE.name());
    for (String key : keys) {
      assertThat(arguments(chinese.getProperty(key)))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(arguments(english.getProperty(key)));
    }
  }

  @Test
  void everyFaultNamesItsFile() throws IOException {
    Properties english = load("messages.properties");

    assertThat(Arrays.stream(Fault.Kind.values()).map(Enum::name))
        .allSatisfy(kind -> assertThat(english.getProperty(kind)).as(kind).contains("%1$s"));
  }

  private static List<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  private static Properties load(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = MessagesTest.class.getResourceAsStream(name)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
