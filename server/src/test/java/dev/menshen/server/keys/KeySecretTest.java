package dev.menshen.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySecretTest {
  @Test
  void hasAPrefix256RandomBitsAndAChecksum() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      String text = KeySecret.random().text();
      assertThat(text).matches("menshen_[0-9A-Za-z]{49}");
      texts.add(text);
    }
    assertThat(texts).hasSize(200);
  }

  @Test
  void isReadAgain() {
    String text = KeySecret.random().text();

    assertThat(KeySecret.read(text)).map(KeySecret::text).hasValue(text);
  }

  @Test
  void aTypingErrorAnywhereIsFound() {
    String text = KeySecret.random().text();
    for (int i = KeySecret.PREFIX.length(); i < text.length(); i++) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      assertThat(KeySecret.read(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
  }

  @Test
  void swappedNeighboursAreFound() {
    String text = KeySecret.random().text();
    for (int i = KeySecret.PREFIX.length(); i < text.length() - 1; i++) {
      String swapped =
          text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
      assertThat(KeySecret.read(swapped).isEmpty()).isEqualTo(!swapped.equals(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "menshen_", "sk-abc", "menshen_0", "Menshen_x"})
  void whatIsNoKeyIsNotRead(String text) {
    assertThat(KeySecret.read(text)).isEmpty();
    assertThat(KeySecret.read(text + KeySecret.random().text() + "0")).isEmpty();
  }

  @Test
  void isKeptAsADigestThatDependsOnTheInstallation() {
    KeySecret secret = KeySecret.random();
    Secret installation = Secret.random();

    assertThat(secret.digest(installation))
        .matches("[0-9a-f]{64}")
        .isEqualTo(KeySecret.read(secret.text()).orElseThrow().digest(installation))
        .isNotEqualTo(secret.digest(Secret.random()));
  }

  @Test
  void isNotShownByAccident() {
    KeySecret secret = KeySecret.random();

    assertThat(secret.toString()).isEqualTo("KeySecret[]");
  }
}
