package dev.menshen.server.audit;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import java.util.Map;

/**
 * Something that somebody changes or gets to see, for the record.
 *
 * @param actor who does it
 * @param name what is done, a noun and a verb, such as {@code policy.save} or {@code key.create}
 * @param target the id of what it is done to, such as a key's id; never a secret or a text
 * @param scope for whom it holds
 * @param detail what else there is to know, such as the version before; never a secret or a text
 */
public record AdministrativeAct(
    Actor actor, String name, String target, Scope scope, Map<String, String> detail) {
  /** Checks that nothing is missing. */
  public AdministrativeAct {
    requireNonNull(actor, "actor is null");
    requireNonNull(name, "name is null");
    requireNonNull(target, "target is null");
    requireNonNull(scope, "scope is null");
    detail = Map.copyOf(detail);
  }
}
