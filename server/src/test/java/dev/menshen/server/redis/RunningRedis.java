package dev.menshen.server.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import redis.embedded.RedisServer;

/** A real redis-server for tests, which can be killed and started again. */
public final class RunningRedis implements AutoCloseable {
  private final int port;
  private final String[] settings;
  private RedisServer server;
  private final RedisClient client = RedisClient.create();

  private RunningRedis(int port, String... settings) {
    this.port = port;
    this.settings = settings;
    this.server = newServer();
  }

  /** A server that runs. */
  public static RunningRedis running(String... settings) {
    RunningRedis redis = stopped(settings);
    redis.start();
    return redis;
  }

  /** A server that does not run yet, though its port is known. */
  public static RunningRedis stopped(String... settings) {
    return new RunningRedis(freePort(), settings);
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void start() {
    try {
      server = newServer();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process at once, without a word to anybody. */
  public void kill() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** A client of the test's own, past all that is tested; closed with the server. */
  public RedisCommands<String, byte[]> commands() {
    RedisURI uri = RedisURI.create(url());
    uri.setTimeout(Duration.ofSeconds(20));
    return client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri).sync();
  }

  /** A way to this server with a timeout that no busy machine reaches. */
  public RedisLink link() {
    return link(Map.of());
  }

  /** A way to this server with further settings, by their keys under {@code menshen.redis}. */
  public RedisLink link(Map<String, String> further) {
    Map<String, String> settings = new TreeMap<>(Map.of("url", url(), "timeout", "20s"));
    settings.putAll(further);
    return new RedisLink(properties(settings));
  }

  /** Settings by their keys under {@code menshen.redis}. */
  public static RedisProperties properties(Map<String, String> settings) {
    Map<String, String> full = new TreeMap<>();
    settings.forEach((key, value) -> full.put("menshen.redis." + key, value));
    return new Binder(new MapConfigurationPropertySource(full))
        .bindOrCreate("menshen.redis", Bindable.of(RedisProperties.class));
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    kill();
  }

  private RedisServer newServer() {
    try {
      var builder =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .onShutdownForceStop(true)
              .setting("save \"\"");
      for (String setting : settings) {
        builder.setting(setting);
      }
      return builder.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
