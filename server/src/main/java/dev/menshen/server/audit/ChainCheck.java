package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.audit.ChainFlaw.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies a journal: that no line was changed, put in, taken out or moved, and that no end is
 * missing. It is given the segments in their order, and reads each once from its beginning to its
 * end; what it needs of memory does not depend on how long they are. After a flaw it goes on at the
 * next line that it can, so that every place is told. For one thread.
 *
 * <p>Hashes alone do not show when somebody writes the whole journal anew from some line on, or
 * takes away its end. That is what the head is for, which is kept elsewhere.
 */
public final class ChainCheck {
  private static final JsonMapper JSON = new JsonMapper();

  private final Consumer<? super ChainFlaw> flaws;
  private final Optional<Head> head;

  private ChainPoint point = ChainPoint.START;
  private long segment;
  private boolean closed = true;
  private @Nullable String instance;
  private String file = "";
  private long line;
  private long lines;
  private long found;
  private boolean incomplete;

  /**
   * A verification from the first segment on.
   *
   * @param head how far the journal has come as that is known elsewhere, read before the segments
   *     are; empty when it is not
   * @param flaws told what is found, in its order
   */
  public ChainCheck(Optional<Head> head, Consumer<? super ChainFlaw> flaws) {
    this.head = requireNonNull(head, "head is null");
    this.flaws = requireNonNull(flaws, "flaws is null");
  }

  /**
   * Begins after a segment that is not kept any longer.
   *
   * @param segment its number
   * @param last its last line
   */
  public void startAfter(long segment, ChainPoint last) {
    this.segment = segment;
    this.point = last;
  }

  /** Begins with whatever segment is first, as those before it are known not to be there. */
  public void startAnywhere() {
    segment = -1;
  }

  /**
   * Verifies the next segment.
   *
   * @param name how flaws are to name it
   * @param input its bytes
   */
  public void segment(String name, InputStream input) throws IOException {
    if (!closed) {
      tell(Kind.TRUNCATED, "");
    }
    file = name;
    line = 0;
    closed = false;
    incomplete = false;
    LineReader reader = new LineReader(input);
    while (reader.next()) {
      line++;
      lines++;
      read(reader);
    }
    if (line == 0) {
      tell(Kind.TRUNCATED, "");
      closed = true;
    }
  }

  /** Ends the verification, after the last segment. */
  public Summary end() {
    if (incomplete) {
      tell(Kind.INCOMPLETE, "");
    }
    head.filter(it -> it.point().sequence() > point.sequence())
        .ifPresent(
            it -> tell(Kind.END_MISSING, Long.toString(it.point().sequence() - point.sequence())));
    return new Summary(lines, found, point);
  }

  private void read(LineReader reader) {
    if (!reader.isWhole()) {
      incomplete = true;
      return;
    }
    ChainLine read =
        reader.isTooLong() ? null : ChainLine.parse(reader.line(), reader.line().length);
    if (read == null) {
      tell(Kind.UNREADABLE, "");
      return;
    }
    if (closed) {
      tell(Kind.AFTER_END, "");
    }
    if (line == 1) {
      begin(read, reader.line());
    }
    follow(read, reader.line());
    switch (read.kind()) {
      case "close" -> closed = true;
      case "repair" -> tell(Kind.REPAIR, field(reader.line(), "bytes"));
      case "gap" -> tell(Kind.GAP, field(reader.line(), "records"));
      case "loss" -> tell(Kind.LOSS, field(reader.line(), "reason"));
      default -> {}
    }
  }

  private void begin(ChainLine read, byte[] bytes) {
    JsonNode header = json(bytes);
    if (!read.kind().equals("segment")) {
      tell(Kind.MISSING, "1");
      return;
    }
    long number = header.path("segment").asLong(0);
    if (number != segment + 1 && segment >= 0) {
      tell(number > segment ? Kind.MISSING_SEGMENT : Kind.OUT_OF_ORDER, Long.toString(segment + 1));
    }
    if (number > segment + 1 || segment < 0) {
      // What is before it is not there to compare with.
      point = new ChainPoint(read.sequence() - 1, previous(header));
    }
    segment = Math.max(segment, number);
    String of = header.path("instance").asString("");
    if (instance != null && !instance.equals(of)) {
      tell(Kind.FOREIGN, of);
    }
    instance = instance == null ? of : instance;
  }

  private void follow(ChainLine read, byte[] bytes) {
    long expected = point.sequence() + 1;
    if (read.sequence() < expected) {
      tell(Kind.OUT_OF_ORDER, Long.toString(read.sequence()));
      return;
    }
    if (read.sequence() > expected) {
      tell(Kind.MISSING, Long.toString(read.sequence() - expected));
    } else if (!read.follows(point, bytes)) {
      tell(Kind.CHANGED, "");
    }
    point = read.point();
    if (head.isPresent()
        && head.get().point().sequence() == point.sequence()
        && !head.get().point().equals(point)) {
      tell(Kind.REWRITTEN, "");
    }
  }

  private static String previous(JsonNode header) {
    String hash = header.path("previous").asString("");
    return hash.matches("[0-9a-f]{64}") ? hash : ChainPoint.START.hash();
  }

  private static String field(byte[] bytes, String name) {
    return json(bytes).path(name).asString("");
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private void tell(Kind kind, String detail) {
    if (!kind.isNote()) {
      found++;
    }
    flaws.accept(new ChainFlaw(file, line, kind, detail));
  }

  /**
   * What a verification saw.
   *
   * @param lines how many lines
   * @param flaws how many flaws, without notes
   * @param last the last line
   */
  public record Summary(long lines, long flaws, ChainPoint last) {}
}
