package dev.menshen.server.redis;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is and how long it is waited for, under {@code menshen.redis}.
 *
 * @param url {@code redis://} or, with TLS, {@code rediss://} user:password@host:port/database;
 *     several of them with commas between for a cluster; {@code redis-sentinel://} or {@code
 *     rediss-sentinel://} host:port,host:port/database#master. Empty: there is no Redis
 * @param cluster whether the one address is that of a cluster; several always are
 * @param username the user of the access control list; in the place of the URL's
 * @param password its password; in the place of the URL's
 * @param passwordFile a file that holds the password, read at each connection
 * @param caCertificates PEM file of the authorities that TLS trusts; those of Java unless set
 * @param timeout how long an answer is waited for
 * @param connectTimeout how long an attempt to connect may go on in the background
 * @param prefix what all keys begin with: another one for each installation on one Redis
 * @param breaker when Redis is left alone
 */
@ConfigurationProperties("menshen.redis")
public record RedisProperties(
    @DefaultValue("") String url,
    @DefaultValue("false") boolean cluster,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @Nullable Path passwordFile,
    @Nullable Path caCertificates,
    @DefaultValue("50ms") Duration timeout,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("menshen:") String prefix,
    @DefaultValue Breaker breaker) {
  /**
   * Checks the values. What is wrong with the URL is told when it is used.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names its key
   */
  public RedisProperties {
    requirePositive("menshen.redis.timeout", timeout);
    requirePositive("menshen.redis.connect-timeout", connectTimeout);
    if (!password.isEmpty() && passwordFile != null) {
      throw new IllegalArgumentException(
          "menshen.redis.password is there and menshen.redis.password-file too; set one of them");
    }
  }

  /**
   * When Redis is left alone, under {@code menshen.redis.breaker}.
   *
   * @param calls of so many calls half must have failed
   * @param pause how long Redis is left alone before it is tried again
   */
  public record Breaker(@DefaultValue("10") int calls, @DefaultValue("5s") Duration pause) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is out of its range; the message names its key
     */
    public Breaker {
      if (calls < 2) {
        throw new IllegalArgumentException(
            "menshen.redis.breaker.calls is %d; set it to 2 or more".formatted(calls));
      }
      requirePositive("menshen.redis.breaker.pause", pause);
    }
  }

  /** Says neither where Redis is nor how to get in. */
  @Override
  public String toString() {
    return "RedisProperties[timeout=%s]".formatted(timeout);
  }

  private static void requirePositive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s is %s; set it to more than 0s".formatted(key, value));
    }
  }
}
