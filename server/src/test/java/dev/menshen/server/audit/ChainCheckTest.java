package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Whoever changes a journal is found out, and where. */
class ChainCheckTest {
  @TempDir private static Path written;
  private static Path intact;
  private static Head head;

  @TempDir private Path folder;

  /** Three segments of about ten lines each. */
  @BeforeAll
  static void write() throws IOException {
    try (Journal journal = Journals.open(written, Journals.properties(DataSize.ofBytes(1300)))) {
      for (int i = 0; i < 25; i++) {
        journal.record(RecordKind.ACT, Journals.line(i));
      }
      intact = journal.folder();
      head = journal.head();
    }
    assertThat(Segment.in(intact)).hasSize(3);
    assertThat(Journals.flaws(intact, Optional.of(head))).isEmpty();
  }

  @BeforeEach
  void copy() throws IOException {
    for (Segment segment : Segment.in(intact)) {
      Files.copy(segment.file(), folder.resolve(segment.file().getFileName()));
    }
  }

  @Test
  void aChangedByteIsFoundInItsLine() throws IOException {
    byte[] bytes = Files.readAllBytes(file(2));
    int at = new String(bytes, StandardCharsets.UTF_8).indexOf("record");
    bytes[at] = 'R';
    Files.write(file(2), bytes);

    assertThat(flaws()).containsExactly("2:2 changed");
  }

