package dev.menshen.server.review;

import dev.menshen.server.store.TestDatabase;

class PostgresReviewTest extends ReviewContract {
  @Override
  TestDatabase database() {
    return TestDatabase.POSTGRESQL;
  }
}
