package dev.menshen.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReviewSampleTest {
  private static final Secret SECRET = secret("the secret of this installation, 32 bytes");
  private static final List<String> ITEMS =
      IntStream.range(0, 10_000).mapToObj("item-%d"::formatted).toList();

  @Test
  void aShareOfTheItemsIsInIt() {
    ReviewSample tenth = new ReviewSample(SECRET, 10);

    assertThat(ITEMS.stream().filter(tenth::has).count()).isBetween(900L, 1_100L);
  }

  @Test
  void noneOrAllAreInItAtTheEnds() {
    assertThat(ITEMS).noneMatch(new ReviewSample(SECRET, 0)::has);
    assertThat(ITEMS).allMatch(new ReviewSample(SECRET, 100)::has);
  }

  @Test
  void instancesOfOneSecretChooseTheSameAndOthersDoNot() {
    ReviewSample one = new ReviewSample(SECRET, 50);
    ReviewSample same = new ReviewSample(SECRET, 50);
    ReviewSample other = new ReviewSample(secret("the secret of another one, with 32 bytes"), 50);

    assertThat(ITEMS).allMatch(item -> one.has(item) == same.has(item));
    assertThat(ITEMS).anyMatch(item -> one.has(item) != other.has(item));
  }

  private static Secret secret(String text) {
    return Secret.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
