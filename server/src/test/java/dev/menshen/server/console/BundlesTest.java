package dev.menshen.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.View;
import dev.menshen.policy.Action;
import dev.menshen.server.people.Role;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundlesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern LITERAL = Pattern.compile("#\\{([a-z0-9_.-]+)[(}]");
  private static final Pattern COMPOSED = Pattern.compile("#\\{\\|(.+?)\\|[(}]");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

  /** What the composed keys of the templates, such as {@code category.${bar.key()}}, stand for. */
  private static final Map<String, List<String>> COMPOSITIONS =
      Map.ofEntries(
          Map.entry("outcome.*", prefixed("outcome.", Verdict.OUTCOMES)),
          Map.entry(
              "meaning.*.*",
              Arrays.stream(Direction.values())
                  .flatMap(
                      direction ->
                          keys(Severity.values(), Verdict::key).stream()
                              .map(severity -> "meaning." + direction.label() + "." + severity))
                  .toList()),
          Map.entry("reason.*", prefixed("reason.", keys(Reason.values(), Reason::label))),
          Map.entry("advice.*", prefixed("advice.", keys(Reason.values(), Reason::label))),
          Map.entry("action.*", prefixed("action.", keys(Action.values(), Action::label))),
          Map.entry("view.*", prefixed("view.", keys(View.values(), View::label))),
          Map.entry("category.*", prefixed("category.", keys(Category.values(), Verdict::key))),
          Map.entry(
              "refusal.*",
              prefixed(
                  "refusal.",
                  keys(Refusal.values(), refusal -> refusal.label().toLowerCase(Locale.ROOT)))),
          Map.entry("guard.*.name", surrounded("guard.", GuardInfo.Kind.values(), ".name")),
          Map.entry("guard.*.note", surrounded("guard.", GuardInfo.Kind.values(), ".note")),
          Map.entry("language.*", prefixed("language.", keys(Language.values(), Language::code))),
          Map.entry(
              "problem.*.title",
              keys(Problem.values(), problem -> "problem." + problem.key() + ".title")),
          Map.entry(
              "problem.*.advice",
              keys(Problem.values(), problem -> "problem." + problem.key() + ".advice")),
          Map.entry(
              "example.*.name",
              keys(Example.values(), example -> "example." + example.key() + ".name")),
          Map.entry(
              "bans.notice.*", prefixed("bans.notice.", keys(BanNotice.values(), BanNotice::key))),
          Map.entry(
              "login.notice.*",
              prefixed(
                  "login.notice.",
                  List.of(
                      "wrong",
                      "wrong-code",
                      "wait",
                      "busy",
                      "late",
                      "out",
                      "out-everywhere",
                      "sso-failed",
                      "sso-unreachable",
                      "sso-no-role"))),
          Map.entry(
              "account.notice.*",
              prefixed(
                  "account.notice.",
                  List.of(
                      "password-changed",
                      "codes-off",
                      "wrong",
                      "wait",
                      "busy",
                      "short",
                      "long",
                      "easy",
                      "wrong-code",
                      "codes-required"))),
          Map.entry("role.*", prefixed("role.", keys(Role.values(), Role::label))),
          Map.entry("layout.privacy.*", List.of("layout.privacy.here", "layout.privacy.remote")),
          Map.entry(
              "error.*.title",
              Stream.of("403", "404", "413", "503", "other")
                  .map("error.%s.title"::formatted)
                  .toList()),
          Map.entry(
              "error.*.advice",
              Stream.of("403", "404", "413", "503", "other")
                  .map("error.%s.advice"::formatted)
                  .toList()));

  /** Keys that the Java code composes: {@link ExampleTexts}. */
  private static final List<String> OF_CODE =
      keys(Example.values(), example -> "example." + example.key() + ".text");

  @Test
  void bothLanguagesHoldTheSameKeys() throws IOException {
    assertThat(bundle("console_zh").stringPropertyNames())
        .isEqualTo(bundle("console").stringPropertyNames());
  }

  @Test
  void noTextIsBlankAndEachTakesTheSameArgumentsInBothLanguages() throws IOException {
    Properties english = bundle("console");
    Properties chinese = bundle("console_zh");
    for (String key : english.stringPropertyNames()) {
      assertThat(english.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
      assertThat(chinese.getProperty(key)).as(key).isNotBlank().doesNotContain("'");
      assertThat(arguments(chinese.getProperty(key)))
          .as(key)
          .isEqualTo(arguments(english.getProperty(key)));
    }
  }

  @Test
  void everyKeyIsUsedAndEveryUsedKeyExists() throws IOException {
    Set<String> used = new TreeSet<>(OF_CODE);
    for (String template : templates()) {
      LITERAL.matcher(template).results().map(result -> result.group(1)).forEach(used::add);
      for (MatchResult result : COMPOSED.matcher(template).results().toList()) {
        String composition = EXPRESSION.matcher(result.group(1)).replaceAll("*");
        assertThat(COMPOSITIONS).containsKey(composition);
        used.addAll(COMPOSITIONS.get(composition));
      }
    }
    assertThat(used).isEqualTo(new TreeSet<>(bundle("console").stringPropertyNames()));
  }

  private static Set<String> arguments(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static List<String> templates() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
      List<Path> paths = files.filter(path -> path.toString().endsWith(".html")).toList();
      List<String> templates = new ArrayList<>();
      for (Path path : paths) {
        templates.add(Files.readString(path));
      }
      return templates;
    }
  }

  private static Properties bundle(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        Files.newBufferedReader(RESOURCES.resolve("i18n").resolve(name + ".properties"), UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  private static <T> List<String> keys(T[] values, Function<T, String> key) {
    return Arrays.stream(values).map(key).toList();
  }

  private static List<String> prefixed(String prefix, List<String> keys) {
    return keys.stream().map(prefix::concat).toList();
  }

  private static List<String> surrounded(String prefix, GuardInfo.Kind[] kinds, String suffix) {
    return keys(kinds, kind -> prefix + kind.label() + suffix);
  }
}
