package dev.menshen.server.store;

import dev.menshen.ban.BanStore;
import dev.menshen.ban.BanStoreContract;

class PostgresBanStoreTest extends BanStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.POSTGRESQL.empty();

  @Override
  protected BanStore store() {
    return new JdbcBanStore(instances.first());
  }

  @Override
  protected BanStore sibling() {
    return new JdbcBanStore(instances.second());
  }
}