  @RepeatedTest(40)
  void aByteChangedAnywhereIsFound(RepetitionInfo repetition) throws IOException {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Path file = file(1 + random.nextInt(3));
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length);
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);

    assertThat(flaws()).isNotEmpty();
  }

  @Test
  void aRemovedLineIsFoundWhereItWas() throws IOException {
    List<String> lines = lines(2);
    lines.remove(4);
    write(2, lines);

    assertThat(flaws()).containsExactly("2:5 missing 1");
  }

  @RepeatedTest(20)
  void linesRemovedAnywhereAreFound(RepetitionInfo repetition) throws IOException {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int segment = 1 + random.nextInt(3);
    List<String> lines = lines(segment);
    int from = random.nextInt(lines.size());
    lines.subList(from, from + 1 + random.nextInt(lines.size() - from)).clear();
    write(segment, lines);

    assertThat(flaws()).isNotEmpty();
  }

  @Test
  void linesThatChangedPlacesAreFound() throws IOException {
    List<String> lines = lines(1);
    Collections.swap(lines, 3, 4);
    write(1, lines);

    assertThat(flaws()).containsExactly("1:4 missing 1", "1:5 outOfOrder 4");
  }

  @RepeatedTest(20)
  void linesThatChangedPlacesAnywhereAreFound(RepetitionInfo repetition) throws IOException {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int segment = 1 + random.nextInt(3);
    List<String> lines = lines(segment);
    int first = random.nextInt(lines.size());
    int second = (first + 1 + random.nextInt(lines.size() - 1)) % lines.size();
    Collections.swap(lines, first, second);
    write(segment, lines);

    assertThat(flaws()).isNotEmpty();
  }

  @Test
  void aLineThatIsRepeatedIsFound() throws IOException {
    List<String> lines = lines(2);
    lines.add(6, lines.get(2));
    write(2, lines);

    assertThat(flaws()).singleElement().asString().startsWith("2:7 outOfOrder");
  }

  @Test
  void aLineThatIsPutInWithTheRightHashIsFound() throws IOException {
    List<String> lines = lines(1);
    ChainLine before = parsed(lines.get(4));
    lines.add(5, forged(before.point(), "a forged one"));
    write(1, lines);

    assertThat(flaws()).containsExactly("1:7 outOfOrder 6", "1:8 changed");
  }

  @Test
  void anEndThatIsWrittenAnewWithRightHashesIsFoundByTheHead() throws IOException {
    List<String> lines = lines(3);
    ChainPoint point = parsed(lines.get(1)).point();
    for (int i = 2; i < lines.size(); i++) {
      lines.set(i, forged(point, "forged " + i));
      point = parsed(lines.get(i)).point();
    }
    write(3, lines);

    assertThat(Journals.flaws(folder)).isEmpty();
    assertThat(flaws()).containsExactly("3:%d rewritten".formatted(lines.size()));
  }

  @Test
  void aMissingSegmentIsFound() throws IOException {
    Files.delete(file(2));

    assertThat(flaws()).containsExactly("3:1 missingSegment 2");
  }

  @Test
  void aMissingFirstSegmentIsFoundUnlessItIsKnownNotToBeKept() throws IOException {
    ChainPoint last = parsed(lines(1).getLast()).point();
    Files.delete(file(1));
    List<ChainFlaw> flaws = new ArrayList<>();
    ChainCheck check = new ChainCheck(Optional.of(head), flaws::add);
    check.startAfter(1, last);
    for (Segment segment : Segment.in(folder)) {
      try (InputStream input = Files.newInputStream(segment.file())) {
        check.segment("x", input);
      }
    }

    assertThat(flaws()).containsExactly("2:1 missingSegment 1");
    assertThat(check.end().flaws()).isZero();
    assertThat(flaws).isEmpty();
  }

  @Test
  void aMissingLastSegmentIsFoundByTheHead() throws IOException {
    int lines = lines(3).size();
    Files.delete(file(3));

    assertThat(flaws()).singleElement().asString().endsWith("endMissing " + lines);
  }

  @Test
  void segmentsThatChangedPlacesAreFound() throws IOException {
    byte[] first = Files.readAllBytes(file(1));
    Files.write(file(1), Files.readAllBytes(file(2)));
    Files.write(file(2), first);

    assertThat(flaws()).isNotEmpty().first().asString().startsWith("1:1 missingSegment 1");
  }

  @Test
  void aSegmentWithoutItsEndIsFound() throws IOException {
    List<String> lines = lines(2);
    lines.subList(lines.size() - 3, lines.size()).clear();
    write(2, lines);

    assertThat(flaws()).containsExactly("2:%d truncated".formatted(lines.size()), "3:1 missing 3");
  }

  @RepeatedTest(20)
  void aSegmentCutAnywhereIsFound(RepetitionInfo repetition) throws IOException {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Path file = file(1 + random.nextInt(3));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length)));

    assertThat(flaws()).isNotEmpty();
  }

  @Test
  void theEndOfTheOpenSegmentIsMissedByTheHeadAlone() throws IOException {
    List<String> lines = lines(3);
    lines.removeLast();
    write(3, lines);

    assertThat(Journals.flaws(folder)).isEmpty();
    assertThat(flaws()).containsExactly("3:%d endMissing 1".formatted(lines.size()));
  }

  @Test
  void linesAfterTheEndOfASegmentAreFound() throws IOException {
    List<String> lines = lines(1);
    lines.add(forged(parsed(lines.getLast()).point(), "after the end"));
    write(1, lines);

    assertThat(flaws()).first().asString().isEqualTo("1:%d afterEnd".formatted(lines.size()));
  }

  @Test
  void aSegmentOfAnotherInstanceIsFound() throws IOException {
    Path foreign = Journals.written(folder.resolve("other"), 25, DataSize.ofBytes(1300));
    Files.copy(foreign.resolve("00000002.jsonl"), file(2), StandardCopyOption.REPLACE_EXISTING);

    assertThat(flaws()).anyMatch(flaw -> flaw.startsWith("2:1 foreign "));
  }

  @Test
  void whatIsNoLineIsFoundHoweverLongItIs() throws IOException {
    List<String> lines = lines(1);
    lines.set(2, "x".repeat(3 * ChainLine.MAX_BYTES));
    lines.set(5, "");
    write(1, lines);

    assertThat(flaws())
        .containsExactly("1:3 unreadable", "1:4 missing 1", "1:6 unreadable", "1:7 missing 1");
  }

  @Test
  void aLastLineThatIsBeingWrittenIsNoFlaw() throws IOException {
    Files.write(file(3), "{\"n\":99".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    List<ChainFlaw> flaws = new ArrayList<>();
    ChainCheck check = new ChainCheck(Optional.of(head), flaws::add);
    for (Segment segment : Segment.in(folder)) {
      try (InputStream input = Files.newInputStream(segment.file())) {
        check.segment("x", input);
      }
    }

    assertThat(check.end().flaws()).isZero();
    assertThat(flaws).extracting(ChainFlaw::kind).containsExactly(ChainFlaw.Kind.INCOMPLETE);
  }

  @Test
  void aLongJournalIsReadInLittleMemory() throws IOException {
    ChainCheck check = new ChainCheck(Optional.empty(), flaw -> {});
    check.segment("zeros", new Zeros(1L << 28));

    assertThat(check.end().lines()).isEqualTo(1);
  }

  @Test
  void theSummaryTellsHowFarTheJournalGoes() throws IOException {
    ChainCheck check = new ChainCheck(Optional.empty(), flaw -> {});
    for (Segment segment : Segment.in(folder)) {
      check.segment("x", new ByteArrayInputStream(Files.readAllBytes(segment.file())));
    }

    assertThat(check.end())
        .isEqualTo(new ChainCheck.Summary(head.point().sequence(), 0, head.point()));
  }

  private List<String> flaws() {
    return Journals.flaws(folder, Optional.of(head));
  }

  private Path file(int segment) {
    return Segment.of(folder, segment).file();
  }

  private List<String> lines(int segment) throws IOException {
    return new ArrayList<>(Files.readAllLines(file(segment)));
  }

  private void write(int segment, List<String> lines) throws IOException {
    Files.write(file(segment), lines);
  }

  private static ChainLine parsed(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    ChainLine parsed = ChainLine.parse(bytes, bytes.length);
    assertThat(parsed).isNotNull();
    return parsed;
  }

  /** A line as the journal itself would have written it there: anybody can make hashes. */
  private static String forged(ChainPoint before, String target) {
    ByteBuffer out = ByteBuffer.allocate(1000);
    new Chain(before).append(new JsonLine().string("kind", "act").string("target", target), out);
    return new String(out.array(), 0, out.position() - 1, StandardCharsets.UTF_8);
  }

  private static final class Zeros extends InputStream {
    private long left;

    private Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(length, left);
      Arrays.fill(bytes, offset, offset + read, (byte) 0);
      left -= read;
      return read;
    }
  }
}
