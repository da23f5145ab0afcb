package dev.menshen.server.review;

import dev.menshen.server.access.Actor;
import java.util.List;

/** What follows from a decision. */
@FunctionalInterface
interface Consequences {
  /**
   * Has everything follow that does. Called within the transaction of the decision, which an
   * exception undoes.
   *
   * @param actor whose opinion decided
   * @param item the item as it was decided
   * @param events what people did with it
   */
  void follow(Actor actor, ReviewItem item, List<ReviewEvent> events);
}
