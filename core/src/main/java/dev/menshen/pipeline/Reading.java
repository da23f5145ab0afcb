package dev.menshen.pipeline;

import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.View;
import dev.menshen.policy.JudgedTurns;
import dev.menshen.text.NormalisedText;
import dev.menshen.text.Normaliser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One conversation as it is read: which turns, and the views of the last one, made when needed. */
final class Reading {
  private final Conversation conversation;
  private final JudgedTurns judgedTurns;
  private final @Nullable Normaliser normaliser;
  private @Nullable NormalisedText normalised;

  /**
   * A conversation to read.
   *
   * @param normaliser what makes the views; null when the text is read as it came alone
   */
  Reading(Conversation whole, JudgedTurns judgedTurns, @Nullable Normaliser normaliser) {
    this.conversation = lastTurns(whole, judgedTurns);
    this.judgedTurns = judgedTurns;
    this.normaliser = normaliser;
  }

  /** The turns that are read. */
  Conversation conversation() {
    return conversation;
  }

  /** How much of the conversation is judged. */
  JudgedTurns judgedTurns() {
    return judgedTurns;
  }

  /** The text that is judged, as it came. */
  String text() {
    return conversation.last().content();
  }

  /** The views of the text that is judged. */
  NormalisedText normalised(Normaliser normaliser) {
    NormalisedText made = normalised;
    if (made == null) {
      made = normaliser.normalise(text());
      normalised = made;
    }
    return made;
  }

  /** What a guard has to read, the conversation as it came first. */
  List<ConversationView> views() {
    List<ConversationView> views = new ArrayList<>();
    views.add(new ConversationView(View.RAW, conversation));
    if (normaliser != null) {
      for (var view : normalised(normaliser).further()) {
        if (!view.text().isBlank()) {
          views.add(new ConversationView(view.view(), withLast(view.text())));
        }
      }
    }
    if (judgedTurns.turns() > 1 && saysMoreThanOnce()) {
      views.add(new ConversationView(View.TURNS, joined()));
    }
    return views;
  }

  private static Conversation lastTurns(Conversation whole, JudgedTurns judged) {
    int size = whole.messages().size();
    return judged.turns() == 0 || judged.turns() >= size
        ? whole
        : new Conversation(whole.messages().subList(size - judged.turns(), size));
  }

  private Conversation withLast(String text) {
    List<Message> messages = new ArrayList<>(conversation.messages());
    messages.set(messages.size() - 1, new Message(conversation.last().role(), text));
    return new Conversation(messages);
  }

  private boolean saysMoreThanOnce() {
    return conversation.messages().stream().filter(this::isOfTheSpeaker).count() > 1;
  }

  /** All that the speaker said as one text, an answer with the question before it. */
  private Conversation joined() {
    String text =
        conversation.messages().stream()
            .filter(this::isOfTheSpeaker)
            .map(Message::content)
            .collect(Collectors.joining("\n"));
    Role speaker = conversation.last().role();
    List<Message> messages = new ArrayList<>();
    if (speaker == Role.ASSISTANT) {
      conversation.question().ifPresent(messages::add);
    }
    messages.add(new Message(speaker, text));
    return new Conversation(messages);
  }

  private boolean isOfTheSpeaker(Message message) {
    return message.role() == conversation.last().role();
  }

  /** A conversation in one view. */
  record ConversationView(View view, Conversation conversation) {}
}
