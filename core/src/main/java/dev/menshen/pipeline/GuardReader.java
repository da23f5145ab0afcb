package dev.menshen.pipeline;

import static java.util.Objects.requireNonNull;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Finding;
import dev.menshen.Guard;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Severity;
import dev.menshen.View;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Has a guard read every view of a text, and keeps the worst of what it says.
 *
 * <p>There is a verdict when every view has one, or when one is Unsafe, which the views without one
 * could not make better. The text as it came may be in letters that the guard does not know while
 * its folded view, which says the same, is in ones that it does: that is enough, too.
 *
 * @param guard who reads
 * @param languages finds the language of a text, an ISO 639-1 code
 */
record GuardReader(Guard guard, Function<String, Optional<String>> languages) {
  GuardReader {
    requireNonNull(guard, "guard is null");
    requireNonNull(languages, "languages is null");
  }

  /**
   * What the guard finds.
   *
   * @throws NotScannedException when there is no verdict
   */
  Finding read(Reading reading, AssessmentOptions options) {
    Verdicts verdicts = new Verdicts();
    for (Reading.ConversationView view : reading.views()) {
      try {
        verdicts.add(view.view(), guard.assess(view.conversation(), options));
      } catch (NotScannedException e) {
        verdicts.miss(view.view(), e);
        if (e.reason() != Reason.UNSUPPORTED_LANGUAGE) {
          break;
        }
      }
    }
    return verdicts.finding(languages.apply(reading.text()));
  }

  /** What was said of the views so far. */
  private static final class Verdicts {
    private int read;
    private boolean readFolded;
    private View view = View.RAW;
    private @Nullable Assessment worst;
    private @Nullable NotScannedException unknownLetters;
    private @Nullable NotScannedException missing;

    void add(View view, Assessment assessment) {
      read++;
      readFolded |= view == View.FOLDED;
      if (worst == null || isWorse(assessment, worst)) {
        this.view = view;
        worst = assessment;
      }
    }

    void miss(View view, NotScannedException e) {
      if (view == View.RAW && e.reason() == Reason.UNSUPPORTED_LANGUAGE) {
        unknownLetters = e;
      } else {
        missing = e;
      }
    }

    Finding finding(Optional<String> language) {
      Assessment assessment = worst;
      if (assessment == null || assessment.severity() != Severity.UNSAFE) {
        if (missing != null) {
          throw missing;
        }
        if (unknownLetters != null && !readFolded) {
          throw unknownLetters;
        }
      }
      return new Finding(requireNonNull(assessment, "no view was read"), view, read, language);
    }

    private static boolean isWorse(Assessment one, Assessment other) {
      int severity = one.severity().compareTo(other.severity());
      return severity > 0
          || (severity == 0 && one.probabilities().notSafe() > other.probabilities().notSafe());
    }
  }
}
