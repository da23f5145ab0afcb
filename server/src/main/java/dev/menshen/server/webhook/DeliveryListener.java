package dev.menshen.server.webhook;

/** Told what becomes of deliveries. Called on the threads that deliver. */
@FunctionalInterface
interface DeliveryListener {
  /**
   * Something became of a delivery.
   *
   * @param kind the kind of its destination
   */
  void happened(String kind, Result result);

  /** What becomes of a delivery. */
  enum Result {
    /** The destination has it. */
    DELIVERED("delivered"),
    /** It failed and is tried again. */
    RETRIED("retried"),
    /** It was given up. */
    DEAD("dead");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    /** The name in metrics, such as {@code delivered}. */
    String label() {
      return label;
    }
  }
}
