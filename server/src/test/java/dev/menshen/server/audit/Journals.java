package dev.menshen.server.audit;

import dev.menshen.server.audit.AuditProperties.Durability;
import dev.menshen.server.audit.AuditProperties.OnFailure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Journals for tests, and what is in them. */
final class Journals {
  static final AuditProperties PROPERTIES = properties(DataSize.ofMegabytes(64));
  static final HeadStore NO_HEADS = heads(Optional.empty());

  private static final JsonMapper JSON = new JsonMapper();

  private Journals() {}

  static AuditProperties properties(DataSize segment) {
    return new AuditProperties(
        Durability.SYNCED,
        Duration.ofMillis(10),
        OnFailure.REFUSE,
        segment,
        8192,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        "");
  }

  static Journal open(Path data) {
    return open(data, PROPERTIES);
  }

  static Journal open(Path data, AuditProperties properties) {
    return Journal.open(
        data, properties, NO_HEADS, InstantSource.system(), new SimpleMeterRegistry());
  }

  /** Remembers one head and no other. */
  static HeadStore heads(Optional<Head> head) {
    return new HeadStore() {
      @Override
      public Optional<Head> find(String instance) {
        return head;
      }

      @Override
      public void save(Head later) {}
    };
  }

  /** A journal with so many records in segments of this size. */
  static Path written(Path data, int records, DataSize segment) {
    try (Journal journal = open(data, properties(segment))) {
      for (int i = 0; i < records; i++) {
        journal.record(RecordKind.ACT, line(i));
      }
      return journal.folder();
    }
  }

  static JsonLine line(int number) {
    return new JsonLine().string("kind", "act").string("target", "record " + number);
  }

  /** What a verification of a folder tells, as {@code file:line kind detail}. */
  static List<String> flaws(Path folder, Optional<Head> head) {
    List<String> flaws = new ArrayList<>();
    ChainCheck check =
        new ChainCheck(
            head,
            flaw ->
                flaws.add(
                    "%s:%d %s %s"
                        .formatted(flaw.file(), flaw.line(), flaw.kind().label(), flaw.detail())
                        .strip()));
    try {
      for (Segment segment : Segment.in(folder)) {
        try (InputStream input = Files.newInputStream(segment.file())) {
          check.segment(
              segment.file().getFileName().toString().replaceAll("^0+|\\.jsonl", ""), input);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    check.end();
    return flaws;
  }

  static List<String> flaws(Path folder) {
    return flaws(folder, Optional.empty());
  }

  /** All lines of a folder. */
  static List<JsonNode> lines(Path folder) {
    List<JsonNode> lines = new ArrayList<>();
    try {
      for (Segment segment : Segment.in(folder)) {
        Files.readAllLines(segment.file()).forEach(line -> lines.add(JSON.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** The field of all lines that have it. */
  static List<String> values(Path folder, String field) {
    return lines(folder).stream()
        .filter(line -> line.has(field))
        .map(line -> line.get(field).asString())
        .toList();
  }
}
