package dev.menshen.server.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is.
 *
 * @param nodes a server, what the sentinels need to be asked, or some nodes of a cluster
 * @param cluster whether they are nodes of a cluster
 */
record RedisAddress(List<RedisURI> nodes, boolean cluster) {
  private static final String FORMS =
      "redis://host:6379, rediss://user:password@host:6379/0,"
          + " redis-sentinel://host:26379,host:26379/0#master, or several redis:// with commas"
          + " between for a cluster";

  RedisAddress {
    nodes = List.copyOf(nodes);
  }

  /**
   * Reads the address out of the settings.
   *
   * @throws IllegalArgumentException when it is none; the message does not quote it, as it may hold
   *     a password
   */
  static RedisAddress of(RedisProperties properties) {
    String url = properties.url().strip();
    // The commas of a sentinel's address are within it.
    List<String> urls =
        url.contains("-sentinel://") ? List.of(url) : Arrays.asList(url.split(",", -1));
    List<RedisURI> nodes = urls.stream().map(one -> parse(one.strip(), properties)).toList();
    boolean sentinel = !nodes.getFirst().getSentinels().isEmpty();
    if (sentinel && properties.cluster()) {
      throw new IllegalArgumentException(
          "menshen.redis.url is that of sentinels and menshen.redis.cluster is true; set it to false");
    }
    return new RedisAddress(nodes, properties.cluster() || nodes.size() > 1);
  }

  private static RedisURI parse(String url, RedisProperties properties) {
    RedisURI address;
    try {
      address = RedisURI.create(url);
      if (address.getSentinels().isEmpty() && URI.create(url).getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
    } catch (IllegalArgumentException e) {
      // The cause is left out: it quotes the URL.
      throw new IllegalArgumentException(
          "menshen.redis.url is no address of Redis; set it to one like " + FORMS);
    }
    address.setTimeout(properties.connectTimeout());
    address.setClientName("menshen");
    credentials(address, properties);
    return address;
  }

  private static void credentials(RedisURI address, RedisProperties properties) {
    Path file = properties.passwordFile();
    if (file != null) {
      provide(address, properties.username(), () -> read(file));
    } else if (!properties.password().isEmpty()) {
      provide(address, properties.username(), properties.password()::toCharArray);
    } else if (!properties.username().isEmpty()) {
      throw new IllegalArgumentException(
          "menshen.redis.username is there without a password; set menshen.redis.password or"
              + " menshen.redis.password-file");
    }
  }

  private static void provide(RedisURI address, String username, Supplier<char[]> password) {
    @Nullable String user = username.isEmpty() ? null : username;
    address.setCredentialsProvider(
        RedisCredentialsProvider.from(() -> RedisCredentials.just(user, password.get())));
  }

  private static char[] read(Path file) {
    try {
      return Files.readString(file).strip().toCharArray();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "menshen.redis.password-file %s cannot be read; make it readable".formatted(file), e);
    }
  }
}
