package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.store.TestDatabase;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What every store of heads does. */
abstract class HeadStoreContract {
  private static final Head HEAD = new Head("one", 3, new ChainPoint(70, "0a".repeat(32)));

  private final HeadStore store;
  private final HeadStore sibling;

  HeadStoreContract(TestDatabase database) {
    TestDatabase.Instances instances = database.empty();
    store = new JdbcHeadStore(instances.first(), InstantSource.system());
    sibling = new JdbcHeadStore(instances.second(), InstantSource.system());
  }

  @Test
  void aJournalThatNobodyWroteDownHasNoHead() {
    assertThat(store.find("one")).isEmpty();
  }

  @Test
  void aHeadIsFoundByEveryInstance() {
    store.save(HEAD);

    assertThat(store.find("one")).contains(HEAD);
    assertThat(sibling.find("one")).contains(HEAD);
  }

  @Test
  void aLaterHeadTakesThePlaceOfTheOneBefore() {
    Head later = new Head("one", 4, new ChainPoint(71, "0b".repeat(32)));
    store.save(HEAD);
    sibling.save(later);

    assertThat(store.find("one")).contains(later);
  }

  @Test
  void everyJournalHasItsOwn() {
    Head other = new Head("two", 1, new ChainPoint(1, "0c".repeat(32)));
    store.save(HEAD);
    store.save(other);

    assertThat(store.find("one")).contains(HEAD);
    assertThat(store.find("two")).contains(other);
  }
}
