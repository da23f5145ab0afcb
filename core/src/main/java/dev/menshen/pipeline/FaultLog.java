package dev.menshen.pipeline;

import dev.menshen.pipeline.Observer.Part;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells of parts that fail, of each once a minute: while a store is away every moderation would
 * tell the same. The observer sees every single failure.
 */
final class FaultLog {
  private static final Logger LOGGER = System.getLogger(Acting.class.getName());
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  private final Map<Part, Told> told = new EnumMap<>(Part.class);

  synchronized void add(Part part, RuntimeException thrown) {
    long now = System.nanoTime();
    Told before = told.get(part);
    if (before != null && now - before.time < PAUSE) {
      before.untold++;
      return;
    }
    int untold = before == null ? 0 : before.untold;
    told.put(part, new Told(now));
    LOGGER.log(
        Level.ERROR,
        "%s failed, and the moderation %s%s: %s"
            .formatted(
                part.label(),
                part == Part.AUDIT ? "is not answered" : "went on without",
                untold == 0 ? "" : " (%d times more since this was last told)".formatted(untold),
                Faults.trace(thrown)));
  }

  private static final class Told {
    private final long time;
    private int untold;

    private Told(long time) {
      this.time = time;
    }
  }
}
