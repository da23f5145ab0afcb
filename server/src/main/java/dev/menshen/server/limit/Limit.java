package dev.menshen.server.limit;

/**
 * One limit of a key or an end user.
 *
 * @param owner whose limit it is
 * @param measure what is counted
 * @param name the name in headers and metrics, such as {@code key-requests}
 * @param quota how much is let in
 */
record Limit(Owner owner, Measure measure, String name, long quota) {
  /** A limit with its name. */
  Limit(Owner owner, Measure measure, long quota) {
    this(owner, measure, owner.label + "-" + measure.label, quota);
  }

  /** The setting that an operator changes it by. */
  String setting() {
    return "menshen.limits.%s.%s".formatted(owner.label, measure.setting);
  }

  /**
   * The item of the header {@code RateLimit-Policy} of draft-ietf-httpapi-ratelimit-headers. The
   * draft names units for requests and for requests at once, and none for characters.
   */
  String policy() {
    return switch (measure) {
      case REQUESTS -> "\"%s\";q=%d;w=60".formatted(name(), quota);
      case CHARACTERS -> "\"%s\";q=%d;w=60;qu=\"characters\"".formatted(name(), quota);
      case CONCURRENT -> "\"%s\";q=%d;qu=\"concurrent-requests\"".formatted(name(), quota);
    };
  }

  /** What is too much, for people. */
  String description() {
    return "%s of this %s: %d".formatted(measure.description, owner.description, quota);
  }

  /** Whose limit it is. */
  enum Owner {
    KEY("key", "key"),
    SUBJECT("subject", "user");

    private final String label;
    private final String description;

    Owner(String label, String description) {
      this.label = label;
      this.description = description;
    }
  }

  /** What is counted. */
  enum Measure {
    REQUESTS("requests", "requests-per-minute", "requests a minute"),
    CHARACTERS("characters", "characters-per-minute", "characters a minute"),
    CONCURRENT("concurrent", "concurrent", "requests at once");

    private final String label;
    private final String setting;
    private final String description;

    Measure(String label, String setting, String description) {
      this.label = label;
      this.setting = setting;
      this.description = description;
    }
  }
}
