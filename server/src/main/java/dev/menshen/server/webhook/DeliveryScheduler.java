package dev.menshen.server.webhook;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has each destination to which something is due served by one instance at a time, in a task of
 * db-scheduler that is named after it. Of an instance that dies, another takes the tasks over when
 * its heartbeat has stopped for a minute.
 *
 * <p>Nothing here has to be kept for deliveries not to be lost: a task is only where somebody looks
 * next, and all instances look regularly whether something is due.
 */
final class DeliveryScheduler implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryScheduler.class);
  private static final String TASK = "delivery";
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final DataSource dataSource;
  private final DeliveryStore deliveries;
  private final DeliveryRun run;
  private final Housekeeping housekeeping;
  private final WebhookProperties properties;
  private final InstantSource clock;
  private final Set<String> waking = ConcurrentHashMap.newKeySet();
  private final Executor wakers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("menshen-wake-", 0).factory());

  /** What runs now; null when nothing does. A stopped one does not start again. */
  private volatile @Nullable Scheduler scheduler;

  DeliveryScheduler(
      DataSource dataSource,
      DeliveryStore deliveries,
      DeliveryRun run,
      Housekeeping housekeeping,
      WebhookProperties properties,
      InstantSource clock) {
    this.dataSource = dataSource;
    this.deliveries = deliveries;
    this.run = run;
    this.housekeeping = housekeeping;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void start() {
    Scheduler started = create();
    started.start();
    scheduler = started;
  }

  private Scheduler create() {
    CustomTask<Void> serve =
        Tasks.custom(TASK, Void.class)
            .onFailureReschedule(FixedDelay.of(HEARTBEAT))
            .onDeadExecutionRevive()
            .execute(this::serve);
    return Scheduler.create(dataSource, serve)
        .startTasks(
            Tasks.recurring("delivery-look", FixedDelay.of(properties.poll()))
                .execute((instance, context) -> look()),
            Tasks.recurring("delivery-housekeeping", FixedDelay.ofMinutes(10))
                .execute((instance, context) -> housekeeping.run()))
        .threads(properties.destinationsAtOnce())
        .executorService(
            Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("menshen-destination-", 0).factory()))
        .pollingInterval(properties.poll())
        .heartbeatInterval(HEARTBEAT)
        .shutdownMaxWait(properties.timeout().plus(properties.connectTimeout()))
        .enableImmediateExecution()
        .alwaysPersistTimestampInUTC()
        .build();
  }

  /**
   * Has a destination served soon, by this instance when it runs; commands leave that to servers.
   * Returns at once, whatever the database does, since it is called when a transaction has ended
   * whose connection is not free yet.
   */
  void wake(String destination) {
    Scheduler current = scheduler;
    if (current != null && waking.add(destination)) {
      wakers.execute(
          () -> {
            waking.remove(destination);
            wake(current, destination);
          });
    }
  }

  private void wake(Scheduler current, String destination) {
    TaskInstance<Void> instance = new TaskInstance<>(TASK, destination);
    try {
      if (!current.scheduleIfNotExists(instance, clock.instant())) {
        current.reschedule(instance, clock.instant());
      }
    } catch (TaskInstanceException e) {
      // It is being served and looks once more afterwards, or has just been.
    } catch (RuntimeException e) {
      LOGGER.debug("a destination could not be woken ({})", e.getClass().getName());
    }
  }

  private CompletionHandler<Void> serve(TaskInstance<Void> instance, ExecutionContext context) {
    String destination = instance.getId();
    Optional<Instant> next = run.run(destination, context.getSchedulerState()::isShuttingDown);
    return (complete, operations) -> {
      if (next.isPresent()) {
        operations.reschedule(complete, next.get());
      } else {
        operations.remove();
      }
      // There may be more than a run sends, and what was published meanwhile found the task taken.
      if (deliveries.isDue(destination, clock.instant())) {
        wake(destination);
      }
    };
  }

  /** Wakes all destinations to which something is due. */
  private void look() {
    List<String> due = deliveries.destinationsDue(clock.instant());
    due.forEach(this::wake);
  }

  @Override
  public boolean isRunning() {
    return scheduler != null;
  }

  /** Begins nothing more, and waits for what is under way. */
  @Override
  public void stop() {
    Scheduler current = scheduler;
    scheduler = null;
    if (current != null) {
      current.stop();
    }
  }
}
