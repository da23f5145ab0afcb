package dev.menshen;

import java.util.Arrays;
import java.util.Optional;

/** What kind of harm a text holds: the nine categories of Qwen3Guard, in its order. */
public enum Category {
  /** Instructions for, or depictions of, violence and weapons. */
  VIOLENT("Violent"),
  /** Hacking, drugs, theft, fraud and other crime without violence. */
  NON_VIOLENT_ILLEGAL_ACTS("Non-violent Illegal Acts"),
  /** Sexual imagery, references and acts. */
  SEXUAL("Sexual Content or Sexual Acts"),
  /** Personally identifying information given away or asked for. */
  PII("PII"),
  /** Advocating, or giving methods of, suicide and self-harm. */
  SUICIDE_AND_SELF_HARM("Suicide & Self-Harm"),
  /** Hate, discrimination, harassment, disinformation and other unethical conduct. */
  UNETHICAL_ACTS("Unethical Acts"),
  /** Deliberately false or inflammatory statements on politics. */
  POLITICALLY_SENSITIVE_TOPICS("Politically Sensitive Topics"),
  /** Reproducing protected works without permission. */
  COPYRIGHT_VIOLATION("Copyright Violation"),
  /** An attempt to override the instructions of the model that reads the prompt. */
  JAILBREAK("Jailbreak");

  private final String label;

  Category(String label) {
    this.label = label;
  }

  /** The name in Qwen3Guard's answers, such as {@code Suicide & Self-Harm}. */
  public String label() {
    return label;
  }

  /** Whether the category exists in this direction: a jailbreak can only be asked for. */
  public boolean appliesTo(Direction direction) {
    return this != JAILBREAK || direction == Direction.PROMPT;
  }

  /** The category with this {@link #label()}, if there is one. */
  public static Optional<Category> ofLabel(String label) {
    return Arrays.stream(values()).filter(category -> category.label.equals(label)).findFirst();
  }
}
