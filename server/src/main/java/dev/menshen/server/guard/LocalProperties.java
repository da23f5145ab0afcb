package dev.menshen.server.guard;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.LocalOptions;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import dev.menshen.guard.prompt.PromptLimits;
import dev.menshen.server.input.EnvironmentSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How Qwen3Guard works in this process, under {@code menshen.local}.
 *
 * @param window how much of a text is read at a time, in tokens; a longer text is read in windows
 * @param overlap what neighbouring windows share, in tokens
 * @param context what the model reads and writes at most, in tokens, where it was not made for less
 * @param threads how many threads work on a text; 0 means one per processor
 * @param kvCache the memory for keys and values of conversations, kept for their next turn; 0 keeps
 *     none
 * @param conversions where converted models are kept; {@code ~/.cache/menshen/converted} when
 *     nothing is said
 */
@ConfigurationProperties(LocalProperties.PREFIX)
public record LocalProperties(
    @DefaultValue("4000") int window,
    @DefaultValue("256") int overlap,
    @DefaultValue("32768") int context,
    @DefaultValue("0") int threads,
    @DefaultValue("384MB") DataSize kvCache,
    @Nullable Path conversions) {
  static final String PREFIX = "menshen.local";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public LocalProperties {
    require(window >= 1, "window", window, "1 or more");
    require(
        overlap >= 0 && overlap < window,
        "overlap",
        overlap,
        "0 or more, and less than menshen.local.window (%d)".formatted(window));
    require(context >= 1, "context", context, "1 or more");
    require(threads >= 0, "threads", threads, "0 (one per processor) or more");
    require(!kvCache.isNegative(), "kv-cache", kvCache, "0 (none) or more");
  }

  /**
   * The settings in an environment, for commands that are no server.
   *
   * @throws IllegalArgumentException when one is not of its type or out of its range; the message
   *     names its key
   */
  public static LocalProperties of(Map<String, String> environment) {
    return EnvironmentSettings.bind(PREFIX, LocalProperties.class, environment);
  }

  /**
   * The guard's options.
   *
   * @param defaultConversions where conversions are kept when nothing is said
   */
  public LocalOptions options(Precision precision, Path defaultConversions) {
    return new LocalOptions(
        precision,
        new PromptLimits(context, window, overlap),
        threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
        conversions == null ? defaultConversions : conversions.toAbsolutePath().normalize(),
        kvCache.toBytes());
  }

  /** What a model needs with these settings. */
  Footprint footprint(ModelShape shape, Precision precision) {
    int longest = Math.min(context, Math.addExact(window, Footprint.PROMPT_TOKENS));
    return Footprint.of(shape, precision, longest, Math.min(longest, Footprint.PASS_TOKENS))
        .keeping(kvCache.toBytes());
  }

  private static void require(boolean valid, String key, Object value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(
          "%s.%s is %s; set it to %s".formatted(PREFIX, key, value, range));
    }
  }
}
