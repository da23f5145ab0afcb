package dev.menshen.server.audit;

import java.time.Instant;
import java.util.TreeMap;

/** Makes the records of administrative acts, as docs/audit.md describes them. */
final class ActRecords {
  private ActRecords() {}

  static JsonLine record(AdministrativeAct act, Instant time) {
    JsonLine line = new JsonLine().string("kind", "act").time("time", time);
    line.string("actor", act.actor().reference()).string("actorName", act.actor().name());
    line.string("act", act.name()).string("target", act.target());
    act.scope().tenant().ifPresent(it -> line.string("tenant", it));
    act.scope().application().ifPresent(it -> line.string("application", it));
    if (!act.detail().isEmpty()) {
      line.object("detail");
      new TreeMap<>(act.detail()).forEach(line::string);
      line.endObject();
    }
    return line;
  }
}
