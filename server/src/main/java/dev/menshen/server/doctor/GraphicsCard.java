package dev.menshen.server.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A graphics card of NVIDIA's. Menshen runs on the processor; the card matters to whoever serves a
 * model on it with another program. Sizes in bytes; what the driver does not tell is absent.
 *
 * @param name its name
 * @param memory its memory
 * @param used what of that is in use
 * @param driver the version of its driver
 * @param capability the version of what it computes, such as {@code 9.0}
 * @param slices the memory of each part, when it is divided by MIG; a program gets one of them
 */
public record GraphicsCard(
    String name,
    OptionalLong memory,
    OptionalLong used,
    String driver,
    String capability,
    List<Long> slices) {
  /** Copies the slices. */
  public GraphicsCard {
    slices = List.copyOf(slices);
  }

  /** What one program can have of it at most. */
  public OptionalLong largest() {
    return slices.isEmpty() ? memory : slices.stream().mapToLong(Long::longValue).max();
  }

  /** The largest of the released models that it can hold in bf16, for a server such as vLLM. */
  public Optional<ReleasedModel> holds() {
    OptionalLong bytes = largest();
    return bytes.isEmpty()
        ? Optional.empty()
        : ReleasedModel.ALL.reversed().stream()
            .filter(model -> model.fitsGraphicsCard(bytes.getAsLong()))
            .findFirst();
  }
}
