package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

/**
 * Something about a journal that whoever verifies it is told.
 *
 * @param file the segment, as the one who verifies named it
 * @param line which line of the file, from 1; 0 for the file as a whole
 * @param kind what it is
 * @param detail numbers that belong to it, such as {@code 3} for how many lines are missing; may be
 *     empty
 */
public record ChainFlaw(String file, long line, Kind kind, String detail) {
  /** Checks that nothing is missing. */
  public ChainFlaw {
    requireNonNull(file, "file is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(detail, "detail is null");
  }

  /** What there may be to tell. */
  public enum Kind {
    /** The bytes of a line are not those that were written. */
    CHANGED("changed", false),
    /** What is there is no line of a journal. */
    UNREADABLE("unreadable", false),
    /** Lines are missing before this one; the detail says how many. */
    MISSING("missing", false),
    /** A line stands where it was not written: put in, repeated or moved. */
    OUT_OF_ORDER("outOfOrder", false),
    /** Segments are missing before this one; the detail says which is expected. */
    MISSING_SEGMENT("missingSegment", false),
    /** The end of a segment is missing, after which there are others. */
    TRUNCATED("truncated", false),
    /** The segment is of another instance; the detail says of which. */
    FOREIGN("foreign", false),
    /** There are lines after the end of the segment. */
    AFTER_END("afterEnd", false),
    /** The end of the journal is missing; the detail says how many lines. */
    END_MISSING("endMissing", false),
    /** The line is not the one that was written down elsewhere: the journal was written anew. */
    REWRITTEN("rewritten", false),
    /** At a start the server found lines missing or unreadable, and noted it. */
    LOSS("loss", false),
    /** A seal cannot be read. */
    SEAL_UNREADABLE("sealUnreadable", false),
    /** A seal is not signed by this installation, or was changed. */
    SEAL_NOT_SIGNED("sealNotSigned", false),
    /** A seal is that of another segment or of another journal; the detail says of which. */
    SEAL_FOREIGN("sealForeign", false),
    /** A seal does not go on from the one before it: one is missing, or was made anew. */
    SEAL_OUT_OF_ORDER("sealOutOfOrder", false),
    /** A sealed segment is not the one that was sealed. */
    CONTENT_CHANGED("contentChanged", false),
    /** A sealed segment is gone, and no signed note says that it was deleted. */
    CONTENT_MISSING("contentMissing", false),
    /** A sealed segment cannot be decrypted with the keys that there are; the detail says why. */
    CONTENT_UNREADABLE("contentUnreadable", false),
    /** A segment had flaws already when it was sealed. */
    SEALED_WITH_FLAWS("sealedWithFlaws", false),
    /** The last line is not whole: it is being written, or the next start repairs it. */
    INCOMPLETE("incomplete", true),
    /** What a crash left of a line was cut off; the detail says how many bytes. */
    REPAIR("repair", true),
    /** Records could not be written; the detail says how many. */
    GAP("gap", true);

    private final String label;
    private final boolean note;

    Kind(String label, boolean note) {
      this.label = label;
      this.note = note;
    }

    /** The name in the keys of messages, such as {@code outOfOrder}. */
    public String label() {
      return label;
    }

    /** Whether the journal says so itself and may well be as it was written. */
    public boolean isNote() {
      return note;
    }
  }
}
