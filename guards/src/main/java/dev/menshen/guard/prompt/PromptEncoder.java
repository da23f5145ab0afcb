package dev.menshen.guard.prompt;

import dev.menshen.Conversation;
import dev.menshen.Deadline;
import dev.menshen.Direction;
import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.Windows;
import dev.menshen.Windows.Window;
import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns conversations into what a Qwen3Guard-Gen model reads.
 *
 * <p>The ids equal those of the reference implementation's {@code apply_chat_template} for every
 * conversation that the template shows whole and that holds neither a special token nor one of the
 * template's delimiters. Special tokens in a text stay text; delimiters in it get a space; what the
 * template would leave out is folded in. A text longer than a window is read in windows.
 *
 * <p>May be used by many threads at once.
 */
public final class PromptEncoder implements AutoCloseable {
  /** A context that leaves less than this to a window is refused, in tokens. */
  private static final int SHORTEST_WINDOW = 16;

  /** Beginnings of texts that tokenizers join with the words before them, each in its own way. */
  private static final List<String> PROBES = List.of("a", " a", "\n", "1", "\u4e2d", "!", "");

  /** Longer conversations are tokenized piece by piece: most do not fit into a window. */
  private static final int AT_ONCE_CHARACTERS = 65_536;

  /** What cutting a text may add at a window's edges, in tokens. */
  private static final int EDGES = 32;

  private final PlainTokenizer tokenizer;
  private final Layouts layouts;
  private final Delimiters delimiters;
  private final PromptLimits limits;
  private final String fingerprint;
  private final Template prompt;
  private final Template response;

  private PromptEncoder(
      PlainTokenizer tokenizer, Layouts layouts, PromptLimits limits, String fingerprint) {
    this.tokenizer = tokenizer;
    this.layouts = layouts;
    this.delimiters = Delimiters.of(layouts);
    this.limits = limits;
    this.fingerprint = fingerprint;
    this.prompt = template(Direction.PROMPT);
    this.response = template(Direction.RESPONSE);
  }

  /**
   * What is the same for all conversations of a direction.
   *
   * @param prefix the ids that all of them begin with
   * @param answer the beginning of all answers
   * @param answerTokens the longest answer, in tokens
   * @param room the longest prompt, in tokens
   * @param window the longest piece of a text that is read at a time, in tokens
   */
  private record Template(
      List<Long> prefix, AnswerPath answer, int answerTokens, int room, int window) {
    /** Whether a prompt can be read at once. */
    boolean holds(TokenizedPrompt prompt) {
      return prompt.judgedTokens() <= window && prompt.ids().length <= room;
    }
  }

