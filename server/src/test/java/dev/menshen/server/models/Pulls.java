package dev.menshen.server.models;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Pulls of {@link FakeHub#MODEL} with small parts and short waits. */
final class Pulls {
  static final long PART = 1 << 16;

  static final PullSettings SETTINGS =
      new PullSettings(
          4,
          DataSize.ofBytes(PART),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          4,
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ofSeconds(5),
          3,
          DataSize.ofKilobytes(64));

  private Pulls() {}

  static PullRequest request(FakeHub hub, HubSource source, Path folder) {
    return new PullRequest(
        source,
        URI.create(hub.address()),
        new ModelName("Qwen", "Qwen3Guard-Gen-0.6B"),
        source.branch(),
        Optional.empty(),
        folder);
  }

  static PullResult run(FakeHub hub, Path folder) throws PullException, InterruptedException {
    return run(request(hub, HubSource.HUGGINGFACE, folder), SETTINGS, PullProgress.NONE);
  }

  static PullResult run(PullRequest request, PullSettings settings, PullProgress progress)
      throws PullException, InterruptedException {
    return new Pull(request, settings, Proxies.of(Map.of()), progress).run();
  }

  /** With one connection and one attempt, so that what a fault leaves behind is known. */
  static PullSettings once() {
    return new PullSettings(
        1,
        SETTINGS.part(),
        SETTINGS.connect(),
        SETTINGS.stall(),
        1,
        SETTINGS.backoff(),
        SETTINGS.longestBackoff(),
        SETTINGS.longestRetryAfter(),
        SETTINGS.redirects(),
        SETTINGS.list());
  }

  static PullSettings stallingAfter(Duration stall) {
    return new PullSettings(
        SETTINGS.connections(),
        SETTINGS.part(),
        SETTINGS.connect(),
        stall,
        SETTINGS.attempts(),
        SETTINGS.backoff(),
        SETTINGS.longestBackoff(),
        SETTINGS.longestRetryAfter(),
        SETTINGS.redirects(),
        SETTINGS.list());
  }
}
