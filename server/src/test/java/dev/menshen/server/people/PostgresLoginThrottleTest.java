package dev.menshen.server.people;

import dev.menshen.server.store.TestDatabase;

class PostgresLoginThrottleTest extends LoginThrottleContract {
  PostgresLoginThrottleTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
