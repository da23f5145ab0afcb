package dev.menshen.guard.lite;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.guard.lite.LanguageDetector.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The built-in guard: a small encoder for English and one for Chinese, on the CPU, with its weights
 * in the jar. It is a stand-in for Qwen3Guard, for laptops, tests and first steps.
 *
 * <p>It judges the last message alone; of the turns before, only the question of a response is
 * read. A text in another language is not scanned. A text in Chinese and English is read by both
 * encoders. Long texts are read in overlapping windows. The worst window of the worst encoder
 * decides the severity; a category is as probable as in the window where it is most probable.
 * Response moderation is experimental; refusal is not told.
 */
public final class LiteGuard implements Guard {
  /** Changes whenever the same weights may say something else of a text than before. */
  private static final int READING = 1;

  private final Lazy<Encoder> english = new Lazy<>(() -> Encoder.load(Language.ENGLISH));
  private final Lazy<Encoder> chinese = new Lazy<>(() -> Encoder.load(Language.CHINESE));
  private final Lazy<LanguageDetector> detector = new Lazy<>(LanguageDetector::new);
  private final GuardInfo info;

  private LiteGuard() {
    Set<String> codes = new TreeSet<>();
    Set<String> versions = new TreeSet<>();
    StringBuilder fingerprint = new StringBuilder("reading " + READING);
    List<GuardInfo.Measured> measured = new ArrayList<>();
    for (Language language : Language.values()) {
      ModelDescription description = Encoder.describe(language);
      codes.add(language.code());
      versions.add(description.version());
      fingerprint.append(' ').append(language.code()).append(' ').append(Encoder.digest(language));
      measured.add(description.measured(language));
    }
    info =
        new GuardInfo(
            GuardInfo.Kind.LITE,
            "menshen-lite-" + String.join("+", versions),
            fingerprint.toString(),
            codes,
            "A small built-in stand-in; Qwen3Guard is the real thing."
                + " Response moderation is experimental.",
            measured);
  }

  /**
   * Loads the guard, ready for its first text when this returns.
   *
   * @throws IllegalStateException when a native library does not load on this machine, with what it
   *     needs
   */
  public static LiteGuard load() {
    LiteGuard guard = loadLazily();
    guard.english.start();
    guard.chinese.start();
    guard.detector.get();
    guard.english.get();
    guard.chinese.get();
    return guard;
  }

  /**
   * Makes a guard that loads each of its parts when a text first needs it: for a process that
   * judges one text and ends.
   */
  public static LiteGuard loadLazily() {
    return new LiteGuard();
  }

  @Override
  public GuardInfo info() {
    return info;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Categories cost this guard nothing: it always tells them all.
   *
   * @throws NotScannedException also when a part of a lazy guard does not load, with what it needs
   * @throws IllegalStateException when the native inference fails
   */
  @Override
  public Assessment assess(Conversation conversation, AssessmentOptions options) {
    String text = conversation.last().content();
    encoder(LanguageDetector.likely(text)).start();
    Detection detection = loaded(detector).detect(text);
    Optional<Reading> worst =
        detection.parts().entrySet().stream()
            .map(part -> read(part.getKey(), conversation, part.getValue(), options.deadline()))
            .reduce(Reading::worse);
    Optional<String> unread = detection.unread();
    // What is Unsafe in the part that was read stays so, whatever the rest says.
    if (unread.isPresent() && worst.filter(Reading::isUnsafe).isEmpty()) {
      throw new NotScannedException(
          Reason.UNSUPPORTED_LANGUAGE,
          "the built-in guard knows Chinese and English, and %s is in %s; use Qwen3Guard for other languages"
              .formatted(
                  detection.parts().isEmpty() ? "the text" : "a part of the text", unread.get()));
    }
    return worst.orElseThrow().assessment(conversation.direction());
  }

  @Override
  public void close() {
    english.ifLoaded(Encoder::close);
    chinese.ifLoaded(Encoder::close);
  }

  private Lazy<Encoder> encoder(Language language) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }

  private Reading read(
      Language language, Conversation conversation, String text, Deadline deadline) {
    Encoder encoder = loaded(encoder(language));
    return Reading.of(
        encoder.score(conversation, text, deadline),
        encoder.description().thresholds(),
        conversation.direction());
  }

  private static <T> T loaded(Lazy<T> part) {
    try {
      return part.get();
    } catch (IllegalStateException e) {
      throw new NotScannedException(Reason.GUARD_FAILED, String.valueOf(e.getMessage()), e);
    }
  }
}
