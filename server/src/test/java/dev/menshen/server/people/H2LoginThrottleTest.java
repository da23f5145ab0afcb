package dev.menshen.server.people;

import dev.menshen.server.store.TestDatabase;

class H2LoginThrottleTest extends LoginThrottleContract {
  H2LoginThrottleTest() {
    super(TestDatabase.H2);
  }
}
