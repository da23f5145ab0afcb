package dev.menshen.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActorTest {
  private static final Actor TENANT = actor(Optional.of("acme"), Optional.empty());
  private static final Actor APPLICATION = actor(Optional.of("acme"), Optional.of("forum"));

  @Test
  void anActorOfNoTenantReachesWhatItNames() {
    for (Scope scope : new Scope[] {Scope.GLOBAL, Scope.tenant("a"), Scope.DEFAULT}) {
      assertThat(Actor.ANYBODY.reach(scope)).hasValue(scope);
      assertThat(Actor.ANYBODY.sees(scope)).isTrue();
    }
  }

  @Test
  void whatAnActorOfATenantDoesNotNameIsItsOwn() {
    assertThat(TENANT.reach(Scope.GLOBAL)).hasValue(Scope.tenant("acme"));
    assertThat(TENANT.reach(Scope.application("acme", "shop")))
        .hasValue(Scope.application("acme", "shop"));
    assertThat(APPLICATION.reach(Scope.GLOBAL)).hasValue(Scope.application("acme", "forum"));
    assertThat(APPLICATION.reach(Scope.tenant("acme")))
        .hasValue(Scope.application("acme", "forum"));
  }

  @Test
  void anotherTenantOrApplicationIsNotReached() {
    assertThat(TENANT.reach(Scope.tenant("other"))).isEmpty();
    assertThat(TENANT.reach(Scope.application("other", "forum"))).isEmpty();
    assertThat(APPLICATION.reach(Scope.application("acme", "shop"))).isEmpty();
    assertThat(APPLICATION.reach(Scope.tenant("other"))).isEmpty();
  }

  @Test
  void whatHoldsForMoreThanItsOwnIsNotSeen() {
    assertThat(TENANT.sees(Scope.GLOBAL)).isFalse();
    assertThat(TENANT.sees(Scope.tenant("acme"))).isTrue();
    assertThat(TENANT.sees(Scope.application("acme", "shop"))).isTrue();
    assertThat(APPLICATION.sees(Scope.tenant("acme"))).isFalse();
    assertThat(APPLICATION.sees(Scope.application("acme", "forum"))).isTrue();
  }

  @Test
  void onlyAnAdministratorMayDoWhatItWasNotGiven() {
    assertThat(TENANT.may(Permission.REVIEW)).isTrue();
    assertThat(TENANT.may(Permission.ADMIN)).isFalse();
    assertThat(Actor.STRANGER.may(Permission.MODERATE)).isFalse();
    for (Permission permission : Permission.values()) {
      assertThat(Actor.ANYBODY.may(permission)).isTrue();
    }
  }

  private static Actor actor(Optional<String> tenant, Optional<String> application) {
    return new Actor(Actor.Kind.KEY, "1", "key", tenant, application, Set.of(Permission.REVIEW));
  }
}