  /**
   * Loads the template and the tokenizer of a model folder.
   *
   * @throws UnusablePromptFileException when one of them is missing, damaged or not Qwen3Guard's
   * @throws IllegalArgumentException when the context does not hold the template and a window
   * @throws IllegalStateException when the tokenizer's native library does not load
   */
  public static PromptEncoder load(Path folder, PromptLimits limits) {
    ChatTemplate template = ChatTemplate.read(folder);
    PlainTokenizer tokenizer = PlainTokenizer.load(folder);
    try {
      List<Path> files = new ArrayList<>(ChatTemplate.files(folder));
      files.add(tokenizer.file());
      return new PromptEncoder(
          tokenizer, Layouts.of(template, tokenizer), limits, PromptFingerprint.of(files));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** The ids that all prompts of a direction begin with, in a new array. */
  public long[] prefix(Direction direction) {
    return of(direction).prefix().stream().mapToLong(Long::longValue).toArray();
  }

  /** The beginning of all answers of a direction. */
  public AnswerPath answer(Direction direction) {
    return of(direction).answer();
  }

  /** How many tokens an answer of a direction has at most. */
  public int answerTokens(Direction direction) {
    return of(direction).answerTokens();
  }

  /** The largest id that a prompt may hold; a model needs a row of its embedding for it. */
  public long largestId() {
    return tokenizer.largestId();
  }

  /**
   * Names the template and the tokenizer: SHA-256 in hexadecimal over their files, the same for
   * every copy of them.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** The file of the tokenizer. */
  public Path tokenizer() {
    return tokenizer.file();
  }

  /**
   * Encodes a conversation, however long that takes: see {@link #encode(Conversation, Deadline)}.
   */
  public List<EncodedPrompt> encode(Conversation conversation) {
    return encode(conversation, Deadline.none());
  }

  /**
   * Encodes a conversation. Of one that does not fit into the context the oldest messages are left
   * out, never a part of the last one.
   *
   * @param deadline is looked at many times in a second
   * @return a prompt for each window of the last message, in order; mostly one
   * @throws dev.menshen.NotScannedException when the deadline passes or the thread is interrupted
   * @throws UnusablePromptFileException when the template does not show turns of these roles, which
   *     Qwen3Guard's always does
   */
  public List<EncodedPrompt> encode(Conversation conversation, Deadline deadline) {
    deadline.check();
    Direction direction = conversation.direction();
    List<Message> messages =
        conversation.messages().stream()
            .map(message -> new Message(message.role(), delimiters.neutralise(message.content())))
            .toList();
    Template template = of(direction);
    if (messages.stream().mapToLong(message -> message.content().length()).sum()
        <= AT_ONCE_CHARACTERS) {
      TokenizedPrompt whole = tokenize(messages);
      if (template.holds(whole)) {
        return List.of(encoded(direction, whole, 0));
      }
    }
    return inWindows(direction, messages, deadline);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private List<EncodedPrompt> inWindows(
      Direction direction, List<Message> messages, Deadline deadline) {
    Template template = of(direction);
    int window = template.window();
    TokenBorders text =
        TokenBorders.of(messages.getLast().content(), tokenizer, deadline, Integer.MAX_VALUE);
    List<Window> windows =
        Windows.cut(text.count(), window, Math.min(limits.overlap(), window / 2));
    int room = windows.size() == 1 ? template.room() : template.room() - EDGES;
    int dropped = dropped(messages, text.piece(windows.getFirst()), room, deadline);
    List<Message> kept = messages.subList(dropped, messages.size());
    return windows.stream()
        .map(text::piece)
        .filter(piece -> windows.size() == 1 || !piece.isEmpty())
        .flatMap(piece -> fitting(kept, piece, template.room(), deadline))
        .map(piece -> encoded(direction, piece, dropped))
        .toList();
  }

  /** How many of the oldest messages to leave out, so that the others fit with this last text. */
  private int dropped(List<Message> messages, String last, int room, Deadline deadline) {
    int low = surelyDropped(messages, room, deadline);
    int high = messages.size() - 1;
    while (low < high) {
      deadline.check();
      int middle = (low + high) / 2;
      List<Message> kept = ending(messages.subList(middle, messages.size()), last);
      if (tokenize(kept).ids().length <= room) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * How many of the oldest messages there is no room for even without the template's words: what is
   * longer than the context by far is not tokenized for it.
   */
  private int surelyDropped(List<Message> messages, int room, Deadline deadline) {
    int first = messages.size() - 1;
    long tokens = 0;
    while (first > 0 && tokens <= room) {
      String content = messages.get(first - 1).content();
      // The tokens at the edges may become one with others.
      tokens += Math.max(0, TokenBorders.of(content, tokenizer, deadline, 2 * room).count() - 2);
      first--;
    }
    return tokens > room ? first + 1 : 0;
  }

  /** A window's prompt; of a piece that has more tokens apart than in the whole text, two. */
  private Stream<TokenizedPrompt> fitting(
      List<Message> kept, String piece, int room, Deadline deadline) {
    deadline.check();
    TokenizedPrompt prompt = tokenize(ending(kept, piece));
    int codePoints = piece.codePointCount(0, piece.length());
    if (prompt.ids().length <= room || codePoints < 2) {
      return Stream.of(prompt);
    }
    int middle = piece.offsetByCodePoints(0, codePoints / 2);
    return Stream.concat(
        fitting(kept, piece.substring(0, middle), room, deadline),
        fitting(kept, piece.substring(middle), room, deadline));
  }

  /** The messages with another text in the place of the last one's. */
  private List<Message> ending(List<Message> messages, String text) {
    List<Message> changed = new ArrayList<>(messages);
    // A label inside a line may stand at the beginning of the piece.
    changed.set(
        changed.size() - 1, new Message(changed.getLast().role(), delimiters.neutralise(text)));
    return changed;
  }

  private TokenizedPrompt tokenize(List<Message> messages) {
    List<Message> turns = Turns.of(messages);
    Layout layout = layouts.of(turns.stream().map(Message::role).toList());
    return TokenizedPrompt.of(layout, turns, messages.getLast().content().length(), tokenizer);
  }

  private EncodedPrompt encoded(Direction direction, TokenizedPrompt tokenized, int dropped) {
    long[] prefix = prefix(direction);
    int mismatch = Arrays.mismatch(prefix, tokenized.ids());
    return new EncodedPrompt(
        direction,
        tokenized.ids(),
        mismatch < 0 ? prefix.length : mismatch,
        tokenized.from(),
        tokenized.to(),
        dropped);
  }

  private Template of(Direction direction) {
    return switch (direction) {
      case PROMPT -> prompt;
      case RESPONSE -> response;
    };
  }

  private Template template(Direction direction) {
    Layout layout =
        switch (direction) {
          case PROMPT -> layouts.of(List.of(Role.USER));
          case RESPONSE -> layouts.of(List.of(Role.USER, Role.ASSISTANT));
        };
    AnswerTokens answers =
        AnswerTokens.of(
            tokenizer,
            layout.end(tokenizer),
            layout
                .endOfTurn()
                .orElseThrow(
                    () ->
                        new UnusablePromptFileException(
                            Problem.TEMPLATE_WITHOUT_END, tokenizer.file())));
    List<long[]> probes = PROBES.stream().map(text -> probe(direction, text).ids()).toList();
    long[] ids = probes.getFirst();
    int room = limits.context() - answers.longest();
    int window = Math.min(limits.window(), room - ids.length - EDGES);
    if (window < SHORTEST_WINDOW) {
      throw new IllegalArgumentException(
          "a context of %d tokens does not hold the template, an answer and %d tokens of text; set it to %d or more"
              .formatted(
                  limits.context(), SHORTEST_WINDOW, limits.context() + SHORTEST_WINDOW - window));
    }
    int common =
        probes.stream().skip(1).mapToInt(other -> Arrays.mismatch(ids, other)).min().orElse(0);
    List<Long> prefix = Arrays.stream(ids).limit(common).boxed().toList();
    return new Template(
        prefix, AnswerPath.start(answers, direction), answers.longest(), room, window);
  }

  private TokenizedPrompt probe(Direction direction, String text) {
    return tokenize(
        switch (direction) {
          case PROMPT -> List.of(Message.user(text));
          case RESPONSE -> List.of(Message.user(text), Message.assistant(text));
        });
  }
}
