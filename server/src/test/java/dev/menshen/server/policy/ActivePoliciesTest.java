package dev.menshen.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.policy.InMemoryPolicyStore;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyStore;
import dev.menshen.policy.PolicyStore.Running;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActivePoliciesTest {
  private static final Scope TENANT = Scope.tenant("acme");
  private static final Scope FORUM = Scope.application("acme", "forum");
  private static final Scope OTHER = Scope.application("other", "forum");
  private static final PolicyProperties PROPERTIES =
      new PolicyProperties(Duration.ofHours(1), Duration.ofDays(1));

  private final InMemoryPolicyStore memory = new InMemoryPolicyStore();
  private final UnreliableStore store = new UnreliableStore(memory);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ActivePolicies policies = new ActivePolicies(store, PROPERTIES, metrics);

  @AfterEach
  void close() {
    policies.close();
  }

  @Test
  void withoutAnyTheBuiltInOneHolds() {
    assertThat(policies.of(FORUM))
        .isEqualTo(new Policies.Choice(Policy.standard(), Optional.empty()));
  }

  @Test
  void anApplicationsOwnHoldsBeforeItsTenantsAndThatBeforeEverybodys() {
    activate(Scope.GLOBAL, "everybody");
    assertThat(name(FORUM)).isEqualTo("everybody");
    activate(TENANT, "tenant");
    assertThat(name(FORUM)).isEqualTo("tenant");
    activate(FORUM, "forum");
    assertThat(name(FORUM)).isEqualTo("forum");

    assertThat(name(Scope.application("acme", "shop"))).isEqualTo("tenant");
    assertThat(name(OTHER)).isEqualTo("everybody");
  }

  @Test
  void aVersionThatIsNotActiveDoesNotHold() {
    add(FORUM, "written");
    policies.poll();

    assertThat(name(FORUM)).isEqualTo("default");
  }

  @Test
  void aCandidateRunsBesideThePolicyOfItsScopeAndOfThoseThatHaveNoneOfTheirOwn() {
    int candidate = add(TENANT, "candidate");
    memory.run(TENANT, new Running(Optional.empty(), Optional.of(candidate)));
    policies.poll();

    assertThat(candidate(FORUM)).contains("candidate");
    assertThat(name(FORUM)).isEqualTo("default");
    activate(FORUM, "forum");
    assertThat(candidate(FORUM)).isEmpty();
    assertThat(candidate(Scope.application("acme", "shop"))).contains("candidate");
  }

  @Test
  void aPolicyThatIsClearedLeavesTheNextWiderOne() {
    activate(TENANT, "tenant");
    activate(FORUM, "forum");
    memory.run(FORUM, new Running(Optional.empty(), Optional.empty()));
    policies.poll();

    assertThat(name(FORUM)).isEqualTo("tenant");
  }

  @Test
  void whatHeldBeforeGoesOnToHoldWhileTheStoreFails() {
    activate(FORUM, "first");
    store.fails = true;
    int second = add(FORUM, "second");
    memory.run(FORUM, new Running(Optional.of(second), Optional.empty()));
    policies.poll();

    assertThat(name(FORUM)).isEqualTo("first");
    assertThat(metrics.counter("menshen.policies.refreshes", "result", "failed").count())
        .isEqualTo(1);

    store.fails = false;
    policies.poll();
    assertThat(name(FORUM)).isEqualTo("second");
  }

  @Test
  void whatHeldBeforeGoesOnToHoldWhereAVersionCannotBeCompiled() {
    activate(FORUM, "first");
    int broken = memory.add(FORUM, "name: broken", "", "", Instant.EPOCH).version();
    memory.run(FORUM, new Running(Optional.of(broken), Optional.empty()));
    activate(OTHER, "other");

    assertThat(name(FORUM)).isEqualTo("first");
    assertThat(name(OTHER)).isEqualTo("other");
    assertThat(metrics.get("menshen.policies.broken").gauge().value()).isEqualTo(1);
  }

  @Test
  void aVersionThatRunsOnIsNotCompiledAnew() {
    activate(FORUM, "forum");
    Policy before = policies.of(FORUM).active();
    activate(OTHER, "other");

    assertThat(policies.of(FORUM).active()).isSameAs(before);
  }

  private void activate(Scope scope, String name) {
    memory.run(scope, new Running(Optional.of(add(scope, name)), Optional.empty()));
    policies.poll();
  }

  private int add(Scope scope, String name) {
    return memory
        .add(
            scope,
            "name: " + name + "\nrules:\n  - {name: all, when: true, then: [pass]}",
            "",
            "",
            Instant.EPOCH)
        .version();
  }

  private String name(Scope scope) {
    return policies.of(scope).active().reference().name();
  }

  private Optional<String> candidate(Scope scope) {
    return policies.of(scope).candidate().map(it -> it.reference().name());
  }

  /** A store that fails when it is told to. */
  private static final class UnreliableStore implements PolicyStore {
    private final PolicyStore store;
    private boolean fails;

    UnreliableStore(PolicyStore store) {
      this.store = store;
    }

    @Override
    public StoredPolicy add(Scope scope, String yaml, String author, String comment, Instant time) {
      return working().add(scope, yaml, author, comment, time);
    }

    @Override
    public List<StoredPolicy> versions(Scope scope) {
      return working().versions(scope);
    }

    @Override
    public Optional<StoredPolicy> find(Scope scope, int version) {
      return working().find(scope, version);
    }

    @Override
    public List<Scope> scopes() {
      return working().scopes();
    }

    @Override
    public Running running(Scope scope) {
      return working().running(scope);
    }

    @Override
    public void run(Scope scope, Running running) {
      working().run(scope, running);
    }

    @Override
    public long revision() {
      return working().revision();
    }

    private PolicyStore working() {
      if (fails) {
        throw new IllegalStateException("the store cannot be reached");
      }
      return store;
    }
  }
}
