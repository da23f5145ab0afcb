package dev.menshen.server.models;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model's name on the hubs, such as {@code Qwen/Qwen3Guard-Gen-0.6B}.
 *
 * @param owner the account that publishes it
 * @param name its name there
 */
public record ModelName(String owner, String name) {
  /** What both hubs allow in a name. */
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

  private static final Map<String, ModelName> SHORT =
      Map.of("0.6b", qwen("0.6B"), "4b", qwen("4B"), "8b", qwen("8B"));

  /**
   * Checks that both parts can stand in a path.
   *
   * @throws IllegalArgumentException when one cannot
   */
  public ModelName {
    requireNonNull(owner, "owner is null");
    requireNonNull(name, "name is null");
    if (!PART.matcher(owner).matches() || !PART.matcher(name).matches()) {
      throw new IllegalArgumentException("not a model's name");
    }
  }

  /**
   * Understands {@code 0.6b}, {@code 4b} and {@code 8b} (Qwen3Guard-Gen of that size), its whole
   * name, and {@code OWNER/NAME}.
   *
   * @return the name, or nothing when the text is none
   */
  public static Optional<ModelName> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    ModelName known = SHORT.get(lower.replaceFirst("^(qwen/)?qwen3guard-gen-", ""));
    if (known != null) {
      return Optional.of(known);
    }
    String[] parts = text.split("/", -1);
    return parts.length == 2 && PART.matcher(parts[0]).matches() && PART.matcher(parts[1]).matches()
        ? Optional.of(new ModelName(parts[0], parts[1]))
        : Optional.empty();
  }

  private static ModelName qwen(String size) {
    return new ModelName("Qwen", "Qwen3Guard-Gen-" + size);
  }

  /** {@code OWNER/NAME}. */
  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
