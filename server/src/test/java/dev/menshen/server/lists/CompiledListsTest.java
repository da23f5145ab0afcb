package dev.menshen.server.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.list.InMemoryListStore;
import dev.menshen.list.ListEntry;
import dev.menshen.list.ListEntry.EntryType;
import dev.menshen.list.ListHit;
import dev.menshen.list.ListKind;
import dev.menshen.list.ListStore;
import dev.menshen.text.Normaliser;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * The lists of a store as the pipeline sees them. The test polls by itself: the interval is long.
 */
@ExtendWith(OutputCaptureExtension.class)
class CompiledListsTest {
  private static final Scope FORUM = Scope.application("acme", "forum");
  private static final Scope SHOP = Scope.application("acme", "shop");

  private final FlakyStore store = new FlakyStore();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final CompiledLists lists = lists(1000);

  @AfterEach
  void stopPolling() {
    lists.close();
  }

  @Test
  void theEntriesOfApplicationTenantAndEverybodyHoldTogether() {
    store.put(
        List.of(
            entry("all", Scope.GLOBAL, "apple"),
            entry("acme", Scope.tenant("acme"), "banana"),
            entry("forum", FORUM, "cherry"),
            entry("other", Scope.tenant("other"), "damson")));

    assertThat(found(FORUM, "apple banana cherry damson")).containsExactly("all", "acme", "forum");
    assertThat(found(SHOP, "apple banana cherry damson")).containsExactly("all", "acme");
    assertThat(found(Scope.application("other", "x"), "apple banana cherry damson"))
        .containsExactly("all", "other");
  }

  @Test
  void aChangeByAnotherInstanceHoldsAfterTheNextPoll() {
    assertThat(found(FORUM, "apple")).isEmpty();
    store.put(List.of(entry("all", Scope.GLOBAL, "apple")));
    assertThat(found(FORUM, "apple")).isEmpty();

    lists.poll();

    assertThat(found(FORUM, "apple")).containsExactly("all");
    store.remove("all");
    lists.poll();
    assertThat(found(FORUM, "apple")).isEmpty();
  }

  @Test
  void aChangeByThisInstanceHoldsAtOnce() {
    assertThat(found(FORUM, "apple")).isEmpty();
    store.put(List.of(entry("forum", FORUM, "apple")));

    lists.changed(Set.of(FORUM));

    assertThat(found(FORUM, "apple")).containsExactly("forum");
  }

  @Test
  void nothingIsReadAgainWhileTheRevisionStaysTheSame() {
    store.put(List.of(entry("all", Scope.GLOBAL, "apple")));
    assertThat(found(FORUM, "apple")).hasSize(1);
    lists.poll();
    int reads = store.reads.get();

    lists.poll();
    lists.poll();
    assertThat(found(FORUM, "apple")).hasSize(1);

    assertThat(store.reads).hasValue(reads);
  }

  @Test
  void theOldEntriesHoldWhileTheStoreFailsAndTheLogSaysSoOnce(CapturedOutput output) {
    store.put(List.of(entry("all", Scope.GLOBAL, "apple")));
    assertThat(found(FORUM, "apple")).hasSize(1);
    store.put(List.of(entry("all", Scope.GLOBAL, "banana")));
    store.failing = true;

    lists.poll();
    lists.poll();

    assertThat(found(FORUM, "apple")).containsExactly("all");
    assertThat(output.getOut().split("the lists cannot be read", -1)).hasSize(2);
    assertThat(output.getOut()).doesNotContain("secret text");
    assertThat(metrics.counter("menshen.lists.refreshes", "result", "failed").count()).isEqualTo(2);

    store.failing = false;
    lists.poll();

    assertThat(found(FORUM, "banana")).containsExactly("all");
    assertThat(output.getOut()).contains("the lists can be read again");
    assertThat(metrics.counter("menshen.lists.refreshes", "result", "ok").count()).isPositive();
  }

  @Test
  void aTextIsNotPassedWithoutItsListsWhenTheyWereNeverRead() {
    store.failing = true;

    assertThatThrownBy(() -> lists.of(Scope.application("new", "app")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noMoreScopesThanSetAreHeldCompiled() {
    try (CompiledLists few = lists(3)) {
      for (int i = 0; i < 50; i++) {
        assertThat(few.of(Scope.application("acme", "app" + i)).isEmpty()).isTrue();
      }

      assertThat(few.held()).isLessThanOrEqualTo(3);
    }
  }

  private List<String> found(Scope application, String text) {
    return lists.of(application).find(text, Normaliser.standard().fold(text)).stream()
        .map(ListHit::entryId)
        .toList();
  }

  private CompiledLists lists(int scopes) {
    return new CompiledLists(
        store,
        new ListsProperties(Duration.ofDays(1), scopes, 1000),
        Normaliser.standard(),
        InstantSource.system(),
        metrics);
  }

  static ListEntry entry(String id, Scope scope, String text) {
    return new ListEntry(
        id,
        scope,
        ListKind.DENY,
        EntryType.WORD,
        text,
        Optional.empty(),
        Severity.UNSAFE,
        false,
        Set.of(),
        "",
        Optional.empty());
  }

  /** A store that fails when it is told to, and counts how often entries are read. */
  private static final class FlakyStore implements ListStore {
    private final ListStore store = new InMemoryListStore();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean failing;

    @Override
    public void put(Collection<ListEntry> entries) {
      store.put(entries);
    }

    @Override
    public boolean remove(String id) {
      return store.remove(id);
    }

    @Override
    public Optional<ListEntry> find(String id) {
      return store.find(id);
    }

    @Override
    public List<ListEntry> entries(Scope scope) {
      reads.incrementAndGet();
      fail();
      return store.entries(scope);
    }

    @Override
    public long revision() {
      fail();
      return store.revision();
    }

    private void fail() {
      if (failing) {
        throw new IllegalStateException("secret text");
      }
    }
  }
}
