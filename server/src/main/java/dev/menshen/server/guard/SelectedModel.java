package dev.menshen.server.guard;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.doctor.MemoryRoom;
import dev.menshen.server.doctor.ModelChoice;

/**
 * The model that will be loaded: it fits into memory.
 *
 * @param request what was asked for
 * @param choice the model, its precision, what it needs, and what was passed over for it
 * @param room the memory that it was chosen for
 */
public record SelectedModel(ModelRequest request, ModelChoice.Chosen choice, MemoryRoom room) {
  /** Checks for nulls. */
  public SelectedModel {
    requireNonNull(request, "request is null");
    requireNonNull(choice, "choice is null");
    requireNonNull(room, "room is null");
  }
}
