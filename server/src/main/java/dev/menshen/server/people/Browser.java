package dev.menshen.server.people;

import java.util.List;

/** What a browser says of itself, in the few words by which its owner knows it again. */
final class Browser {
  /** What is asked first names itself besides what it is compatible with. */
  private static final List<String> NAMES =
      List.of("Edg", "OPR", "Firefox", "Chrome", "Safari", "curl");

  private static final List<String> SYSTEMS =
      List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux");

  private Browser() {}

  /** Such as {@code Firefox, Linux}; empty when it says nothing that is known. */
  static String of(String userAgent) {
    String name = first(NAMES, userAgent).replace("Edg", "Edge").replace("OPR", "Opera");
    String system = first(SYSTEMS, userAgent).replace("Mac OS", "macOS");
    return name.isEmpty() || system.isEmpty() ? name + system : name + ", " + system;
  }

  private static String first(List<String> words, String userAgent) {
    return words.stream().filter(userAgent::contains).findFirst().orElse("");
  }
}
