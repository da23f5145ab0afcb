package dev.menshen.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.menshen.Category;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReviewTest {
  private static final Opinion SAFE = opinion("ann", Severity.SAFE);

  @Test
  void onePersonDecides() {
    Review review = Review.NEW.after(SAFE, false);

    assertThat(review.state()).isEqualTo(ReviewState.DECIDED);
    assertThat(review.label()).hasValue(SAFE.label());
    assertThat(review.isOpenTo("bob", true)).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> review.after(SAFE, false));
  }

  @Test
  void aSecondOpinionIsAnotherPersonsEvenForWhoMayDoEverything() {
    Review review = Review.NEW.after(SAFE, true);

    assertThat(review.state()).isEqualTo(ReviewState.SECOND);
    assertThat(review.label()).isEmpty();
    assertThat(review.isOpenTo("ann", true)).isFalse();
    assertThat(review.isOpenTo("bob", false)).isTrue();
  }

  @Test
  void twoWhoAgreeDecideTogether() {
    Review review =
        Review.NEW
            .after(opinion("ann", Severity.UNSAFE, Category.PII), true)
            .after(
                new Opinion(
                    "bob",
                    new Label(Severity.UNSAFE, Set.of(Category.VIOLENT), Optional.of(Refusal.NO))),
                true);

    assertThat(review.state()).isEqualTo(ReviewState.DECIDED);
    assertThat(review.label())
        .hasValue(
            new Label(
                Severity.UNSAFE, Set.of(Category.VIOLENT, Category.PII), Optional.of(Refusal.NO)));
  }

  @Test
  void twoWhoDifferInTheRefusalLeaveItOpen() {
    Review review =
        Review.NEW
            .after(
                new Opinion("ann", new Label(Severity.SAFE, Set.of(), Optional.of(Refusal.YES))),
                true)
            .after(
                new Opinion("bob", new Label(Severity.SAFE, Set.of(), Optional.of(Refusal.NO))),
                true);

    assertThat(review.label()).hasValue(new Label(Severity.SAFE, Set.of(), Optional.empty()));
  }

  @Test
  void ofTwoWhoDoNotAgreeAThirdDecidesAlone() {
    Review disputed =
        Review.NEW.after(SAFE, true).after(opinion("bob", Severity.UNSAFE, Category.PII), true);

    assertThat(disputed.state()).isEqualTo(ReviewState.DISPUTED);
    assertThat(disputed.isOpenTo("ann", false)).isFalse();
    assertThat(disputed.isOpenTo("bob", false)).isFalse();
    assertThat(disputed.isOpenTo("ann", true)).isTrue();

    Review decided = disputed.after(opinion("carl", Severity.CONTROVERSIAL), true);

    assertThat(decided.label()).hasValue(opinion("", Severity.CONTROVERSIAL).label());
  }

  @Test
  void anAppealIsDecidedByAnotherPerson() {
    Review appealed = Review.NEW.after(SAFE, false).appealed();

    assertThat(appealed.state()).isEqualTo(ReviewState.APPEALED);
    assertThat(appealed.label()).isEmpty();
    assertThat(appealed.isOpenTo("ann", false)).isFalse();
    assertThat(appealed.isOpenTo("ann", true)).isTrue();
    assertThat(appealed.isOpenTo("bob", false)).isTrue();

    Review again = appealed.after(opinion("bob", Severity.UNSAFE, Category.PII), true);

    assertThat(again.state()).isEqualTo(ReviewState.DECIDED);
    assertThat(again.label().orElseThrow().severity()).isEqualTo(Severity.UNSAFE);
    assertThat(again.appealed().before()).containsExactlyInAnyOrder("ann", "bob");
  }

  @Test
  void onlyWhatIsDecidedCanBeAppealed() {
    assertThatIllegalStateException().isThrownBy(Review.NEW::appealed);
  }

  @Test
  void aReviewHasAsManyOpinionsAsItsStateSays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Review(ReviewState.SECOND, List.of(), Set.of()));
  }

  @Test
  void aSafeTextHasNoCategories() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Label(Severity.SAFE, Set.of(Category.PII), Optional.empty()));
  }

  private static Opinion opinion(String reviewer, Severity severity, Category... categories) {
    return new Opinion(reviewer, new Label(severity, Set.of(categories), Optional.empty()));
  }
}
