package dev.menshen.server.redis;

import dev.menshen.server.redis.RedisConnector.Connection;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to Redis. It connects when it is first used, and again when Redis was gone; no call waits
 * longer than the timeout. When half of the last calls failed the breaker opens: calls fail at once
 * for a while, then some are let through to see whether Redis is back. Safe for many threads.
 */
public final class RedisLink implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RedisLink.class);

  /** So many calls are let through when Redis is tried again. */
  private static final int TRIALS = 3;

  private final RedisConnector connector;
  private final Duration timeout;
  private final Duration pause;
  private final String prefix;
  private final CircuitBreaker breaker;
  private CompletableFuture<Connection> connection =
      CompletableFuture.failedFuture(new CancellationException());
  private volatile boolean closed;
  private volatile String lastFailure = "none";

  /**
   * A way to the Redis of these settings, which need not be there.
   *
   * @throws IllegalArgumentException when the settings name none
   */
  public RedisLink(RedisProperties properties) {
    this.connector = RedisConnector.to(RedisAddress.of(properties), properties);
    this.timeout = properties.timeout();
    this.pause = properties.breaker().pause();
    this.prefix = properties.prefix();
    this.breaker =
        CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(properties.breaker().calls())
                .minimumNumberOfCalls(properties.breaker().calls())
                .failureRateThreshold(50)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .build());
    breaker.getEventPublisher().onStateTransition(event -> changed(event.getStateTransition()));
    breaker.getEventPublisher().onError(event -> lastFailure = describe(event.getThrowable()));
  }

  /** Begins to connect, so that the first call need not. */
  public void start() {
    var _ = connection();
  }

  /** A key's name among all that share this Redis. */
  public String key(String name) {
    return prefix + name;
  }

  /** Whether Redis is used, left alone, or tried again. */
  public CircuitBreaker.State state() {
    return breaker.getState();
  }

  /** What the last call that failed failed of; never holds what was asked. */
  public String lastFailure() {
    return lastFailure;
  }

  /**
   * Asks Redis and waits for the answer.
   *
   * @throws RedisUnavailableException when there is none in time, also when the thread is
   *     interrupted, which it stays
   */
  public <T> T call(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    CompletableFuture<T> answer = send(command);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisUnavailableException unavailable) {
        throw unavailable;
      }
      throw new RedisUnavailableException("Redis gave no answer", e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException("the request was cancelled", e);
    }
  }

  /**
   * Ends what a call began, and waits for nothing. It is let through where another call would not
   * be, unless Redis is left alone, and says nothing about how Redis is.
   */
  public <T> CompletableFuture<T> conclude(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    return breaker.getState() == CircuitBreaker.State.OPEN
        ? CompletableFuture.failedFuture(RedisUnavailableException.leftAlone())
        : answer(command);
  }

  /** Asks Redis and does not wait; the answer fails when it is not there in time. */
  public <T> CompletableFuture<T> send(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    try {
      breaker.acquirePermission();
    } catch (CallNotPermittedException e) {
      return CompletableFuture.failedFuture(RedisUnavailableException.leftAlone());
    }
    long start = breaker.getCurrentTimestamp();
    CompletableFuture<T> answer = answer(command);
    var _ = answer.whenComplete((_, failure) -> account(start, failure));
    return answer;
  }

  /** Closes the connection. Who waits for an answer gets none. */
  @Override
  public void close() {
    closed = true;
    connector.close();
  }

  private <T> CompletableFuture<T> answer(
      Function<RedisClusterAsyncCommands<String, byte[]>, ? extends CompletionStage<T>> command) {
    return connection()
        .thenCompose(it -> command.apply(it.commands()))
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void account(long start, Throwable failure) {
    long duration = breaker.getCurrentTimestamp() - start;
    if (failure == null) {
      breaker.onSuccess(duration, breaker.getTimestampUnit());
    } else if (failure instanceof CancellationException) {
      breaker.releasePermission();
    } else {
      breaker.onError(duration, breaker.getTimestampUnit(), cause(failure));
    }
  }

  private synchronized CompletableFuture<Connection> connection() {
    if (connection.isCompletedExceptionally() && !closed) {
      connection = connect();
    }
    return connection;
  }

  /** Whatever goes wrong is the outcome of the attempt, and no exception of whoever began it. */
  private CompletableFuture<Connection> connect() {
    try {
      return connector.connect();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Gives the connection up: one to a server that went silent may never end by itself. */
  private synchronized void disconnect() {
    CompletableFuture<Connection> given = connection;
    connection = CompletableFuture.failedFuture(new CancellationException());
    var _ = given.thenAccept(Connection::close);
  }

  private void changed(CircuitBreaker.StateTransition transition) {
    switch (transition) {
      case CLOSED_TO_OPEN -> {
        LOGGER.warn(
            "Redis fails ({}); going on without it and trying again every {} ms",
            lastFailure,
            pause.toMillis());
        disconnect();
      }
      case HALF_OPEN_TO_OPEN -> disconnect();
      case HALF_OPEN_TO_CLOSED -> LOGGER.info("Redis answers again");
      default -> {}
    }
  }

  private String describe(Throwable failure) {
    return failure instanceof TimeoutException
        ? "no answer within %d ms".formatted(timeout.toMillis())
        : "%s: %s".formatted(failure.getClass().getSimpleName(), failure.getMessage());
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
