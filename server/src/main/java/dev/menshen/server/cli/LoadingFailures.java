package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.Fault;
import dev.menshen.guard.checkpoint.InvalidCheckpointException;
import dev.menshen.guard.checkpoint.ModelNotFoundException;
import dev.menshen.guard.local.ConversionException;
import dev.menshen.guard.prompt.UnusablePromptFileException;
import dev.menshen.server.doctor.Bytes;
import dev.menshen.server.doctor.InsufficientMemoryException;
import dev.menshen.server.doctor.Models;
import dev.menshen.server.guard.NoModelException;
import java.util.List;
import java.util.stream.Collectors;

/** What it means that a guard does not load, and what to do about it. */
final class LoadingFailures {
  private LoadingFailures() {}

  /**
   * The end of a command that has no guard.
   *
   * @param fault why the guard did not load
   * @throws RuntimeException the fault itself when it is none of those that are expected
   */
  static CommandFailure of(RuntimeException fault, Texts texts) {
    return CommandFailure.of(
        switch (fault) {
          case ModelNotFoundException e -> e.message(texts.locale());
          case NoModelException e -> noModel(e.models(), texts);
          case InvalidCheckpointException e -> faults(e.faults(), texts);
          case UnusablePromptFileException e -> e.message(texts.locale());
          case ConversionException e -> e.message(texts.locale());
          case InsufficientMemoryException e -> memory(e.shortage(), texts);
          case IllegalStateException e -> texts.get("error.guard", String.valueOf(e.getMessage()));
          // The other settings are checked by now.
          case IllegalArgumentException e ->
              texts.get("error.model.context", String.valueOf(e.getMessage()));
          default -> throw fault;
        },
        fault);
  }

  private static String noModel(Models models, Texts texts) {
    StringBuilder message = new StringBuilder(texts.get("error.model.none"));
    models.searched().forEach(place -> message.append("\n  ").append(place));
    models
        .broken()
        .forEach(
            it ->
                message
                    .append('\n')
                    .append(texts.get("error.model.broken", it.name(), it.problem())));
    return message.toString();
  }

  private static String faults(List<Fault> faults, Texts texts) {
    String lines =
        faults.stream()
            .map(fault -> fault.message(texts.locale()))
            .collect(Collectors.joining("\n"));
    return faults.size() == 1
        ? lines
        : texts.get("error.model.faults", faults.size()) + "\n" + lines;
  }

  private static String memory(InsufficientMemoryException.Shortage it, Texts texts) {
    return texts.get(
        "error.memory",
        it.model(),
        it.precision().label(),
        Bytes.text(it.needed()),
        Bytes.text(it.room().free()),
        Bytes.text(it.room().total()),
        it.room().limit().map(file -> texts.get("error.memory.limit", file)).orElse(""),
        it.fitting()
            .map(precision -> texts.get("error.memory.precision", precision.label()))
            .orElseGet(() -> texts.get("error.memory.model")));
  }
}
