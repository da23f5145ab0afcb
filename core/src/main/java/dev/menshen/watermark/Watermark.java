package dev.menshen.watermark;

import static java.util.Objects.requireNonNull;

import dev.menshen.Secret;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Marks texts with the moderation that they come from, and reads the marks. Safe for use by many
 * threads.
 *
 * <p>A marked text ends with a visible label. The invisible mark stands behind the first sentence,
 * behind the last one, and now and then between them, so that a part of the text tells where it is
 * from as well. Nothing else of the text changes. Marks that are in it already stay: it comes from
 * those moderations too.
 */
public final class Watermark {
  private static final String BEFORE_LABEL = "\n\n";

  private final Mark mark;
  private final WatermarkOptions options;

  /** Marks that nobody without the secret can make. */
  public Watermark(Secret secret) {
    this(secret, WatermarkOptions.DEFAULT);
  }

  /** Marks that nobody without the secret can make, with labels of one's own. */
  public Watermark(Secret secret, WatermarkOptions options) {
    this.mark = new Mark(requireNonNull(secret, "secret is null"));
    this.options = requireNonNull(options, "options is null");
  }

  /**
   * The text with a visible label at its end, in the caller's language, and the invisible marks.
   *
   * @param moderationId a UUID
   * @param language an ISO 639-1 code; any that is not {@code zh} gets the English label
   * @throws IllegalArgumentException when the id is no UUID
   */
  public String mark(String text, String moderationId, String language) {
    String invisible = mark.of(uuid(moderationId));
    List<Integer> places = Places.in(text, options.spacing());
    StringBuilder marked = new StringBuilder(text.length() + (places.size() + 2) * Mark.LENGTH);
    int from = 0;
    for (int place : places) {
      marked.append(text, from, place).append(invisible);
      from = place;
    }
    marked.append(text, from, text.length());
    if (!endsWithLabel(text)) {
      marked.append(BEFORE_LABEL);
      if (places.isEmpty() || !text.substring(from).isBlank()) {
        // What the text ends with takes no mark behind it.
        marked.append(invisible);
      }
      marked.append(label(language));
    } else if (places.isEmpty()) {
      marked.append(invisible);
    }
    return marked.toString();
  }

  /**
   * The moderations that a text, or a part of one, comes from, in the order of their marks; empty
   * when there is no true mark.
   */
  public List<String> read(String text) {
    return mark.findAll(text).stream().map(UUID::toString).toList();
  }

  private String label(String language) {
    boolean chinese = Locale.forLanguageTag(language).getLanguage().equals("zh");
    return chinese ? options.chinese() : options.english();
  }

  private boolean endsWithLabel(String text) {
    int end = text.length();
    while (end > 0 && (Mark.isPart(text.charAt(end - 1)) || text.charAt(end - 1) <= ' ')) {
      end--;
    }
    String rest = text.substring(0, end);
    return rest.endsWith(options.english()) || rest.endsWith(options.chinese());
  }

  private static UUID uuid(String moderationId) {
    try {
      return UUID.fromString(requireNonNull(moderationId, "moderationId is null"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the moderation's id is no UUID", e);
    }
  }
}
