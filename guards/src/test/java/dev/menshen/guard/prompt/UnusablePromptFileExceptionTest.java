package dev.menshen.guard.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnusablePromptFileExceptionTest {
  private static final Pattern ARGUMENT = Pattern.compile("%\\d\\$s");

  @Test
  void everyProblemHasATextInBothLanguagesWithTheSameArguments() throws IOException {
    Properties english = load("messages.properties");
    Properties chinese = load("messages_zh.properties");

    assertThat(english.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("separator"), Arrays.stream(Problem.values()).map(Enum::name))
                .toList());
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    for (String key : english.stringPropertyNames()) {
      assertThat(arguments(chinese.getProperty(key)))
          .as(key)
          .containsExactlyInAnyOrderElementsOf(arguments(english.getProperty(key)));
    }
  }

  @Test
  void theMessageNamesTheFileAndComesInTwoLanguages() {
    Path file = Path.of("models", "tokenizer.json");
    UnusablePromptFileException exception =
        new UnusablePromptFileException(Problem.TOKENIZER_INVALID, file, "cut off");

    assertThat(exception.file()).isEqualTo(file);
    assertThat(exception)
        .hasMessage(file + ": the file is not a whole tokenizer.json (cut off); download it again");
    assertThat(exception.message(Locale.ENGLISH)).isEqualTo(exception.getMessage());
    assertThat(exception.message(Locale.SIMPLIFIED_CHINESE))
        .isEqualTo(file + "：该文件不是完整的 tokenizer.json（cut off）；请重新下载");
  }

  private static List<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(MatchResult::group).distinct().toList();
  }

  private static Properties load(String name) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = UnusablePromptFileExceptionTest.class.getResourceAsStream(name)) {
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
