package dev.menshen.server.models;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A file on its way: {@code NAME.part} holds its bytes at their places, a {@link PartialState} says
 * how far each part is, so that the process may end at any moment. After a power failure the state
 * may be ahead of the bytes; the comparison with the SHA-256 finds that. Safe for use by many
 * threads.
 */
final class PartialFile implements Closeable {
  private final RemoteFile file;
  private final Path data;
  private final FileChannel bytes;
  private final PartialState state;
  private boolean resumed;

  private PartialFile(RemoteFile file, Path data, FileChannel bytes, PartialState state) {
    this.file = file;
    this.data = data;
    this.bytes = bytes;
    this.state = state;
  }

  /**
   * Opens what an earlier pull has left of this very content, or begins anew.
   *
   * @param partSize the length of a part in bytes, when there is none yet
   */
  static PartialFile open(Path folder, RemoteFile file, long partSize) throws IOException {
    Path data = folder.resolve(file.name() + ModelFolder.PART);
    FileChannel bytes = FileChannel.open(data, CREATE, READ, WRITE);
    try {
      PartialState state = PartialState.open(folder.resolve(file.name() + ".state"), file);
      PartialFile partial = new PartialFile(file, data, bytes, state);
      partial.load(partSize);
      return partial;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private synchronized void load(long partSize) throws IOException {
    if (state.load(bytes.size())) {
      resumed = state.fetched() > 0;
    } else {
      bytes.truncate(0);
      state.begin(partSize);
    }
  }

  /** Forgets all of it. Returns how many bytes are lost. */
  synchronized long restart() throws IOException {
    long lost = state.fetched();
    resumed = false;
    state.restart();
    bytes.truncate(0);
    return lost;
  }

  /** The parts that are not whole yet, by their numbers from 0. */
  synchronized int[] unfinished() {
    return IntStream.range(0, state.count()).filter(part -> !state.isFinished(part)).toArray();
  }

  synchronized boolean isFinished(int part) {
    return state.isFinished(part);
  }

  /** The first byte that a part lacks, as its offset in the file. */
  synchronized long position(int part) {
    return state.position(part);
  }

  /** The offset after a part's last byte. */
  synchronized long end(int part) {
    return state.end(part);
  }

  /** How many bytes are there. */
  synchronized long fetched() {
    return state.fetched();
  }

  synchronized boolean isComplete() {
    return state.fetched() == file.size();
  }

  /** Whether some of the bytes are from an earlier pull. */
  synchronized boolean isResumed() {
    return resumed;
  }

  /** Whether the content is known to be the right one. */
  synchronized boolean isVerified() {
    return state.isVerified();
  }

  Path data() {
    return data;
  }

  /**
   * Writes bytes to their place.
   *
   * @return how many of them were not there before
   */
  long write(long offset, ByteBuffer content) throws IOException {
    long end = offset;
    while (content.hasRemaining()) {
      end += bytes.write(content, end);
    }
    return advance(offset, end);
  }

  private synchronized long advance(long from, long to) throws IOException {
    long gained = 0;
    for (int part = state.part(from); part < state.count() && state.start(part) < to; part++) {
      // A gap stays one, until somebody fetches what lies in it.
      if (from <= state.position(part)) {
        gained += state.reach(part, Math.min(to, state.end(part)));
      }
    }
    return gained;
  }

  /** Writes down how far the parts are. */
  synchronized void save() throws IOException {
    state.save();
  }

  /**
   * Ties what is there to a fingerprint of the content, where the list names none.
   *
   * @return false when it is tied to another one
   */
  synchronized boolean tie(byte[] fingerprint) throws IOException {
    return state.tie(fingerprint);
  }

  /** Writes all of it to the disk, and that the content is the right one. */
  synchronized void finish() throws IOException {
    bytes.force(true);
    state.verify();
  }

  @Override
  public synchronized void close() throws IOException {
    try (bytes;
        state) {
      state.save();
    }
  }
}
