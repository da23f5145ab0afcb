package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {
  /** The secret of the test vectors of RFC 6238, appendix B. */
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** The vectors have eight digits, of which ours are the last six. */
  @ParameterizedTest
  @CsvSource({
    "59, 94287082",
    "1111111109, 07081804",
    "1111111111, 14050471",
    "1234567890, 89005924",
    "2000000000, 69279037",
    "20000000000, 65353130"
  })
  void codesAreThoseOfTheStandard(long seconds, String eightDigits) {
    Instant time = Instant.ofEpochSecond(seconds);

    assertThat(Totp.code(SECRET, Totp.step(time))).isEqualTo(eightDigits.substring(2));
    assertThat(Totp.match(SECRET, eightDigits.substring(2), time)).hasValue(Totp.step(time));
  }

  @Test
  void aClockMayBeOffByOneStepAndNoMore() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long step = Totp.step(now);

    assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 1), now)).hasValue(step - 1);
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 1), now)).hasValue(step + 1);
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 2), now)).isEmpty();
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 2), now)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"287 082", "287-082", " 287082 ", "２８７０８２"})
  void aCodeIsReadHoweverItIsTyped(String typed) {
    assertThat(Totp.match(SECRET, typed, Instant.ofEpochSecond(59))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "28708", "2870820", "94287082", "abcdef"})
  void whatIsNoCodeIsNone(String typed) {
    assertThat(Totp.match(SECRET, typed, Instant.ofEpochSecond(59))).isEmpty();
  }

  @Test
  void anAppReadsTheSecretAndTheAccountFromTheAddress() {
    assertThat(Totp.uri(SECRET, "李雷+x"))
        .isEqualTo(
            "otpauth://totp/Menshen:%E6%9D%8E%E9%9B%B7%2Bx"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Menshen&algorithm=SHA1"
                + "&digits=6&period=30");
  }

  @Test
  void secretsDiffer() {
    assertThat(Totp.newSecret()).hasSize(20).isNotEqualTo(Totp.newSecret());
  }
}
