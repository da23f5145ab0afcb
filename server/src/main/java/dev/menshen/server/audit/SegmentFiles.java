package dev.menshen.server.audit;

import dev.menshen.server.store.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Opens the files of segments. */
interface SegmentFiles {
  /** Files of the disk, which their owner alone may read. */
  SegmentFiles ON_DISK =
      new SegmentFiles() {
        @Override
        public FileChannel create(Path file) throws IOException {
          return FileChannel.open(
              file,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              DataFolder.OWNERS_FILE);
        }

        @Override
        public FileChannel open(Path file) throws IOException {
          return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
      };

  /** A new file, to write to. */
  FileChannel create(Path file) throws IOException;

  /** A file that is there, to read and to write. */
  FileChannel open(Path file) throws IOException;
}
