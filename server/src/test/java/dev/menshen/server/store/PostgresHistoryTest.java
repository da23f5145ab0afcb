package dev.menshen.server.store;

import dev.menshen.history.History;
import dev.menshen.history.HistoryContract;

class PostgresHistoryTest extends HistoryContract {
  private final TestDatabase.Instances instances = TestDatabase.POSTGRESQL.empty();

  @Override
  protected History history() {
    return new JdbcHistory(instances.first());
  }

  @Override
  protected History sibling() {
    return new JdbcHistory(instances.second());
  }
}
