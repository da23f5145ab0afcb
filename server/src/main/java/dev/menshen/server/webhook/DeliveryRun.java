package dev.menshen.server.webhook;

import dev.menshen.server.webhook.DeliveryListener.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends a destination what is due, some at once. When all of those fail the destination is left
 * alone for a while, so that one that is down costs little and is not buried when it comes back.
 */
final class DeliveryRun {
  /** How much a run sends before others get their turn. */
  private static final int RUN = 100;

  /** Why what waits for a destination that is gone is given up. */
  private static final String GONE = "gone";

  private final DestinationStore destinations;
  private final DeliveryStore deliveries;
  private final Map<String, Transport> transports;
  private final WebhookProperties properties;
  private final DeliveryListener listener;
  private final InstantSource clock;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("menshen-delivery-", 0).factory());

  DeliveryRun(
      DestinationStore destinations,
      DeliveryStore deliveries,
      List<Transport> transports,
      WebhookProperties properties,
      DeliveryListener listener,
      InstantSource clock) {
    this.destinations = destinations;
    this.deliveries = deliveries;
    this.transports =
        transports.stream().collect(Collectors.toMap(Transport::kind, Function.identity()));
    this.properties = properties;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Sends what is due, as much as a run may.
   *
   * @param closing whether the process is about to end, so that nothing more is begun
   * @return when to run again; empty when nothing waits
   */
  Optional<Instant> run(String id, BooleanSupplier closing) {
    Optional<Destination> found = destinations.find(id);
    if (found.isEmpty() || found.get().state() != Destination.State.ENABLED) {
      return Optional.empty();
    }
    Destination destination = found.get();
    Transport transport = transports.get(destination.kind());
    if (transport == null) {
      return Optional.empty();
    }
    boolean goesOn = !isPaused(destination);
    boolean paced = transport.pace().isPositive();
    List<Delivery> due = goesOn ? deliveries.due(id, clock.instant(), paced ? 1 : RUN) : List.of();
    int atOnce = properties.atOnce();
    for (int start = 0; goesOn && start < due.size() && !closing.getAsBoolean(); start += atOnce) {
      List<Delivery> some = due.subList(start, Math.min(due.size(), start + atOnce));
      goesOn = send(destination, transport, some);
    }
    if (goesOn && paced && !due.isEmpty()) {
      destinations.pause(id, clock.instant().plus(transport.pace()));
    }
    return nextRun(id);
  }

  private boolean isPaused(Destination destination) {
    return destination.standing().pausedUntil().filter(clock.instant()::isBefore).isPresent();
  }

  private Optional<Instant> nextRun(String id) {
    Optional<Destination> destination =
        destinations.find(id).filter(it -> it.state() == Destination.State.ENABLED);
    return destination
        .flatMap(it -> deliveries.nextDue(id))
        .map(
            due ->
                destination
                    .flatMap(it -> it.standing().pausedUntil())
                    .filter(due::isBefore)
                    .orElse(due));
  }

  /** Sends some at once; says whether to go on. */
  private boolean send(Destination destination, Transport transport, List<Delivery> some) {
    List<Future<Transport.Result>> results = new ArrayList<>();
    for (Delivery delivery : some) {
      results.add(threads.submit(() -> transport.send(destination, delivery.message())));
    }
    boolean worked = false;
    boolean gone = false;
    Duration leaveAlone = Duration.ZERO;
    for (int i = 0; i < some.size(); i++) {
      Transport.Result result = result(results.get(i));
      switch (result) {
        case Transport.Result.Delivered _ -> worked = true;
        case Transport.Result.Gone _ -> gone = true;
        case Transport.Result.Failed failed ->
            leaveAlone = longer(leaveAlone, failed.retryAfter().orElse(Duration.ZERO));
      }
      keep(destination, some.get(i), result);
    }
    if (gone) {
      retire(destination);
      return false;
    }
    return standing(destination, worked, leaveAlone);
  }

  private static Transport.Result result(Future<Transport.Result> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Transport.Result.Failed("interrupted");
    } catch (ExecutionException e) {
      return new Transport.Result.Failed("error");
    }
  }

  private void keep(Destination destination, Delivery delivery, Transport.Result result) {
    Instant now = clock.instant();
    switch (result) {
      case Transport.Result.Delivered _ -> {
        deliveries.delivered(delivery.id(), now);
        listener.happened(destination.kind(), Result.DELIVERED);
      }
      case Transport.Result.Gone _ -> {
        deliveries.giveUp(delivery.id(), GONE, now);
        listener.happened(destination.kind(), Result.DEAD);
      }
      case Transport.Result.Failed failed -> keepFailed(destination, delivery, failed, now);
    }
  }

  private void keepFailed(
      Destination destination, Delivery delivery, Transport.Result.Failed failed, Instant now) {
    Duration backoff =
        properties
            .retries()
            .delay(delivery.attempts() + 1, ThreadLocalRandom.current().nextDouble());
    Duration asked = shorter(failed.retryAfter().orElse(Duration.ZERO), properties.longestDelay());
    Instant due = now.plus(longer(backoff, asked));
    if (due.isAfter(delivery.giveUp())) {
      deliveries.giveUp(delivery.id(), failed.cause(), now);
      listener.happened(destination.kind(), Result.DEAD);
    } else {
      deliveries.retry(delivery.id(), failed.cause(), due);
      listener.happened(destination.kind(), Result.RETRIED);
    }
  }

  private void retire(Destination destination) {
    destinations.gone(destination.id());
    int waiting = deliveries.giveUpAll(destination.id(), GONE, clock.instant());
    for (int i = 0; i < waiting; i++) {
      listener.happened(destination.kind(), Result.DEAD);
    }
  }

  private boolean standing(Destination destination, boolean worked, Duration leaveAlone) {
    Destination.Standing standing = destination.standing();
    if (worked && leaveAlone.isZero()) {
      if (!standing.equals(Destination.Standing.GOOD)) {
        destinations.worked(destination.id());
      }
      return true;
    }
    Duration pause =
        properties
            .pauses()
            .delay(standing.failures() + 1, ThreadLocalRandom.current().nextDouble());
    Duration asked = shorter(leaveAlone, properties.longestDelay());
    Instant now = clock.instant();
    destinations.failed(destination.id(), now, now.plus(longer(worked ? asked : pause, asked)));
    return false;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
