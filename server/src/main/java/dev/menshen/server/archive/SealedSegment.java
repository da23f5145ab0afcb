package dev.menshen.server.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One sealed segment, with its seal beside it. */
public final class SealedSegment {
  private static final String CONTENT = ".jsonl.gz.enc";

  private SealedSegment() {}

  /**
   * Writes its plain lines.
   *
   * @param content the sealed segment
   * @throws IOException when it or its seal is not there, was changed, or cannot be decrypted; part
   *     of the lines may be written by then
   */
  public static void write(Path content, ArchiveKeys keys, OutputStream out) throws IOException {
    String name = String.valueOf(content.getFileName());
    if (!name.endsWith(CONTENT) || !Files.exists(content)) {
      throw new IOException("%s is no sealed segment (*%s)".formatted(content, CONTENT));
    }
    Path seal =
        content.resolveSibling(name.substring(0, name.length() - CONTENT.length()) + ".seal");
    if (!Files.exists(seal)) {
      throw new IOException("%s, the seal that holds its key, is not there".formatted(seal));
    }
    try (InputStream in = SegmentSource.decrypted(content, Signed.read(seal, Seal.class), keys)) {
      in.transferTo(out);
    }
  }
}
