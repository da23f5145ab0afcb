package dev.menshen.server.audit;

import dev.menshen.server.store.DataFolder;
import dev.menshen.server.store.InstallationException;
import dev.menshen.server.store.InstallationException.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** The folder of one chain, which this process alone writes to until it closes it. */
final class ChainFolder implements AutoCloseable {
  private static final String FOLDER = "audit";
  private static final String INSTANCE = "instance";
  private static final String LOCK = "lock";

  private final Path folder;
  private final String instance;
  private final SegmentFiles files;
  private final FileChannel lock;

  private ChainFolder(Path folder, String instance, SegmentFiles files, FileChannel lock) {
    this.files = files;
    this.folder = folder;
    this.instance = instance;
    this.lock = lock;
  }

  /**
   * Takes the folder of a chain, which is made when it is not there.
   *
   * @param chain which of the instance's chains; empty for the server's own
   * @throws InstallationException when it cannot be used or another process has it
   */
  static ChainFolder take(Path data, String chain, SegmentFiles files) {
    Path audit = DataFolder.create(data).resolve(FOLDER);
    try {
      create(audit);
      String instance = instance(audit.resolve(INSTANCE)) + (chain.isEmpty() ? "" : "-" + chain);
      Path folder = create(audit.resolve(instance));
      return new ChainFolder(folder, instance, files, lock(folder));
    } catch (IOException e) {
      throw new InstallationException(Fault.AUDIT_FOLDER, audit.toString(), e);
    }
  }

  Path path() {
    return folder;
  }

  String instance() {
    return instance;
  }

  SegmentFiles files() {
    return files;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      // The lock ends with the process.
    }
  }

  private static Path create(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? folder
        : Files.createDirectory(folder, DataFolder.OWNERS_FOLDER);
  }

  /** The id in the file, which the first start makes: whole or not at all. */
  private static String instance(Path file) throws IOException {
    if (Files.notExists(file)) {
      Path whole =
          Files.createTempFile(file.resolveSibling("."), ".instance", null, DataFolder.OWNERS_FILE);
      try (FileChannel created = FileChannel.open(whole, StandardOpenOption.WRITE)) {
        created.write(StandardCharsets.US_ASCII.encode(UUID.randomUUID() + "\n"));
        created.force(true);
        Files.createLink(file, whole);
      } catch (FileAlreadyExistsException e) {
        // Another process was first.
      } finally {
        Files.delete(whole);
      }
    }
    String id = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!id.matches("[0-9a-z-]{1,64}")) {
      throw new IOException("there is no id in " + file);
    }
    return id;
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            DataFolder.OWNERS_FILE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // This process has it.
    }
    channel.close();
    throw new InstallationException(Fault.AUDIT_IN_USE, folder.toString(), null);
  }
}
