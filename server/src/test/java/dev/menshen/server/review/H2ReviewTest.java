package dev.menshen.server.review;

import dev.menshen.server.store.TestDatabase;

class H2ReviewTest extends ReviewContract {
  @Override
  TestDatabase database() {
    return TestDatabase.H2;
  }
}
