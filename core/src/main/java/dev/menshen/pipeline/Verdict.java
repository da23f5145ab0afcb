package dev.menshen.pipeline;

import dev.menshen.Finding;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.cache.AssessmentCache.Answer;
import dev.menshen.list.ListHit;
import java.util.List;

/** What came of reading a text. */
sealed interface Verdict {
  /** Who judged, or was to. */
  GuardInfo guard();

  /** What the lists found. */
  List<ListHit> hits();

  /** There is a finding. */
  record Found(GuardInfo guard, List<ListHit> hits, Answer answer) implements Verdict {
    /** The lists decided alone. */
    static Found byLists(List<ListHit> hits, Finding finding) {
      return new Found(GuardInfo.LISTS, hits, new Answer(finding, AssessmentCache.Source.COMPUTED));
    }
  }

  /** There is none. */
  record Missing(GuardInfo guard, List<ListHit> hits, Reason reason, String detail)
      implements Verdict {
    static Missing of(GuardInfo guard, List<ListHit> hits, NotScannedException e) {
      String message = e.getMessage();
      return new Missing(guard, hits, e.reason(), message == null ? e.reason().label() : message);
    }
  }
}
