package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private final Targets targets = new Targets(AddressRules.of(List.of()), false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com:8443/hook?key=value",
        "https://8.8.8.8/hook",
        "https://[2606:4700:4700::1111]/hook"
      })
  void httpsToThePublicIsFine(String url) {
    assertThat(targets.problem(url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/hook, menshen.webhooks.http",
    "ftp://example.com/hook, not https",
    "file:///etc/passwd, not https",
    "example.com/hook, not https",
    "https://user:secret@example.com/, a user or a password",
    "https:///hook, names no host",
    "https://example.com/a b, no URL",
    "https://example.com/hook#part, behind #",
    "https://localhost/hook, not public",
    "https://127.0.0.1/hook, not public",
    "https://169.254.169.254/latest, not public",
    "https://[::1]/hook, not public",
    "https://[::ffff:10.0.0.1]/hook, not public",
    "https://[fd00::1]/hook, not public"
  })
  void whatCannotBePostedToIsRefusedWithWhatToMend(String url, String problem) {
    assertThat(targets.problem(url)).get().asString().contains(problem).doesNotContain(url);
  }

  @Test
  void anUrlThatIsTooLongIsRefused() {
    assertThat(targets.problem("https://example.com/" + "a".repeat(2000)))
        .get()
        .asString()
        .contains("longer than 2000");
  }

  @Test
  void httpAndPrivateAddressesAreForThoseWhoAllowThem() {
    Targets lenient = new Targets(AddressRules.of(List.of("127.0.0.0/8", "localhost")), true);

    assertThat(lenient.problem("http://127.0.0.1:8080/hook")).isEmpty();
    assertThat(lenient.problem("http://localhost:8080/hook")).isEmpty();
    assertThat(lenient.problem("http://10.0.0.1/hook")).isPresent();
  }
}
