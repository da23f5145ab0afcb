package dev.menshen.server.review;

import java.util.Arrays;
import java.util.Optional;

/** How labelled texts are given out. */
enum TrainingFormat {
  /** Messages, severity and categories: what {@code menshen eval --data} reads. */
  LABELS("labels"),
  /** Qwen3Guard's own prompt and answer, for fine-tuning. */
  QWEN3GUARD("qwen3guard");

  private final String label;

  TrainingFormat(String label) {
    this.label = label;
  }

  /** The name in requests, such as {@code labels}. */
  String label() {
    return label;
  }

  static Optional<TrainingFormat> ofLabel(String label) {
    return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
  }
}
