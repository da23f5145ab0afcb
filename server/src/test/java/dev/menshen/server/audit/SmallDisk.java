package dev.menshen.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A disk for tests that has room for so many bytes, and may fail in other ways. */
final class SmallDisk implements SegmentFiles {
  private final AtomicLong room;
  private volatile boolean syncs = true;
  private volatile boolean takesBack = true;
  private volatile CountDownLatch answers = new CountDownLatch(0);

  SmallDisk(long room) {
    this.room = new AtomicLong(room);
  }

  /** From now on there is room for so many bytes. */
  void room(long bytes) {
    room.set(bytes);
  }

  /** Whether it can bring bytes to its plates. */
  void syncs(boolean syncs) {
    this.syncs = syncs;
  }

  /** Whether files can be cut. */
  void takesBack(boolean takesBack) {
    this.takesBack = takesBack;
  }

  /** It does not answer any more until the latch is open. */
  void answersAfter(CountDownLatch latch) {
    answers = latch;
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    return new SmallChannel(ON_DISK.create(file));
  }

  @Override
  public FileChannel open(Path file) throws IOException {
    return new SmallChannel(ON_DISK.open(file));
  }

  /** Writes what there is room for, as a disk does. */
  private final class SmallChannel extends FileChannel {
    private final FileChannel file;

    private SmallChannel(FileChannel file) {
      this.file = file;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      await();
      int length = (int) Math.min(room.get(), source.remaining());
      if (length == 0) {
        throw new IOException("No space left on device");
      }
      int written = file.write(source.slice(source.position(), length));
      source.position(source.position() + written);
      room.addAndGet(-written);
      return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      await();
      if (!syncs) {
        throw new IOException("Input/output error");
      }
      file.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      if (!takesBack) {
        throw new IOException("Input/output error");
      }
      file.truncate(size);
      return this;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return file.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    private void await() throws IOException {
      try {
        answers.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
