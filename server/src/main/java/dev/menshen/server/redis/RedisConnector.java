package dev.menshen.server.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Connects to a Redis of one of the kinds. Closing it closes its connections too. */
sealed interface RedisConnector extends AutoCloseable {
  /** Begins to connect, and waits for nothing. */
  CompletableFuture<Connection> connect();

  @Override
  void close();

  /** The connector that suits an address. */
  static RedisConnector to(RedisAddress address, RedisProperties properties) {
    // It tries again soon after a short absence, and not too often during a long one.
    ClientResources resources =
        ClientResources.builder()
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(10), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
            .build();
    if (address.cluster()) {
      RedisClusterClient client = RedisClusterClient.create(resources, address.nodes());
      client.setOptions(clusterOptions(properties));
      return new Cluster(client, resources);
    }
    RedisClient client = RedisClient.create(resources);
    client.setOptions(set(ClientOptions.builder(), properties).build());
    return new Single(client, resources, address.nodes().getFirst());
  }

  /**
   * A connection.
   *
   * @param commands what it can be asked
   */
  record Connection(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> commands) {
    /** Closes it, and waits for nothing. */
    void close() {
      var _ = connection.closeAsync();
    }
  }

  /** One server, or the one that the sentinels name as master. */
  record Single(RedisClient client, ClientResources resources, RedisURI address)
      implements RedisConnector {
    @Override
    public CompletableFuture<Connection> connect() {
      return client
          .connectAsync(codec(), address)
          .thenApply(connection -> new Connection(connection, connection.async()))
          .toCompletableFuture();
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  /** The servers of a cluster. */
  record Cluster(RedisClusterClient client, ClientResources resources) implements RedisConnector {
    @Override
    public CompletableFuture<Connection> connect() {
      return client
          .refreshPartitionsAsync()
          .thenCompose(partitions -> client.connectAsync(codec()))
          .thenApply(connection -> new Connection(connection, connection.async()))
          .toCompletableFuture();
    }

    @Override
    public void close() {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private static RedisCodec<String, byte[]> codec() {
    return RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  }

  private static ClusterClientOptions clusterOptions(RedisProperties properties) {
    ClusterClientOptions.Builder options =
        ClusterClientOptions.builder()
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder().enablePeriodicRefresh().build());

    set(options, properties);
    return options.build();
  }

  private static ClientOptions.Builder set(
      ClientOptions.Builder options, RedisProperties properties) {
    if (properties.caCertificates() != null) {
      options.sslOptions(
          SslOptions.builder().trustManager(properties.caCertificates().toFile()).build());
    }
    return options
        // What cannot be sent now fails now: whoever asks goes on without it.
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(properties.connectTimeout())
                .keepAlive(true)
                .build());
  }
}
