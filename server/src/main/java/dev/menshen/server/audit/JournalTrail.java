package dev.menshen.server.audit;

import dev.menshen.pipeline.AuditTrail;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.server.keyring.TextDigests;
import java.time.Instant;

/** Records moderations in a journal. */
final class JournalTrail implements AuditTrail {
  private final Journal journal;
  private final ModerationRecords records;

  JournalTrail(Journal journal, TextDigests digests) {
    this.journal = journal;
    this.records = new ModerationRecords(digests);
  }

  @Override
  public void record(ModerationRequest request, Instant time, Moderation moderation) {
    journal.record(RecordKind.MODERATION, records.record(request, time, moderation));
  }
}
