package dev.menshen.server.doctor;

import java.util.Locale;

/** What a finding is about, in the order of the page. */
public enum Area {
  /** The Java that runs the program. */
  JAVA,
  /** The operating system. */
  SYSTEM,
  /** The processor and how much of it there is. */
  PROCESSOR,
  /** Memory and its limits. */
  MEMORY,
  /** Graphics cards. */
  GRAPHICS,
  /** The folders that are written to. */
  DISK,
  /** Native libraries. */
  LIBRARIES,
  /** Where the server would listen. */
  PORT,
  /** The models on this machine. */
  MODELS;

  /** The name in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
