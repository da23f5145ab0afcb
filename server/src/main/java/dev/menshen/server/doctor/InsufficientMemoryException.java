package dev.menshen.server.doctor;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.Precision;
import java.util.Optional;

/** A model does not fit into memory. It was not loaded; the message has the figures. */
public final class InsufficientMemoryException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final transient Shortage shortage;

  /**
   * What is short.
   *
   * @param model the model's name
   * @param precision the precision that it was to be loaded in
   * @param needed the bytes that it needs
   * @param room the memory that there is
   * @param fitting a precision in which it fits, if there is one
   */
  public record Shortage(
      String model,
      Precision precision,
      long needed,
      MemoryRoom room,
      Optional<Precision> fitting) {}

  InsufficientMemoryException(
      String model,
      Precision precision,
      Footprint footprint,
      MemoryRoom room,
      Optional<Precision> fitting) {
    this(new Shortage(model, precision, footprint.total(), room, fitting));
  }

  private InsufficientMemoryException(Shortage shortage) {
    super(message(shortage));
    this.shortage = shortage;
  }

  /** The figures, for a message in another language. */
  public Shortage shortage() {
    return shortage;
  }

  private static String message(Shortage it) {
    return "%s in %s needs %s of memory, and %s of %s are free%s; %s"
        .formatted(
            it.model(),
            it.precision().label(),
            Bytes.text(it.needed()),
            Bytes.text(it.room().free()),
            Bytes.text(it.room().total()),
            it.room().limit().map(" (the limit in %s)"::formatted).orElse(""),
            it.fitting()
                .map(fine -> "use --precision " + fine.label())
                .orElse("use a smaller model, or give it more memory"));
  }
}
