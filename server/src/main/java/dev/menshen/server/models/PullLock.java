package dev.menshen.server.models;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.menshen.server.models.PullException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second pull out of a folder. The system gives it up when the process ends.
 *
 * <p>POSIX gives up a process's lock on a file as soon as the process closes any descriptor of that
 * file. So the file is opened for the lock and for nothing else, and never twice in this process;
 * who has the lock is written beside it.
 */
final class PullLock implements Closeable {
  private static final String LOCK = "lock";

  private static final String OWNER = "owner";

  /** The folders that this process has locked. */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path work;
  private final FileChannel channel;

  private PullLock(Path work, FileChannel channel) {
    this.work = work;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param folder the folder to lock, created when it is not there
   * @param target the folder to speak of
   * @throws PullException when another pull has it
   */
  static PullLock take(Path folder, Path target) throws IOException {
    Files.createDirectories(folder);
    Path work = folder.toRealPath();
    if (!HERE.add(work)) {
      throw PullException.of(Reason.LOCKED, target, holder(work));
    }
    try {
      FileChannel channel = lock(work);
      if (channel == null) {
        throw PullException.of(Reason.LOCKED, target, holder(work));
      }
      Files.writeString(work.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
      return new PullLock(work, channel);
    } catch (IOException e) {
      HERE.remove(work);
      throw e;
    }
  }

  /** Whoever had the lock may have removed the file in between; then there is a new one. */
  private static @Nullable FileChannel lock(Path work) throws IOException {
    Path file = work.resolve(LOCK);
    while (true) {
      Files.createDirectories(work);
      Object before = key(file);
      FileChannel channel = FileChannel.open(file, CREATE, WRITE);
      try {
        if (channel.tryLock() == null) {
          channel.close();
          return null;
        }
        if (before != null && Objects.equals(before, key(file))) {
          return channel;
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  /** What tells a file from another one of the same name; null when there is none. */
  private static @Nullable Object key(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static String holder(Path work) throws IOException {
    try {
      return Files.readString(work.resolve(OWNER));
    } catch (NoSuchFileException e) {
      return "?";
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HERE.remove(work);
    }
  }
}
