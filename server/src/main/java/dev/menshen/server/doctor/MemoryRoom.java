package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The memory that the service may take here, in bytes. A model that does not fit is refused before
 * it is loaded, with figures: afterwards the system would end the process, or bring the machine to
 * a crawl.
 *
 * @param free what the service may take, with what this process has already
 * @param total what {@code free} is a part of: the machine's memory, or the limit
 * @param limit the control group's file that sets the total, unless the machine itself does
 */
public record MemoryRoom(long free, long total, Optional<String> limit) {
  /** Checks the figures. */
  public MemoryRoom {
    requireNonNull(limit, "limit is null");
    if (free < 0 || total < free) {
      throw new IllegalArgumentException(
          "free must be from 0 to the total %d, was %d".formatted(total, free));
    }
  }

  /**
   * The room on this machine, now.
   *
   * @param host where to look; {@link Host#ofProcess} for this process
   */
  public static MemoryRoom of(Host host) {
    return Memory.read(host, ControlGroups.read(host.files(), Mounts.read(host.files()))).room();
  }

  /** Whether there is room for all of it. */
  public boolean holds(Footprint footprint) {
    return footprint.total() <= free;
  }

  /** The finest of some precisions in which a model fits, if it fits in any. */
  public Optional<Precision> finest(ModelShape shape, Set<Precision> precisions) {
    return finest(shape, precisions, Footprint::of);
  }

  private Optional<Precision> finest(ModelShape shape, Set<Precision> precisions, MemoryNeed need) {
    return Arrays.stream(Precision.values())
        .filter(precisions::contains)
        .filter(precision -> holds(need.of(shape, precision)))
        .findFirst();
  }

  /**
   * Checks that a model fits, before it is loaded.
   *
   * @param model the model's name, for the message
   * @throws InsufficientMemoryException when it does not, with figures and what to do
   */
  public void require(String model, ModelShape shape, Precision precision) {
    if (!holds(Footprint.of(shape, precision))) {
      throw refusal(model, shape, precision, Footprint::of);
    }
  }

  /** The refusal of a model that does not fit, with figures and what to do. */
  public InsufficientMemoryException refusal(
      String model, ModelShape shape, Precision precision, MemoryNeed need) {
    return new InsufficientMemoryException(
        model,
        precision,
        need.of(shape, precision),
        this,
        finest(shape, Set.of(Precision.values()), need));
  }
}
