package dev.menshen.server.models;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.checkpoint.OfficialModel;
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
    String whole = OfficialModel.named(text).map(OfficialModel::repository).orElse(text);
    String[] parts = whole.split("/", -1);
    return parts.length == 2 && PART.matcher(parts[0]).matches() && PART.matcher(parts[1]).matches()
        ? Optional.of(new ModelName(parts[0], parts[1]))
        : Optional.empty();
  }

  /** {@code OWNER/NAME}. */
  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
