package dev.menshen.server.store;

import dev.menshen.ban.BanStore;
import dev.menshen.ban.BanStoreContract;

class H2BanStoreTest extends BanStoreContract {
  private final TestDatabase.Instances instances = TestDatabase.H2.empty();

  @Override
  protected BanStore store() {
    return new JdbcBanStore(instances.first());
  }

  @Override
  protected BanStore sibling() {
    return new JdbcBanStore(instances.second());
  }
}
