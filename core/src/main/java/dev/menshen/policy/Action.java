package dev.menshen.policy;

import java.util.Arrays;
import java.util.Optional;

/** Something that a policy has done about a text. */
public enum Action {
  /** Lets it through. */
  PASS("pass"),
  /** Says that it goes through without a verdict. */
  FLAG("flag"),
  /** Marks it, visibly and invisibly. */
  WATERMARK("watermark"),
  /** Covers what the lists found in it. */
  MASK("mask"),
  /** Writes a line to the log, without the text. */
  LOG("log"),
  /** Puts it before a person. */
  REVIEW("review"),
  /** Puts another text in its place. */
  REPLY("reply"),
  /** Tells somebody at once. */
  ALERT("alert"),
  /** Counts a strike against the subject, who is banned for a while when it is one too many. */
  BAN("ban"),
  /** Does not let it through. */
  BLOCK("block");

  private final String label;

  Action(String label) {
    this.label = label;
  }

  /** The name in policies, answers and metrics, such as {@code watermark}. */
  public String label() {
    return label;
  }

  /** The action with this {@link #label()}, if there is one. */
  public static Optional<Action> ofLabel(String label) {
    return Arrays.stream(values()).filter(action -> action.label.equals(label)).findFirst();
  }
}
