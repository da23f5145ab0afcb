package dev.menshen.server.archive;

import dev.menshen.server.audit.ChainPoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A journal as docs/audit.md describes it, written by these tests. */
final class WrittenJournal {
  static final String CHAIN = "5f0c7a1e-0000-4000-8000-000000000001";

  private final Path folder;
  private ChainPoint point = ChainPoint.START;
  private long segment;
  private ByteArrayOutputStream lines = new ByteArrayOutputStream();

  private WrittenJournal(Path folder) {
    this.folder = folder;
  }

  /** An empty one in a data folder. */
  static WrittenJournal in(Path data) throws IOException {
    Path folder = data.resolve("audit").resolve(CHAIN);
    Files.createDirectories(folder);
    return new WrittenJournal(folder);
  }

  ChainArchive chain() {
    return new ChainArchive(folder);
  }

  ChainPoint point() {
    return point;
  }

  WrittenJournal begin(String time) {
    segment++;
    lines = new ByteArrayOutputStream();
    return line(
        "segment",
        "\"format\":1,\"instance\":\"%s\",\"segment\":%d,\"previous\":\"%s\",\"time\":\"%s\""
            .formatted(CHAIN, segment, point.hash(), time));
  }

  WrittenJournal moderation(String time, String id, String tenant, String subject, String digest) {
    return line(
        "moderation",
        ("\"time\":\"%s\",\"id\":\"%s\",\"tenant\":\"%s\",\"application\":\"\",\"subject\":\"%s\","
                + "\"text\":{\"key\":\"0\",\"digest\":\"%s\",\"codePoints\":5,\"bytes\":5}")
            .formatted(time, id, tenant, subject, digest));
  }

  WrittenJournal act(String time, String name, String tenant) {
    return line(
        "act",
        ("\"time\":\"%s\",\"actor\":\"command:command\",\"act\":\"%s\",\"target\":\"=1+1\","
                + "\"tenant\":\"%s\",\"application\":\"\"")
            .formatted(time, name, tenant));
  }

  WrittenJournal line(String kind, String fields) {
    byte[] start =
        "{\"n\":%d,\"kind\":\"%s\",%s"
            .formatted(point.sequence() + 1, kind, fields)
            .getBytes(StandardCharsets.UTF_8);
    MessageDigest sha256 = Hashes.sha256();
    sha256.update(HexFormat.of().parseHex(point.hash()));
    point = new ChainPoint(point.sequence() + 1, Hashes.hex(sha256.digest(start)));
    lines.writeBytes(start);
    lines.writeBytes(
        ",\"hash\":\"%s\"}\n".formatted(point.hash()).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Leaves the segment as one that is written to. */
  Path open() throws IOException {
    Path file = folder.resolve("%08d.jsonl".formatted(segment));
    Files.write(file, lines.toByteArray());
    return file;
  }

  Path close(String time) throws IOException {
    line("close", "\"time\":\"%s\"".formatted(time));
    return open();
  }

  /** Three closed segments of a day each, and one that is written to. */
  static WrittenJournal ofThreeDays(Path data) throws IOException {
    WrittenJournal journal = in(data);
    for (int day = 1; day <= 3; day++) {
      String date = "2026-11-0%dT".formatted(day);
      journal.begin(date + "00:00:00.000000Z");
      for (int i = 0; i < 5; i++) {
        journal.moderation(
            date + "10:00:0%d.000000Z".formatted(i),
            "m-%d-%d".formatted(day, i),
            i % 2 == 0 ? "acme" : "globex",
            "subject%d".formatted(i),
            digest(i));
      }
      journal.close(date + "23:59:59.000000Z");
    }
    journal.begin("2026-11-04T00:00:00.000000Z");
    journal.act("2026-11-04T09:00:00.000000Z", "policy.save", "acme");
    journal.open();
    return journal;
  }

  static String digest(int i) {
    return Hashes.ofText("text " + i);
  }
}
