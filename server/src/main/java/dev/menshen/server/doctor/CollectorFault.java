package dev.menshen.server.doctor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A fault of Java 25.0.0 to 25.0.2: their G1 collector may move an array while native code, such as
 * the guard's inference, works on it. See <a
 * href="https://bugs.openjdk.org/browse/JDK-8377811">JDK-8377811</a>.
 */
public final class CollectorFault {
  private static final Runtime.Version FIRST = Runtime.Version.parse("25");
  private static final Runtime.Version MENDED = Runtime.Version.parse("25.0.3");

  private CollectorFault() {}

  /** Whether this process has the fault. */
  public static boolean isHere() {
    return isIn(
        Runtime.version(),
        () ->
            ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName));
  }

  /**
   * Whether a Java of this version has the fault with these collectors, which are asked for only
   * when the version has it, because that takes a moment.
   */
  static boolean isIn(Runtime.Version version, Supplier<Stream<String>> collectors) {
    return version.compareToIgnoreOptional(FIRST) >= 0
        && version.compareToIgnoreOptional(MENDED) < 0
        && collectors.get().anyMatch(name -> name.startsWith("G1"));
  }
}
