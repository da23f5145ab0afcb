package dev.menshen.server.cli;

import dev.menshen.Severity;
import dev.menshen.server.doctor.Mark;

/**
 * Colours for a terminal: ANSI escape sequences (ECMA-48, SGR), or none.
 *
 * @param enabled whether to paint at all
 */
record Palette(boolean enabled) {
  String severity(Severity severity, String text) {
    return switch (severity) {
      case SAFE -> paint("32", text);
      case CONTROVERSIAL -> paint("33", text);
      case UNSAFE -> paint("31", text);
    };
  }

  /** What the doctor found: in the colours of the verdicts. */
  String mark(Mark mark, String text) {
    return switch (mark) {
      case OK -> paint("32", text);
      case ATTENTION -> paint("33", text);
      case FAULT -> paint("31", text);
    };
  }

  /** A verdict: bold, in reverse. */
  String verdict(Severity severity, String text) {
    return severity(severity, enabled ? paint("1;7", " " + text + " ") : text);
  }

  /** The absence of a verdict: looks like none of the verdicts. */
  String notScanned(String text) {
    return paint("1;35", text);
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
