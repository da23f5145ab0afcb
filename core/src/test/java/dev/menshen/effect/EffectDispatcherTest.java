package dev.menshen.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.menshen.policy.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EffectDispatcherTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final DispatchOptions OPTIONS =
      new DispatchOptions(10, SHORT, 2, 3, SHORT, SHORT, 5, LONG);

  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
  private final List<EffectDispatcher> dispatchers = new ArrayList<>();

  @AfterEach
  void close() {
    dispatchers.forEach(EffectDispatcher::close);
  }

  @Test
  void everySinkOfTheActionGetsTheEffect() throws Exception {
    ScriptedSink one = ScriptedSink.working("one");
    ScriptedSink two = ScriptedSink.working("two");
    EffectSink other = new OtherSink();
    EffectDispatcher dispatcher = dispatcher(OPTIONS, one, two, other);

    dispatcher.accept(SomeEffects.alert("m1"));

    assertThat(one.next()).isEqualTo("m1");
    assertThat(two.next()).isEqualTo("m1");
    assertThat(List.of(happened.take(), happened.take()))
        .containsExactlyInAnyOrder("one ALERT DELIVERED", "two ALERT DELIVERED");
    assertThat(dispatcher.pending()).isZero();
  }

  @Test
  void aSinkThatFailsIsTriedAgain() throws Exception {
    ScriptedSink sink = ScriptedSink.failing("sink", 2);
    EffectDispatcher dispatcher = dispatcher(OPTIONS, sink);

    dispatcher.accept(SomeEffects.alert("m1"));

    assertThat(sink.next()).isEqualTo("m1");
    assertThat(happened.take()).isEqualTo("sink ALERT RETRIED");
    assertThat(happened.take()).isEqualTo("sink ALERT RETRIED");
    assertThat(happened.take()).isEqualTo("sink ALERT DELIVERED");
    assertThat(dispatcher.undelivered()).isEmpty();
  }

  @Test
  void whatFailsTooOftenIsKeptWithTheClassOfTheErrorAndCanBeTriedAgain() throws Exception {
    ScriptedSink sink = ScriptedSink.failing("sink", 3);
    EffectDispatcher dispatcher = dispatcher(OPTIONS, sink);

    dispatcher.accept(SomeEffects.alert("m1"));
    await("sink ALERT UNDELIVERED");
    UndeliveredEffect undelivered = awaitUndelivered(dispatcher, 1).getFirst();

    assertThat(undelivered.effect().moderationId()).isEqualTo("m1");
    assertThat(undelivered.sink()).isEqualTo("sink");
    assertThat(undelivered.attempts()).isEqualTo(3);
    assertThat(undelivered.cause()).isEqualTo("java.io.IOException");
    assertThat(undelivered.toString()).doesNotContain("pineapple");
    assertThat(dispatcher.retry()).isEqualTo(1);
    assertThat(sink.next()).isEqualTo("m1");
    assertThat(dispatcher.undelivered()).isEmpty();
  }

  @Test
  void anImmediateSinkHasTheEffectBeforeWhoeverHandsItOverGoesOn() {
    ScriptedSink sink = ScriptedSink.immediate("sink", 0);
    EffectDispatcher dispatcher = dispatcher(OPTIONS, sink);

    dispatcher.accept(SomeEffects.alert("m1"));

    assertThat(sink.delivered()).containsExactly("m1");
    assertThat(happened).containsExactly("sink ALERT DELIVERED");
    assertThat(dispatcher.pending()).isZero();
  }

  @Test
  void anImmediateSinkThatFailsIsTriedAgainBehindTheBackAsOftenAsOthers() throws Exception {
    ScriptedSink sink = ScriptedSink.immediate("sink", 3);
    EffectDispatcher dispatcher = dispatcher(OPTIONS, sink);

    dispatcher.accept(SomeEffects.alert("m1"));
    await("sink ALERT UNDELIVERED");

    assertThat(awaitUndelivered(dispatcher, 1).getFirst().attempts()).isEqualTo(3);
    assertThat(dispatcher.retry()).isEqualTo(1);
    assertThat(sink.next()).isEqualTo("m1");
  }

  @Test
  void anImmediateSinkIsTriedThoughThereIsNoRoomToWait() throws Exception {
    ScriptedSink sink = ScriptedSink.immediate("sink", 1);
    EffectDispatcher dispatcher =
        dispatcher(new DispatchOptions(1, SHORT, 1, 3, LONG, LONG, 5, LONG), sink);
    dispatcher.accept(SomeEffects.alert("m1"));
    await("sink ALERT RETRIED");

    dispatcher.accept(SomeEffects.alert("m2"));

    assertThat(sink.delivered()).containsExactly("m2");
    assertThat(dispatcher.pending()).isEqualTo(1);
    assertThat(dispatcher.undelivered()).isEmpty();
  }

  @Test
  void otherSinksHaveTheEffectWhileAnImmediateOneHoldsUpTheAnswer() throws Exception {
    ScriptedSink working = ScriptedSink.working("working");
    List<String> before = new ArrayList<>();
    EffectSink slow = new WaitingSink(() -> before.add(working.next()));

    dispatcher(OPTIONS, slow, working).accept(SomeEffects.alert("m1"));

    assertThat(before).containsExactly("m1");
  }

  @Test
  void aSinkThatHangsHoldsUpNoOther() throws Exception {
    ScriptedSink stuck = ScriptedSink.holding("stuck");
    ScriptedSink working = ScriptedSink.working("working");
    EffectDispatcher dispatcher = dispatcher(OPTIONS, stuck, working);

    for (int i = 0; i < 20; i++) {
      dispatcher.accept(SomeEffects.alert("m" + i));
      assertThat(working.next()).isEqualTo("m" + i);
    }

    assertThat(stuck.delivered()).isEmpty();
    stuck.letGo();
  }

  @Test
  void whatFindsNoRoomIsKeptAsUndeliveredAtOnce() throws Exception {
    ScriptedSink stuck = ScriptedSink.holding("stuck");
    EffectDispatcher dispatcher = dispatcher(OPTIONS, stuck);

    for (int i = 0; i < 12; i++) {
      dispatcher.accept(SomeEffects.alert("m" + i));
    }

    assertThat(dispatcher.pending()).isEqualTo(10);
    assertThat(dispatcher.undelivered())
        .extracting(each -> each.effect().moderationId(), UndeliveredEffect::cause)
        .containsExactly(tuple("m10", "queue_full"), tuple("m11", "queue_full"));
    stuck.letGo();
    Set<String> delivered = new TreeSet<>();
    while (delivered.size() < 10) {
      delivered.add(stuck.next());
    }
    assertThat(delivered).doesNotContain("m10", "m11");
  }

  @Test
  void aLongTextTakesMoreRoom() {
    ScriptedSink stuck = ScriptedSink.holding("stuck");
    EffectDispatcher dispatcher = dispatcher(OPTIONS, stuck);

    dispatcher.accept(SomeEffects.review("m1", "a".repeat(5 * 4096)));
    dispatcher.accept(SomeEffects.review("m2", "a".repeat(5 * 4096)));
    dispatcher.accept(SomeEffects.alert("m3"));

    assertThat(dispatcher.pending()).isEqualTo(2);
    assertThat(dispatcher.undelivered())
        .extracting(it -> it.effect().moderationId())
        .containsExactly("m2");
    stuck.letGo();
  }

  @Test
  void aTextThatIsLongerThanAllTheRoomIsDeliveredToo() throws Exception {
    ScriptedSink sink = ScriptedSink.working("sink");

    dispatcher(OPTIONS, sink).accept(SomeEffects.review("m1", "a".repeat(100_000)));

    assertThat(sink.next()).isEqualTo("m1");
  }

  @Test
  void theOldestUndeliveredGiveWayAndAreCounted() throws Exception {
    ScriptedSink sink = ScriptedSink.failing("sink", Integer.MAX_VALUE);
    EffectDispatcher dispatcher = dispatcher(OPTIONS, sink);

    for (int i = 0; i < 6; i++) {
      dispatcher.accept(SomeEffects.alert("m" + i));
      await("sink ALERT UNDELIVERED");
      awaitUndelivered(dispatcher, Math.min(i + 1, 5));
    }

    await("sink ALERT DROPPED");
    assertThat(dispatcher.undelivered())
        .extracting(each -> each.effect().moderationId())
        .containsExactly("m1", "m2", "m3", "m4", "m5");
    assertThat(dispatcher.undeliveredCount()).isEqualTo(5);
  }

  @Test
  void closingTriesWhatWaitsForItsNextAttemptAtOnce() throws Exception {
    ScriptedSink sink = ScriptedSink.failing("sink", 1);
    EffectDispatcher dispatcher =
        dispatcher(new DispatchOptions(10, SHORT, 2, 3, LONG, LONG, 5, LONG), sink);
    dispatcher.accept(SomeEffects.alert("m1"));
    await("sink ALERT RETRIED");

    dispatcher.close();

    assertThat(sink.delivered()).containsExactly("m1");
    assertThat(dispatcher.undelivered()).isEmpty();
  }

  @Test
  void closingDoesNotWaitForEverAndKeepsWhatIsLeft() throws Exception {
    ScriptedSink stuck = ScriptedSink.holding("stuck");
    EffectDispatcher dispatcher =
        dispatcher(new DispatchOptions(10, SHORT, 1, 3, SHORT, SHORT, 5, SHORT), stuck);
    dispatcher.accept(SomeEffects.alert("m1"));
    dispatcher.accept(SomeEffects.alert("m2"));
    stuck.awaitDelivery();

    dispatcher.close();
    dispatcher.accept(SomeEffects.alert("m3"));

    assertThat(dispatcher.pending()).isZero();
    assertThat(awaitUndelivered(dispatcher, 3))
        .extracting(each -> each.effect().moderationId() + " " + each.cause())
        .containsExactlyInAnyOrder("m1 closed", "m2 closed", "m3 closed");
  }

  @Test
  void everyEffectEndsOnceWhenManyThreadsHandThemOverToASinkThatFailsNowAndThen() throws Exception {
    ScriptedSink sink = ScriptedSink.failing("sink", 60);
    EffectDispatcher dispatcher =
        dispatcher(new DispatchOptions(20, SHORT, 4, 2, SHORT, SHORT, 500, LONG), sink);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              for (int i = 0; i < 50; i++) {
                                dispatcher.accept(SomeEffects.alert(thread + "-" + i));
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    dispatcher.close();

    List<String> ended = new ArrayList<>(sink.delivered());
    dispatcher.undelivered().forEach(each -> ended.add(each.effect().moderationId()));
    assertThat(ended).hasSize(400).doesNotHaveDuplicates();
    assertThat(happened).filteredOn(event -> event.endsWith("DELIVERED")).hasSize(400);
  }

  @Test
  void noTextIsInTheWordsForAnEffect() {
    Effect review = SomeEffects.review("m1", "pineapple");

    assertThat(review.toString()).contains("m1").doesNotContain("pineapple");
  }

  @Test
  void twoSinksOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dispatcher(OPTIONS, ScriptedSink.working("a"), ScriptedSink.working("a")))
        .withMessage("two sinks have the same name; give each its own");
  }

  private EffectDispatcher dispatcher(DispatchOptions options, EffectSink... sinks) {
    EffectDispatcher dispatcher =
        new EffectDispatcher(
            List.of(sinks),
            options,
            (sink, action, result) -> happened.add(sink + " " + action + " " + result));
    dispatchers.add(dispatcher);
    return dispatcher;
  }

  private void await(String event) throws InterruptedException {
    while (!happened.take().equals(event)) {
      // Another one.
    }
  }

  private static List<UndeliveredEffect> awaitUndelivered(EffectDispatcher dispatcher, int count)
      throws InterruptedException {
    while (dispatcher.undeliveredCount() < count) {
      Thread.sleep(1);
    }
    return dispatcher.undelivered();
  }

  /** An immediate sink that first waits for something. */
  private record WaitingSink(Callable<?> event) implements EffectSink {
    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public Set<Action> actions() {
      return Set.of(Action.ALERT);
    }

    @Override
    public boolean isImmediate() {
      return true;
    }

    @Override
    public void deliver(Effect effect) throws Exception {
      event.call();
    }
  }

  /** Delivers what nobody hands over here. */
  private record OtherSink() implements EffectSink {
    @Override
    public String name() {
      return "other";
    }

    @Override
    public Set<Action> actions() {
      return Set.of(Action.LOG);
    }

    @Override
    public void deliver(Effect effect) {
      throw new AssertionError("nobody logs");
    }
  }
}
