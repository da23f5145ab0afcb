package dev.menshen.server;

import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Primary;

/** Keeps the acts of a server under test. */
@Primary
public final class RecordedActs implements AdministrativeActs {
  private final List<AdministrativeAct> acts = new CopyOnWriteArrayList<>();

  @Override
  public void record(AdministrativeAct act) {
    acts.add(act);
  }

  /** The names of the acts that were done to something. */
  public List<String> of(String target) {
    return acts.stream()
        .filter(act -> act.target().equals(target))
        .map(AdministrativeAct::name)
        .toList();
  }

  /** All of them. */
  public List<AdministrativeAct> all() {
    return List.copyOf(acts);
  }
}
