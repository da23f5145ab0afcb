package dev.menshen.server.cli;

import dev.menshen.guard.checkpoint.Fault;
import java.nio.file.Path;
import java.util.List;

/** A check of a model that goes beyond its files, such as whether the engine runs it right. */
@FunctionalInterface
interface ModelCheck {
  /**
   * Checks a model whose files are whole.
   *
   * @param folder the model's folder
   * @return what is wrong; empty when nothing is
   */
  List<Fault> check(Path folder);
}
