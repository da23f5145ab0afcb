package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorFaultTest {
  @ParameterizedTest
  @ValueSource(strings = {"25", "25+36", "25.0.1+8-LTS", "25.0.2"})
  void g1IsRefusedOnTheFirstReleasesOfJava25(String version) {
    assertThat(isIn(version, "G1 Young Generation", "G1 Old Generation")).isTrue();
    assertThat(isIn(version, "PS Scavenge", "PS MarkSweep")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"24.0.2", "25.0.3+9-LTS", "25.0.4", "26"})
  void g1IsFineOnOthers(String version) {
    assertThat(isIn(version, "G1 Young Generation")).isFalse();
  }

  @Test
  void thisProcessIsFine() {
    assertThat(CollectorFault.isHere()).isFalse();
  }

  private static boolean isIn(String version, String... collectors) {
    return CollectorFault.isIn(Runtime.Version.parse(version), () -> Stream.of(collectors));
  }
}
