package dev.menshen.server.cli;

import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.Bytes;
import dev.menshen.server.doctor.ModelChoice;
import dev.menshen.server.guard.SelectedModel;
import java.util.ArrayList;
import java.util.List;

/** Which model was selected, why in this precision, and what it needs. */
final class ModelNote {
  private ModelNote() {}

  /** What is said before a model is loaded. */
  static List<String> loading(SelectedModel selected, Texts texts) {
    ModelChoice.Option option = selected.choice().option();
    List<String> lines = new ArrayList<>();
    lines.add(texts.get("model.loading", option.model().name(), option.precision().label()));
    if (isSurprising(selected)) {
      lines.addAll(why(selected, texts));
    }
    return lines;
  }

  /** Why this model in this precision. */
  static List<String> why(SelectedModel selected, Texts texts) {
    ModelChoice.Chosen choice = selected.choice();
    ModelChoice.Option taken = choice.option();
    String precision = taken.precision().label();
    List<String> lines = new ArrayList<>();
    if (selected.request().precision().isPresent()) {
      lines.add(texts.get("model.precision.asked", precision));
    } else if (choice.reason() == ModelChoice.Reason.REDUCED_PRECISION) {
      ModelChoice.Option finer = choice.passedOver().getLast();
      lines.add(
          texts.get(
              "model.precision.reduced",
              precision,
              finer.precision().label(),
              needed(finer),
              Bytes.text(selected.room().free())));
    } else {
      lines.add(texts.get("model.precision.finest", precision));
    }
    choice.passedOver().stream()
        .filter(other -> !other.model().equals(taken.model()))
        .reduce((first, last) -> last)
        .ifPresent(
            larger ->
                lines.add(
                    texts.get(
                        "model.larger",
                        larger.model().name(),
                        larger.precision().label(),
                        needed(larger))));
    return lines;
  }

  /** What the model needs and what is there. */
  static String memory(SelectedModel selected, Texts texts) {
    return texts.get(
        "model.memory",
        needed(selected.choice().option()),
        Bytes.text(selected.room().free()),
        Bytes.text(selected.room().total()),
        selected.room().limit().map(file -> texts.get("error.memory.limit", file)).orElse(""));
  }

  /** Whether the precision is neither the finest nor what was asked for. */
  private static boolean isSurprising(SelectedModel selected) {
    return selected.request().precision().isEmpty()
        && selected.choice().option().precision() != Precision.FP32;
  }

  private static String needed(ModelChoice.Option option) {
    return Bytes.text(option.footprint().total());
  }
}
