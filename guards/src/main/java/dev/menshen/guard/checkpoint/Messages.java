package dev.menshen.guard.checkpoint;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** What this package says, in English or Chinese. */
final class Messages {
  private static final String BUNDLE = "dev.menshen.guard.checkpoint.messages";

  private Messages() {}

  /** The text under a key, with its arguments in the places of {@code %1$s}, {@code %2$s}. */
  static String get(Locale locale, String key, Object... arguments) {
    ResourceBundle texts =
        ResourceBundle.getBundle(
            BUNDLE,
            locale.getLanguage().equals("zh") ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return String.format(Locale.ROOT, texts.getString(key), arguments);
  }

  static String notFound(String name, List<ModelNotFoundException.Place> places, Locale locale) {
    StringBuilder message =
        new StringBuilder(
            get(
                locale,
                "notFound",
                name,
                OfficialModel.named(lastElement(name)).orElse(OfficialModel.GEN_0_6B).label()));
    for (ModelNotFoundException.Place place : places) {
      message.append("\n  ").append(get(locale, "notFound." + place.state().name(), place.path()));
    }
    return message.toString();
  }

  private static String lastElement(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
