package dev.menshen.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostsTest {
  private final LocalHosts hosts = new LocalHosts(List.of("Menshen.internal"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:7860",
        "127.0.0.1",
        "127.0.0.1:7860",
        "127.1.2.3:80",
        "[::1]",
        "[::1]:7860",
        "menshen.internal:443"
      })
  void thisMachinesNamesAndThoseThatAreSetAreTaken(String header) {
    assertThat(hosts.include(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "evil.example:7860",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
        "192.168.0.1",
        "[::2]:7860",
        "1270.0.0.1"
      })
  void othersAreNot(String header) {
    assertThat(hosts.include(header)).isFalse();
  }

  @Test
  void aClientWithoutTheHeaderIsNoBrowser() {
    assertThat(hosts.include(null)).isTrue();
  }
}
