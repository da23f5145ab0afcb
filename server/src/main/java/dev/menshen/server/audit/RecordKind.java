package dev.menshen.server.audit;

/** What a record is about. */
enum RecordKind {
  MODERATION("moderation"),
  ACT("act");

  private final String label;

  RecordKind(String label) {
    this.label = label;
  }

  /** The name in records and metrics. */
  String label() {
    return label;
  }
}
