package dev.menshen.server.archive;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * Something about a journal that is not as it should be, or that should be known.
 *
 * @param kind what it is
 * @param file where
 * @param line in which line of the file, of a sealed one when it is decrypted; 0 for the file
 * @param expected what should be there, where that can be said
 * @param found what is there
 */
public record AuditFinding(Kind kind, Path file, long line, String expected, String found) {
  /** Checks that nothing is missing. */
  public AuditFinding {
    requireNonNull(kind, "kind is null");
    requireNonNull(file, "file is null");
    requireNonNull(expected, "expected is null");
    requireNonNull(found, "found is null");
  }

  /** What may be found. */
  public enum Kind {
    /** The line is not what was hashed: it, or a line before it, was changed. */
    LINE_CHANGED("lineChanged", false),
    /** Lines were removed, inserted or reordered before this one. */
    LINES_OUT_OF_ORDER("linesOutOfOrder", false),
    /** It is no line of a journal. */
    LINE_UNREADABLE("lineUnreadable", false),
    /** The last line is not whole, in a file that is not written to any more. */
    LINE_CUT("lineCut", false),
    /** A closed segment does not end as one does. */
    NOT_CLOSED("notClosed", false),
    /** There are segments before and after, and not this one. */
    SEGMENT_MISSING("segmentMissing", false),
    /** The file holds another segment, or that of another chain. */
    SEGMENT_OTHER("segmentOther", false),
    /** The seal cannot be read. */
    SEAL_UNREADABLE("sealUnreadable", false),
    /** The seal is not signed by the installation. */
    SEAL_NOT_SIGNED("sealNotSigned", false),
    /** The seal does not go on from the one before. */
    SEAL_OUT_OF_ORDER("sealOutOfOrder", false),
    /** The sealed file is not the one that was sealed. */
    CONTENT_CHANGED("contentChanged", false),
    /** The sealed file is gone, and no signed note tells that it was deleted. */
    CONTENT_MISSING("contentMissing", false),
    /** The sealed file cannot be decrypted. */
    CONTENT_UNREADABLE("contentUnreadable", false),
    /** The chain was broken when the segment was sealed. */
    SEALED_DAMAGED("sealedDamaged", false),
    /** The journal had come further than it does now. */
    END_MISSING("endMissing", false),
    /** The journal itself tells that lines were lost. */
    LOSS("loss", false),
    /** The journal itself tells that records could not be written. */
    GAP("gap", true),
    /** What a crash left of a line was cut off. */
    REPAIR("repair", true),
    /** The last line is being written, or a crash left it so; the next start repairs it. */
    LINE_OPEN("lineOpen", true);

    private final String label;
    private final boolean note;

    Kind(String label, boolean note) {
      this.label = label;
      this.note = note;
    }

    /** The name in keys of messages and in JSON. */
    public String label() {
      return label;
    }

    /** Whether it should be known but nothing is wrong with the journal. */
    public boolean isNote() {
      return note;
    }
  }
}
