package dev.menshen.guard.local;

/** Told how far the conversion of a model is. */
@FunctionalInterface
public interface ConversionProgress {
  /** Nobody is told. */
  ConversionProgress NONE = (written, total) -> {};

  /**
   * Called from time to time while the weights are written.
   *
   * @param written bytes that have been written
   * @param total bytes that will be there in the end, nearly
   */
  void converted(long written, long total);
}
