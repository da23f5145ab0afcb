package dev.menshen.server;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Puts {@link FakeGuard} in the place of the built-in guard. */
@TestConfiguration(proxyBeanMethods = false)
public class FakeGuardConfiguration {
  @Bean(destroyMethod = "")
  FakeGuard guard() {
    return new FakeGuard();
  }
}
