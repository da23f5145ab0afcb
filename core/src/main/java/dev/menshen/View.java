package dev.menshen;

import java.util.Arrays;
import java.util.Optional;

/** A way to read a text: as it is, or with a disguise taken off. */
public enum View {
  /** The text as it came. */
  RAW("raw"),
  /** Without look-alikes, invisible characters, interposed symbols and the like. */
  FOLDED("folded"),
  /** A Base64 run, decoded. */
  BASE64("base64"),
  /** A run of hexadecimal digits, decoded. */
  HEX("hex"),
  /** Percent encoding, decoded. */
  PERCENT("percent"),
  /** HTML character references, decoded. */
  HTML("html"),
  /** Letters rotated by thirteen, rotated back. */
  ROT13("rot13"),
  /** The last turns of the same speaker as one text. */
  TURNS("turns");

  private final String label;

  View(String label) {
    this.label = label;
  }

  /** The name in answers and rules, such as {@code folded}. */
  public String label() {
    return label;
  }

  /** The view with this {@link #label()}, if there is one. */
  public static Optional<View> ofLabel(String label) {
    return Arrays.stream(values()).filter(view -> view.label.equals(label)).findFirst();
  }
}
