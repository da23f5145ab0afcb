package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.doctor.NativeLibraries.Library;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
  @Test
  void loadHereAndTellTheirVersions() {
    assertThat(NativeLibraries.load().all())
        .hasSize(2)
        .allSatisfy(
            library -> {
              assertThat(library.fault()).isEmpty();
              assertThat(library.version().orElseThrow()).matches("\\d+\\.\\d+\\.\\d+");
            });
  }

  @Test
  void tellsTheInnermostReasonWhyOneDoesNotLoad() {
    Library library =
        Library.load(
            "library",
            () -> {
              throw new ExceptionInInitializerError(
                  new UnsatisfiedLinkError("/tmp/x.so: failed to map segment\nmore"));
            });
    assertThat(library)
        .isEqualTo(
            new Library(
                "library",
                Optional.empty(),
                Optional.of("UnsatisfiedLinkError: /tmp/x.so: failed to map segment")));
  }
}
