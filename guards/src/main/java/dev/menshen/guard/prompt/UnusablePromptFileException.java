package dev.menshen.guard.prompt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model folder's chat template or tokenizer that prompts cannot be made with. The message names
 * the file, what is wrong with it and what to do.
 */
public final class UnusablePromptFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Path file;

  UnusablePromptFileException(Path file, String problem, @Nullable Throwable cause) {
    super("%s: %s".formatted(file, problem), cause);
    this.file = file;
  }

  UnusablePromptFileException(Path file, String problem) {
    this(file, problem, null);
  }

  /** The file at fault, which may be missing; null when the exception came through a stream. */
  public @Nullable Path file() {
    return file;
  }
}
