package dev.menshen.server.audit;

import java.time.InstantSource;
import java.util.TreeMap;

/** Records administrative acts in a journal. */
final class JournalActs implements AdministrativeActs {
  private final Journal journal;
  private final InstantSource clock;

  JournalActs(Journal journal, InstantSource clock) {
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public void record(AdministrativeAct act) {
    JsonLine line = new JsonLine().string("kind", "act").time("time", clock.instant());
    line.string("actor", act.actor().reference()).string("actorName", act.actor().name());
    line.string("act", act.name()).string("target", act.target());
    act.scope().tenant().ifPresent(it -> line.string("tenant", it));
    act.scope().application().ifPresent(it -> line.string("application", it));
    if (!act.detail().isEmpty()) {
      line.object("detail");
      new TreeMap<>(act.detail()).forEach(line::string);
      line.endObject();
    }
    journal.record(RecordKind.ACT, line);
  }
}
