package dev.menshen.policy;

import dev.menshen.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policies that come with the program, as they are and to begin one's own with. */
public enum BuiltInPolicy {
  /**
   * Safe passes; Controversial is watermarked, logged and reviewed; Unsafe is blocked, alerted of,
   * and its sender banned for a while.
   */
  DEFAULT("default"),
  /** Controversial does not go through either. */
  STRICT("strict"),
  /** Only what is Unsafe beyond doubt does not go through. */
  LOOSE("loose");

  private final String label;
  private final String yaml;

  @SuppressWarnings("ImmutableEnumChecker") // is set once, to what the YAML says
  private volatile @Nullable Policy policy;

  BuiltInPolicy(String label) {
    this.label = label;
    this.yaml = resource(label + ".yaml");
  }

  /** The name, such as {@code strict}. */
  public String label() {
    return label;
  }

  /** The policy as it is written. */
  public String yaml() {
    return yaml;
  }

  /** The policy, which is compiled when it is asked for the first time. */
  public Policy policy() {
    Policy compiled = policy;
    if (compiled == null) {
      compiled = PolicyReader.read(yaml, Scope.GLOBAL, 0);
      policy = compiled;
    }
    return compiled;
  }

  /** The policy with this {@link #label()}, if there is one. */
  public static Optional<BuiltInPolicy> ofLabel(String label) {
    return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
  }

  private static String resource(String name) {
    try (InputStream in = BuiltInPolicy.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program's own policy %s is missing".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
