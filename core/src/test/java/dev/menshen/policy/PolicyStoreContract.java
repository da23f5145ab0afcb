package dev.menshen.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.menshen.Scope;
import dev.menshen.Together;
import dev.menshen.policy.PolicyStore.Running;
import dev.menshen.policy.PolicyStore.StoredPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of policies keeps to. */
public abstract class PolicyStoreContract {
  private static final Scope FORUM = Scope.application("acme", "forum");
  private static final Scope ACME = Scope.tenant("acme");
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");
  private static final Running NOTHING = running(null, null);

  /** A store of one instance over the state of this test, which is empty at first. */
  protected abstract PolicyStore store();

  /** The store of another instance over the same state. */
  protected abstract PolicyStore sibling();

  @Test
  void aVersionIsKeptAsItWasWritten() {
    String yaml = "name: forum\nnote: \"引号 'single' \\\\ \\t 😀\"\n".repeat(5_000);

    StoredPolicy added = store().add(FORUM, yaml, "李雷", "第一版", NOW);

    assertThat(added).isEqualTo(new StoredPolicy(FORUM, 1, yaml, "李雷", "第一版", NOW));
    assertThat(sibling().find(FORUM, 1)).contains(added);
  }

  @Test
  void versionsAreNumberedFromOneInEachScopeAndToldNewestFirst() {
    add(FORUM, "first");
    add(ACME, "another scope's");
    add(FORUM, "second");
    add(Scope.GLOBAL, "everybody's");

    assertThat(store().versions(FORUM))
        .extracting(StoredPolicy::version, StoredPolicy::yaml)
        .containsExactly(tuple(2, "second"), tuple(1, "first"));
    assertThat(store().versions(ACME)).extracting(StoredPolicy::version).containsExactly(1);
    assertThat(store().versions(Scope.GLOBAL)).extracting(StoredPolicy::version).containsExactly(1);
    assertThat(store().versions(Scope.tenant("other"))).isEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    add(FORUM, "first");

    assertThat(store().find(FORUM, 0)).isEmpty();
    assertThat(store().find(FORUM, 2)).isEmpty();
    assertThat(store().find(ACME, 1)).isEmpty();
    assertThat(store().scopes()).containsExactly(FORUM);
    assertThat(store().running(FORUM)).isEqualTo(NOTHING);
    assertThat(store().running(ACME)).isEqualTo(NOTHING);
  }

  @Test
  void scopesAreToldInTheOrderOfTheirNames() {
    for (Scope scope :
        List.of(
            Scope.tenant("zoo"),
            FORUM,
            Scope.GLOBAL,
            Scope.application("acme", "a-b"),
            Scope.application("acme", "a.b"),
            Scope.application("acme", "a_b"),
            ACME,
            Scope.tenant("acme2"))) {
      add(scope, "first");
      add(scope, "second");
    }

    assertThat(store().scopes())
        .extracting(Scope::toString)
        .containsExactly(
            "acme", "acme/a-b", "acme/a.b", "acme/a_b", "acme/forum", "acme2", "global", "zoo");
  }

  @Test
  void whatRunsIsSeenByAllInstances() {
    add(FORUM, "first");
    add(FORUM, "second");

    store().run(FORUM, running(1, 2));
    assertThat(sibling().running(FORUM)).isEqualTo(running(1, 2));
    sibling().run(FORUM, running(2, null));
    assertThat(store().running(FORUM)).isEqualTo(running(2, null));
    store().run(FORUM, running(null, 1));
    assertThat(sibling().running(FORUM)).isEqualTo(running(null, 1));
    store().run(FORUM, NOTHING);
    assertThat(sibling().running(FORUM)).isEqualTo(NOTHING);
  }

  @Test
  void aVersionThatIsNotThereDoesNotRun() {
    add(FORUM, "first");
    store().run(FORUM, running(1, null));
    long revision = store().revision();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().run(FORUM, running(2, null)))
        .withMessage("acme/forum has no policy of version 2; name one of its versions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().run(FORUM, running(1, 3)))
        .withMessageContaining("version 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().run(ACME, running(1, null)))
        .withMessageContaining("acme has no policy");

    assertThat(store().running(FORUM)).isEqualTo(running(1, null));
    assertThat(store().revision()).isEqualTo(revision);
  }

  @Test
  void everyChangeByAnyInstanceChangesTheRevision() {
    List<Long> revisions = new ArrayList<>(List.of(store().revision()));

    add(FORUM, "first");
    revisions.add(sibling().revision());
    sibling().add(FORUM, "second", "author", "", NOW);
    revisions.add(store().revision());
    store().run(FORUM, running(1, null));
    revisions.add(sibling().revision());
    sibling().run(FORUM, NOTHING);
    revisions.add(store().revision());

    assertThat(revisions).doesNotHaveDuplicates();
    assertThat(store().revision()).isEqualTo(sibling().revision());
  }

  @Test
  void versionsAddedAtOnceAreNumberedWithoutGapsAndDuplicates() throws InterruptedException {
    int threads = 8;
    int each = 10;

    Together.run(
        threads,
        thread ->
            () -> {
              PolicyStore store = thread % 2 == 0 ? store() : sibling();
              for (int i = 0; i < each; i++) {
                String yaml = thread + "/" + i;
                StoredPolicy added = store.add(FORUM, yaml, "author", "", NOW);
                assertThat(store.find(FORUM, added.version()).orElseThrow().yaml()).isEqualTo(yaml);
              }
              return null;
            });

    assertThat(store().versions(FORUM).reversed())
        .extracting(StoredPolicy::version)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, threads * each).boxed().toList());
  }

  @Test
  void revisionsOfChangesMadeAtOnceAreAllCounted() throws InterruptedException {
    add(FORUM, "first");
    long before = store().revision();

    Together.run(
        6,
        thread ->
            () -> {
              for (int i = 0; i < 10; i++) {
                (thread % 2 == 0 ? store() : sibling())
                    .run(FORUM, i % 2 == 0 ? running(1, null) : NOTHING);
              }
              return null;
            });

    assertThat(store().revision()).isEqualTo(before + 60);
  }

  private void add(Scope scope, String yaml) {
    store().add(scope, yaml, "author", "", NOW);
  }

  private static Running running(Integer active, Integer candidate) {
    return new Running(Optional.ofNullable(active), Optional.ofNullable(candidate));
  }
}
