package dev.menshen.guard.prompt;

import dev.menshen.Message;
import dev.menshen.Role;
import dev.menshen.guard.prompt.UnusablePromptFileException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The layouts of a template, one for each sequence of roles.
 *
 * <p>The template is rendered with marks in the place of the contents, which are then put in
 * between its texts. Thus no text is ever run as a template, each content stands in the prompt once
 * and unchanged, and a sequence of roles is rendered once. That a template treats all contents
 * alike is checked when it is loaded.
 */
final class Layouts {
  /** Private-use characters; the template's own text holds none, or the marks do not come out. */
  private static final char OPEN = '\uE000';

  private static final char CLOSE = '\uE001';

  /** Sequences of roles whose layouts are kept: those that were used last, of at most so many. */
  private static final int KEPT = 256;

  private static final int LONGEST_KEPT = 64;

  /** Contents that a template would show otherwise if it ran, trimmed or escaped them. */
  private static final List<Message> PROBES =
      List.of(
          new Message(Role.SYSTEM, "  One\n"),
          Message.user(""),
          Message.assistant("\n{{ 7 * 7 }} {% raw %} {# two #} <b>&amp; \"'\\n\\\\ "),
          Message.user("<think>three</think> \r\n\u00e9\ud83d\ude00"),
          Message.assistant(" "));

  private final ChatTemplate template;
  private final PlainTokenizer tokenizer;
  private final Map<List<Role>, Layout> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Role>, Layout> eldest) {
          return size() > KEPT;
        }
      };

  private Layouts(ChatTemplate template, PlainTokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
  }

  /**
   * Prepares a template.
   *
   * @throws UnusablePromptFileException when it does not render, leaves out a message, or changes
   *     the text of one
   */
  static Layouts of(ChatTemplate template, PlainTokenizer tokenizer) {
    Layouts layouts = new Layouts(template, tokenizer);
    for (int last = 2; last <= PROBES.size(); last++) {
      layouts.check(PROBES.subList(0, last));
      layouts.check(PROBES.subList(1, last));
    }
    return layouts;
  }

  /**
   * How turns of these roles are set.
   *
   * @throws UnusablePromptFileException when the template does not show each of them once
   */
  Layout of(List<Role> roles) {
    synchronized (kept) {
      Layout layout = kept.get(roles);
      if (layout != null) {
        return layout;
      }
    }
    Layout layout = Layout.of(texts(roles), tokenizer);
    if (roles.size() <= LONGEST_KEPT) {
      synchronized (kept) {
        kept.put(List.copyOf(roles), layout);
      }
    }
    return layout;
  }

  private List<String> texts(List<Role> roles) {
    List<Message> marked = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      marked.add(new Message(roles.get(i), mark(i)));
    }
    String rendered = template.render(marked);
    List<String> texts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < roles.size(); i++) {
      int at = rendered.indexOf(OPEN, from);
      if (at < 0 || !rendered.startsWith(mark(i), at)) {
        throw notShown(i, roles);
      }
      texts.add(rendered.substring(from, at));
      from = at + mark(i).length();
    }
    if (rendered.indexOf(OPEN, from) >= 0) {
      throw notShown(roles.size() - 1, roles);
    }
    texts.add(rendered.substring(from));
    return texts;
  }

  private void check(List<Message> probe) {
    List<String> texts = of(probe.stream().map(Message::role).toList()).texts();
    StringBuilder expected = new StringBuilder(texts.getFirst());
    for (int i = 0; i < probe.size(); i++) {
      expected.append(probe.get(i).content()).append(texts.get(i + 1));
    }
    if (!template.render(probe).contentEquals(expected)) {
      throw new UnusablePromptFileException(Problem.TEMPLATE_CHANGES_TEXT, template.file());
    }
  }

  private UnusablePromptFileException notShown(int index, List<Role> roles) {
    return new UnusablePromptFileException(
        Problem.TEMPLATE_HIDES_MESSAGE,
        template.file(),
        index + 1,
        String.join(", ", roles.stream().map(Role::label).toList()));
  }

  private static String mark(int index) {
    return "%c%d%c".formatted(OPEN, index, CLOSE);
  }
}
