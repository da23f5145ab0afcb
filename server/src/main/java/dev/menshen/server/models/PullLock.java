package dev.menshen.server.models;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.menshen.server.models.PullException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps a second pull out of a folder. The system gives it up when the process ends. */
final class PullLock implements Closeable {
  /** Beyond the content, so that whoever is kept out can still read it on any system. */
  private static final long LOCKED_BYTE = 1 << 20;

  private final FileChannel channel;

  private PullLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param work the folder to lock, created when it is not there
   * @param target the folder to speak of
   * @throws PullException when another pull has it
   */
  static PullLock take(Path work, Path target) throws IOException {
    Path file = work.resolve("lock");
    String own = ProcessHandle.current().pid() + " " + UUID.randomUUID();
    while (true) {
      Files.createDirectories(work);
      FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
      try {
        if (lock(channel) == null) {
          throw PullException.of(Reason.LOCKED, target, holder(file));
        }
        channel.truncate(0).write(ByteBuffer.wrap(own.getBytes(StandardCharsets.UTF_8)), 0);
        // Whoever had it before may have removed the file that is locked now.
        if (content(file).equals(own)) {
          return new PullLock(channel);
        }
        channel.close();
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String holder(Path file) throws IOException {
    String pid = content(file).split(" ", 2)[0];
    return pid.isEmpty() ? "?" : pid;
  }

  private static String content(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
