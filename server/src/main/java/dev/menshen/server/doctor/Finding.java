package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Something that the doctor found.
 *
 * @param symptom what
 * @param details the words and figures of its text, in the order that the symptom names
 */
public record Finding(Symptom symptom, List<String> details) {
  /** Copies the details. */
  public Finding {
    requireNonNull(symptom, "symptom is null");
    details = List.copyOf(details);
  }

  static Finding of(Symptom symptom, String... details) {
    return new Finding(symptom, List.of(details));
  }
}
