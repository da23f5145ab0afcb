package dev.menshen.server.alert;

import dev.menshen.server.webhook.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as people read it: a title and some lines, in their language.
 *
 * @param title what happened
 * @param lines what there is to know of it, each {@code name: value}
 */
record AlertMessage(String title, List<String> lines) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LONGEST_VALUE = 200;

  /** What people do not read of a time: less than a second. */
  private static final Pattern FRACTION = Pattern.compile("(?<=[0-9]T[0-9:]{8})\\.[0-9]+(?=Z$)");

  /** What is for programs and says nothing to people. */
  private static final List<String> LEFT_OUT = List.of("probabilities", "actions", "subject");

  AlertMessage {
    lines = List.copyOf(lines);
  }

  /** An event in a language, {@code en} or {@code zh}. */
  static AlertMessage of(Delivery.Message message, String language) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "i18n/alerts",
            language.equals("zh") ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    JsonNode event = MAPPER.readTree(message.body());
    List<String> lines = new ArrayList<>();
    event
        .get("data")
        .properties()
        .forEach(
            entry -> {
              if (!LEFT_OUT.contains(entry.getKey())) {
                lines.add(line(texts, entry.getKey(), entry.getValue()));
              }
            });
    lines.add(line(texts, "time", event.get("timestamp")));
    return new AlertMessage(text(texts, "title." + message.type(), message.type()), lines);
  }

  /** Title and lines, as many of them as there is room for. */
  String text(int bytes) {
    StringBuilder text = new StringBuilder(title);
    int length = title.getBytes(StandardCharsets.UTF_8).length;
    for (String line : lines) {
      length += line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (length > bytes) {
        break;
      }
      text.append('\n').append(line);
    }
    return text.toString();
  }

  private static String line(ResourceBundle texts, String name, JsonNode value) {
    return text(texts, "field." + name, name) + texts.getString("colon") + value(texts, value);
  }

  private static String value(ResourceBundle texts, JsonNode value) {
    String text =
        switch (value.getNodeType()) {
          case ARRAY ->
              value.values().stream()
                  .map(each -> value(texts, each))
                  .collect(Collectors.joining(", "));
          case OBJECT ->
              value.properties().stream()
                  .map(entry -> value(texts, entry.getValue()))
                  .collect(Collectors.joining(" "));
          default -> text(texts, "value." + value.asString().replace(' ', '_'), value.asString());
        };
    return oneLine(FRACTION.matcher(text).replaceFirst(""));
  }

  /** A value that somebody chose, such as a rule's name, stays in its line. */
  private static String oneLine(String text) {
    String line =
        text.codePoints()
            .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
            .limit(LONGEST_VALUE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.length() < text.length() ? line + "…" : line;
  }

  private static String text(ResourceBundle texts, String key, String otherwise) {
    try {
      return texts.getString(key);
    } catch (MissingResourceException e) {
      return otherwise;
    }
  }
}
