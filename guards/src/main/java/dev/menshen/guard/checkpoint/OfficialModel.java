package dev.menshen.guard.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The three Qwen3Guard-Gen models, by the names that people and the hubs give them. */
public enum OfficialModel {
  /** 0.6 billion parameters. */
  GEN_0_6B("0.6B"),
  /** 4 billion parameters. */
  GEN_4B("4B"),
  /** 8 billion parameters. */
  GEN_8B("8B");

  private static final String ORGANISATION = "Qwen";

  private final String size;

  OfficialModel(String size) {
    this.size = size;
  }

  /** The short name on the command line, such as {@code 0.6b}. */
  public String label() {
    return size.toLowerCase(Locale.ROOT);
  }

  /** The name of the model's folder, such as {@code Qwen3Guard-Gen-0.6B}. */
  public String folderName() {
    return "Qwen3Guard-Gen-" + size;
  }

  /** The name on Hugging Face and ModelScope, such as {@code Qwen/Qwen3Guard-Gen-0.6B}. */
  public String repository() {
    return ORGANISATION + "/" + folderName();
  }

  /**
   * The model that is meant, in any case: {@code 0.6b}, {@code qwen3guard-gen-0.6b}, {@code
   * Qwen/Qwen3Guard-Gen-0.6B}, and the names of the hubs' caches, {@code
   * models--Qwen--Qwen3Guard-Gen-0.6B} and {@code Qwen3Guard-Gen-0___6B}.
   */
  public static Optional<OfficialModel> named(String name) {
    String plain = requireNonNull(name, "name is null").replace("___", ".");
    return Arrays.stream(values())
        .filter(model -> model.names().stream().anyMatch(plain::equalsIgnoreCase))
        .findFirst();
  }

  private List<String> names() {
    return List.of(
        label(), folderName(), repository(), "models--" + ORGANISATION + "--" + folderName());
  }
}
