package dev.menshen.server.cli;

import dev.menshen.server.archive.RecordFilter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records an audit command is about. */
final class AuditFilter {
  @Option(names = "--since", paramLabel = "7d|TIME", descriptionKey = "audit.since")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "1d|TIME", descriptionKey = "audit.until")
  private @Nullable String until;

  @Option(names = "--tenant", paramLabel = "NAME", descriptionKey = "audit.tenant")
  private @Nullable String tenant;

  @Option(names = "--subject", paramLabel = "DIGEST", descriptionKey = "audit.subject")
  private @Nullable String subject;

  @Option(names = "--moderation", paramLabel = "ID", descriptionKey = "audit.moderation")
  private @Nullable String moderation;

  RecordFilter filter(Texts texts) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new RecordFilter(
        time(since, "--since", now, texts),
        time(until, "--until", now, texts),
        Optional.ofNullable(tenant),
        Optional.empty(),
        Optional.ofNullable(subject),
        Optional.ofNullable(moderation),
        Optional.empty(),
        Optional.empty());
  }

  /** What was asked for, for the record of that. */
  Map<String, String> detail() {
    Map<String, String> detail = new TreeMap<>();
    put(detail, "since", since);
    put(detail, "until", until);
    put(detail, "tenant", tenant);
    put(detail, "subject", subject);
    put(detail, "moderation", moderation);
    return detail;
  }

  private static void put(Map<String, String> detail, String name, @Nullable String value) {
    if (value != null) {
      detail.put(name, value);
    }
  }

  private static Optional<Instant> time(
      @Nullable String value, String option, Instant now, Texts texts) {
    return Optional.ofNullable(value).map(it -> TimeOption.parse(it, option, now, texts));
  }
}
