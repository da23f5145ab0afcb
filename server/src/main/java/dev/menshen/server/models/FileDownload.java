package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file part by part. A server that sends whole files only is read by one thread from
 * the start on. Safe for use by many threads.
 */
final class FileDownload implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final RemoteFile file;
  private final PartialFile partial;
  private final HubClient client;
  private final Refusals refusals;
  private final PullSettings settings;
  private final PullProgress progress;

  /** Who reads the whole file, when the server knows no ranges. */
  private final AtomicReference<@Nullable Thread> whole = new AtomicReference<>();

  private final AtomicBoolean finishing = new AtomicBoolean();
  private volatile boolean stale;
  private int restarts;

  FileDownload(
      RemoteFile file,
      PartialFile partial,
      HubClient client,
      PullRequest request,
      PullSettings settings,
      PullProgress progress) {
    this.file = file;
    this.partial = partial;
    this.client = client;
    this.refusals = new Refusals(request);
    this.settings = settings;
    this.progress = progress;
  }

  RemoteFile file() {
    return file;
  }

  PartialFile partial() {
    return partial;
  }

  /**
   * Makes ready for the next round: drops what belongs to another content.
   *
   * @throws PullException when that happens again and again
   */
  void prepare() throws PullException {
    whole.set(null);
    finishing.set(false);
    if (stale) {
      restarts++;
      if (restarts >= settings.attempts()) {
        throw PullException.of(Reason.CHANGED, file.name());
      }
      progress.fetched(-restart());
      stale = false;
    }
  }

  /** Fetches what a part lacks, unless another thread reads the whole file. */
  void fetch(int part) throws PullException, InterruptedException {
    Backoff backoff = new Backoff(settings, progress);
    while (!stale && !partial.isFinished(part) && !isReadByAnother()) {
      long before = partial.fetched();
      try {
        attempt(part);
      } catch (PullException e) {
        if (partial.fetched() > before) {
          backoff.reset();
        }
        backoff.await(e);
      }
    }
  }

  private boolean isReadByAnother() {
    Thread reader = whole.get();
    return reader != null && reader != Thread.currentThread();
  }

  private void attempt(int part) throws PullException, InterruptedException {
    long from = partial.position(part);
    long to = partial.end(part);
    boolean all = from == 0 && to == file.size();
    Optional<String> range =
        all ? Optional.empty() : Optional.of("bytes=%d-%d".formatted(from, to - 1));
    try (Answer answer = client.get(file.address(), range)) {
      if (answer.status() != 200 && answer.status() != 206) {
        throw refusals.ofFile(answer, file);
      }
      if (answer.isWebPage()) {
        throw PullException.of(Reason.WEB_PAGE, answer.address());
      }
      if (answer.status() == 206) {
        checkRange(answer, from);
      } else {
        checkSize(answer.contentLength());
      }
      if (!isOfTheSameContent(answer)) {
        stale = true;
      } else if (answer.status() == 206) {
        copy(answer, from, to);
      } else if (whole.compareAndSet(null, Thread.currentThread()) || !isReadByAnother()) {
        copy(answer, 0, file.size());
      }
    }
  }

  private void checkRange(Answer answer, long from) throws PullException {
    Answer.Range range =
        answer.range().orElseThrow(() -> PullException.of(Reason.RANGE_REFUSED, file.name()));
    checkSize(range.size());
    if (range.from() != from) {
      throw PullException.of(Reason.RANGE_REFUSED, file.name());
    }
  }

  private void checkSize(OptionalLong size) throws PullException {
    if (size.isPresent() && size.getAsLong() != file.size()) {
      throw PullException.of(Reason.SIZE, file.name(), file.size(), size.getAsLong());
    }
  }

  /** Where the list has a SHA-256, that decides in the end; entity tags may differ by server. */
  private boolean isOfTheSameContent(Answer answer) throws PullException {
    Optional<String> tag = answer.header("ETag");
    if (file.sha256().isPresent() || tag.isEmpty()) {
      return true;
    }
    try {
      return partial.tie(Sha256.of(tag.get()));
    } catch (IOException e) {
      throw writing(e);
    }
  }

  private void copy(Answer answer, long from, long to) throws PullException {
    byte[] buffer = new byte[BUFFER];
    long at = from;
    try (StallWatch watch = StallWatch.over(answer.body(), settings.stall())) {
      while (at < to) {
        int count = read(answer, watch, buffer, (int) Math.min(BUFFER, to - at));
        if (count < 0) {
          throw PullException.of(Reason.CUT, answer.host());
        }
        write(at, ByteBuffer.wrap(buffer, 0, count));
        at += count;
        watch.touch();
      }
      if (answer.status() == 200 && read(answer, watch, buffer, 1) >= 0) {
        throw PullException.of(Reason.SIZE, file.name(), file.size(), to + 1);
      }
    } finally {
      save();
    }
  }

  private int read(Answer answer, StallWatch watch, byte[] buffer, int length)
      throws PullException {
    try {
      return answer.body().read(buffer, 0, length);
    } catch (IOException e) {
      throw watch.stalled()
          ? PullException.causedBy(e, Reason.STALLED, answer.host(), settings.stall().toSeconds())
          : PullException.causedBy(e, Reason.CUT, answer.host());
    }
  }

  private void write(long at, ByteBuffer content) throws PullException {
    try {
      progress.fetched(partial.write(at, content));
    } catch (IOException e) {
      throw writing(e);
    }
  }

  private void save() throws PullException {
    try {
      partial.save();
    } catch (IOException e) {
      throw writing(e);
    }
  }

  /**
   * Compares a complete file with its SHA-256; of several threads only one does it.
   *
   * @throws PullException when it is another content, and all of it came in this pull
   */
  void finish() throws PullException, InterruptedException {
    if (stale || !partial.isComplete() || !finishing.compareAndSet(false, true)) {
      return;
    }
    try {
      if (file.sha256().isEmpty() || matches(file.sha256().get())) {
        partial.finish();
      } else if (partial.isResumed()) {
        stale = true;
      } else {
        restart();
        throw PullException.of(Reason.HASH, file.name());
      }
    } catch (PullException e) {
      throw e;
    } catch (IOException e) {
      throw writing(e);
    }
  }

  private boolean matches(String sha256) throws IOException, InterruptedException {
    progress.checking(file.name());
    return Sha256.of(partial.data()).equals(sha256);
  }

  private long restart() throws PullException {
    try {
      return partial.restart();
    } catch (IOException e) {
      throw writing(e);
    }
  }

  private PullException writing(IOException e) {
    Path folder = partial.data().toAbsolutePath().getParent();
    return PullException.writing(folder == null ? partial.data() : folder, e);
  }

  @Override
  public void close() throws IOException {
    partial.close();
  }
}
