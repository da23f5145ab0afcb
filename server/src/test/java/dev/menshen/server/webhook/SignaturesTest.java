package dev.menshen.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignaturesTest {
  private static final String BODY = "{\"test\": 2432232314}";

  @Test
  void theSignatureIsThatOfTheSpecificationsExample() {
    assertThat(
            Signatures.header(
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void theSpecificationsLibraryAcceptsTheSignatureOfANewSecret() throws Exception {
    String secret = Signatures.newSecret();
    Instant now = Instant.now();

    new Webhook(secret)
        .verify(BODY, headers(now, Signatures.header(List.of(secret), "evt_1", now, BODY)));

    assertThatThrownBy(
            () ->
                new Webhook(secret)
                    .verify(
                        BODY + " ",
                        headers(now, Signatures.header(List.of(secret), "evt_1", now, BODY))))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void whileTwoSecretsAreValidEitherVerifies() {
    String newer = Signatures.newSecret();
    String older = Signatures.newSecret();
    Instant now = Instant.now();
    String header = Signatures.header(List.of(newer, older), "evt_1", now, BODY);

    for (String secret : List.of(newer, older)) {
      assertThatCode(() -> new Webhook(secret).verify(BODY, headers(now, header)))
          .doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> new Webhook(Signatures.newSecret()).verify(BODY, headers(now, header)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void aNewSecretHas256BitsAndIsAnotherEachTime() {
    String secret = Signatures.newSecret();

    assertThat(secret).startsWith("whsec_").isNotEqualTo(Signatures.newSecret());
    assertThat(Signatures.key(secret).orElseThrow()).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "whsec_", "whsec_!!!", "whsec_c2hvcnQ="})
  void whatIsNoSecretHasNoKey(String text) {
    assertThat(Signatures.key(text)).isEmpty();
  }

  private static HttpHeaders headers(Instant time, String signature) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id",
            List.of("evt_1"),
            "webhook-timestamp",
            List.of(Long.toString(time.getEpochSecond())),
            "webhook-signature",
            List.of(signature)),
        (name, value) -> true);
  }
}
