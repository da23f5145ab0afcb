package dev.menshen.pipeline;

/** What is told of faults: an unknown exception's message may quote the text. */
final class Faults {
  private Faults() {}

  /** Where a fault came from, without its messages. */
  static String trace(Throwable thrown) {
    StringBuilder trace = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      trace.append(t.getClass().getName());
      for (StackTraceElement element : t.getStackTrace()) {
        trace.append("\n\tat ").append(element);
      }
      trace.append('\n');
    }
    return trace.toString();
  }
}
