package dev.menshen.guard.lite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Conversation;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Pipeline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's lines of Java do what it says of them. */
class LibraryUseTest {
  @Test
  void theLinesInTheReadmePrintAVerdict() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      moderate();
    } finally {
      System.setOut(console);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).strip())
        .isIn("Safe", "Controversial", "Unsafe");
  }

  @Test
  void theLinesInTheReadmesAreThoseOfThisTest() throws Exception {
    String here = lines(Path.of("src/test/java/dev/menshen/guard/lite/LibraryUseTest.java"));
    for (String readme : new String[] {"README.md", "README.zh-CN.md"}) {
      String text = Files.readString(Path.of("..", readme));
      String snippet = text.substring(text.indexOf("```java") + 7);
      assertThat(here).contains(strip(snippet.substring(0, snippet.indexOf("```"))));
    }
  }

  private static void moderate() {
    try (Pipeline menshen = Pipeline.of(LiteGuard.load())) {
      switch (menshen.moderate(Conversation.ofPrompt("How do I pick a lock?"))) {
        case Moderation.Assessed it -> System.out.println(it.assessment().severity().label());
        case Moderation.NotScanned it -> System.out.println("not scanned: " + it.detail());
      }
    }
  }

  private static String lines(Path file) throws Exception {
    return strip(Files.readString(file));
  }

  private static String strip(String text) {
    return Arrays.stream(text.split("\n")).map(String::strip).collect(Collectors.joining("\n"));
  }
}
