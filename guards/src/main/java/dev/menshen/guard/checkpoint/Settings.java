package dev.menshen.guard.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings in a {@code config.json}, by type; what is wrong with one is a fault. */
final class Settings {
  private static final int SHOWN_CHARACTERS = 80;

  private final ModelFolder folder;
  private final Path file;
  private final JsonObject json;
  private boolean valid = true;

  Settings(ModelFolder folder, Path file, JsonObject json) {
    this.folder = folder;
    this.file = file;
    this.json = json;
  }

  /** Whether every setting that was asked for was there and made sense. */
  boolean areValid() {
    return valid;
  }

  /** Whether a setting is there, be it null. */
  boolean has(String name) {
    return json.has(name);
  }

  /** A setting that is there and not null. */
  Optional<JsonElement> value(String name) {
    return Optional.ofNullable(json.get(name)).filter(element -> !element.isJsonNull());
  }

  /** A whole number above 0; 1 where there is none, which is a fault. */
  int size(String name) {
    Optional<JsonElement> element = value(name);
    if (element.isEmpty()) {
      missing(name);
      return 1;
    }
    try {
      int size = number(element.get()).getAsBigDecimal().intValueExact();
      if (size > 0) {
        return size;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below.
    }
    invalid(name, text(element.get()), "1, 2, …, " + Integer.MAX_VALUE);
    return 1;
  }

  /** A number above 0; 1 where there is none, which is a fault. */
  double positive(String name) {
    return positive(name, json.get(name));
  }

  /** As {@link #positive(String)}, with the value from elsewhere. */
  double positive(String name, @Nullable JsonElement element) {
    if (element == null || element.isJsonNull()) {
      missing(name);
      return 1;
    }
    try {
      double value = number(element).getAsDouble();
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    invalid(name, text(element), "> 0");
    return 1;
  }

  /** True or false; false where it is not there. */
  boolean flag(String name) {
    Optional<JsonElement> element = value(name);
    if (element.isEmpty()) {
      return false;
    }
    if (element.get() instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    invalid(name, text(element.get()), "true, false");
    return false;
  }

  /** Notes a setting whose value makes no sense. */
  void invalid(String name, String value, String expected) {
    valid = false;
    fault(Fault.Kind.SETTING_INVALID, name, value, expected);
  }

  /** Notes what is wrong with the file. */
  void fault(Fault.Kind kind, Object... arguments) {
    folder.add(kind, file, arguments);
  }

  /** A value as it is shown to people. */
  static String text(JsonElement element) {
    String text = element.isJsonPrimitive() ? element.getAsString() : element.toString();
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }

  private void missing(String name) {
    valid = false;
    fault(Fault.Kind.SETTING_MISSING, name);
  }

  private static JsonPrimitive number(JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive;
    }
    throw new NumberFormatException("not a number");
  }
}
