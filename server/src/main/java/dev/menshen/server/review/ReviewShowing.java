package dev.menshen.server.review;

import dev.menshen.Conversation;
import dev.menshen.review.ReviewState;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What somebody gets to see of an item: texts and comments only with the permission to review. */
final class ReviewShowing {
  private static final int MODERATIONS = 100;

  private final JdbcReviewStore store;
  private final ReviewVault vault;
  private final InstantSource clock;

  ReviewShowing(JdbcReviewStore store, ReviewVault vault, InstantSource clock) {
    this.store = store;
    this.vault = vault;
    this.clock = clock;
  }

  /** Whether an actor gets to see texts. */
  static boolean showsTexts(Actor actor) {
    return actor.may(Permission.REVIEW);
  }

  /** An item with all that the actor may see of it; whoever asks records that a text is shown. */
  ItemBody whole(Actor actor, ReviewItem item) {
    return ItemBody.of(
        item,
        clock.instant(),
        showsTexts(actor)
            ? vault.conversation(item.id()).map(ReviewShowing::turns).orElse(null)
            : null,
        store.moderations(item.id(), MODERATIONS).stream().map(ItemBody.Moderated::of).toList(),
        store.events(item.id()).stream()
            .filter(event -> isShown(actor, item, event))
            .map(event -> ItemBody.Done.of(event, comment(actor, item, event)))
            .toList());
  }

  /** An item as it is in lists. */
  ItemBody brief(ReviewItem item) {
    return ItemBody.of(item, clock.instant());
  }

  /** A second opinion is given without knowing the first. */
  private static boolean isShown(Actor actor, ReviewItem item, ReviewEvent event) {
    return item.standing().state() != ReviewState.SECOND || event.actor().equals(actor.id());
  }

  private @Nullable String comment(Actor actor, ReviewItem item, ReviewEvent event) {
    Optional<Note> note =
        showsTexts(actor) ? vault.note(item.id(), event.number()) : Optional.empty();
    return note.map(Note::comment).filter(comment -> !comment.isEmpty()).orElse(null);
  }

  private static List<ItemBody.Turn> turns(Conversation conversation) {
    return conversation.messages().stream()
        .map(message -> new ItemBody.Turn(message.role().label(), message.content()))
        .toList();
  }
}
