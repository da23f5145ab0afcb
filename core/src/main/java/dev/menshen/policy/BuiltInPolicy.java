package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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

  /** The policy. */
  public Policy policy() {
    return requireNonNull(Compiled.POLICIES.get(this), "not compiled");
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

  /** The policies, compiled when the first of them is asked for. */
  private static final class Compiled {
    static final Map<BuiltInPolicy, Policy> POLICIES = new EnumMap<>(BuiltInPolicy.class);

    static {
      for (BuiltInPolicy policy : values()) {
        POLICIES.put(policy, PolicyReader.read(policy.yaml, Scope.GLOBAL, 0));
      }
    }
  }
}
