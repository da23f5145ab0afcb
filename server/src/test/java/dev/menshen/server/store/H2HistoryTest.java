package dev.menshen.server.store;

import dev.menshen.history.History;
import dev.menshen.history.HistoryContract;

class H2HistoryTest extends HistoryContract {
  private final TestDatabase.Instances instances = TestDatabase.H2.empty();

  @Override
  protected History history() {
    return new JdbcHistory(instances.first());
  }

  @Override
  protected History sibling() {
    return new JdbcHistory(instances.second());
  }
}
