package dev.menshen;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * On whose behalf a moderation is asked for.
 *
 * @param scope the application that asks
 * @param subject the end user whose text it is; without one nobody can be banned
 * @param thread the keyed digest of the caller's id of the growing conversation that the text
 *     belongs to; without one every moderation stands alone
 * @param language the language of the text as the caller knows it, an ISO 639-1 code; found out
 *     when it is needed and not given
 * @param actor the key or the person that asks, as records name it, such as {@code key:7f3a}; never
 *     a secret; empty when nobody had to say who they are
 */
public record Caller(
    Scope scope,
    Optional<Subject> subject,
    Optional<String> thread,
    Optional<String> language,
    Optional<String> actor) {
  /** The default application, without anything known of the user. */
  public static final Caller DEFAULT = of(Scope.DEFAULT);

  /**
   * Checks that an application asks.
   *
   * @throws IllegalArgumentException when the scope is wider than an application
   */
  public Caller {
    requireNonNull(scope, "scope is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(thread, "thread is null");
    requireNonNull(language, "language is null");
    requireNonNull(actor, "actor is null");
    if (scope.application().isEmpty()) {
      throw new IllegalArgumentException("a caller is an application of a tenant; name both");
    }
  }

  /** An application, without anything known of the user. */
  public static Caller of(Scope scope) {
    return new Caller(
        scope, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This caller on behalf of a user. */
  public Caller withSubject(Subject subject) {
    return new Caller(scope, Optional.of(subject), thread, language, actor);
  }

  /** This caller within a growing conversation. */
  public Caller withThread(String thread) {
    return new Caller(scope, subject, Optional.of(thread), language, actor);
  }

  /** This caller with the language of the text. */
  public Caller withLanguage(String language) {
    return new Caller(scope, subject, thread, Optional.of(language), actor);
  }

  /** This caller asked for by a key or a person. */
  public Caller withActor(String actor) {
    return new Caller(scope, subject, thread, language, Optional.of(actor));
  }
}
