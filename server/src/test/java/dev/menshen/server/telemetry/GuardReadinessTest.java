package dev.menshen.server.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.BoundedGuard;
import dev.menshen.Conversation;
import dev.menshen.Direction;
import dev.menshen.Guard;
import dev.menshen.GuardInfo;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.policy.Evidence;
import dev.menshen.policy.Policy;
import dev.menshen.server.FakeGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GuardReadinessTest {
  private final MoodyGuard guard = new MoodyGuard();
  private final BoundedGuard bounded =
      new BoundedGuard(
          guard, new BoundedGuard.Limits(1, 1, Duration.ofMinutes(5), Duration.ofSeconds(10)));
  private final GuardReadiness readiness =
      new GuardReadiness(bounded, new ReadinessProperties(3, Duration.ofSeconds(10)));
  private final Pipeline pipeline = Pipeline.around(bounded).observer(readiness).build();

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void isNotReadyBeforeTheFirstVerdict() {
    assertNotReady("has not given a verdict yet");
  }

  @Test
  void isReadyOnceTheGuardJudgedTheSentence(CapturedOutput output) {
    readiness.test();
    readiness.test();

    assertReady();
    assertThat(output.toString().lines().filter(line -> line.contains("ready: ")))
        .singleElement()
        .asString()
        .contains("fake-guard");
  }

  @Test
  void isReadyOnceTheGuardJudgedAnything() {
    moderate("unsafe");

    assertReady();
  }

  @Test
  void saysWhyTheGuardFailsTheSentenceAndLogsItOnceOnly(CapturedOutput output) {
    guard.broken = true;
    readiness.test();
    readiness.test();

    assertNotReady("2 times in a row: the guard failed (IllegalStateException)");
    assertThat(output.toString().lines().filter(line -> line.contains("not ready: "))).hasSize(1);

    guard.broken = false;
    readiness.test();
    assertReady();
  }

  @Test
  void isNotReadyAfterSoManyFailuresInARowUntilTheSentenceIsJudged() {
    readiness.test();
    guard.broken = true;
    moderate("one");
    moderate("two");
    assertReady();
    moderate("three");
    assertNotReady("3 times in a row");

    guard.broken = false;
    readiness.test();
    assertReady();
  }

  @Test
  void startsCountingAnewAfterEachVerdict() {
    readiness.test();
    for (int i = 0; i < 5; i++) {
      moderate("crash");
      moderate("crash");
      moderate("safe");
    }

    assertReady();
  }

  @Test
  void doesNotCountLanguagesOverloadAndCallersWhoWentAwayAgainstTheGuard() {
    readiness.test();
    for (int i = 0; i < 5; i++) {
      moderate("unsupported");
      readiness.moderated(notScanned(Reason.OVERLOADED, Duration.ZERO));
      readiness.moderated(notScanned(Reason.CANCELLED, Duration.ZERO));
    }

    assertReady();
  }

  @Test
  void countsATimeoutWhenTheGuardHadItsWholeTimeAndNotWhenACallerHurriedIt() {
    readiness.test();
    for (int i = 0; i < 5; i++) {
      readiness.moderated(notScanned(Reason.TIMEOUT, Duration.ofMinutes(5).minusNanos(1)));
    }
    assertReady();

    for (int i = 0; i < 3; i++) {
      readiness.moderated(notScanned(Reason.TIMEOUT, Duration.ofMinutes(5)));
    }
    assertNotReady("3 times in a row");
  }

  @Test
  void triesTheSentenceByItselfWhenTheServerStarts() throws Exception {
    readiness.start();
    assertThat(readiness.isRunning()).isTrue();
    while (!readiness.health().getStatus().equals(Status.UP)) {
      Thread.sleep(5);
    }
    readiness.stop();

    assertThat(readiness.isRunning()).isFalse();
  }

  private Moderation.NotScanned notScanned(Reason reason, Duration latency) {
    Evidence evidence =
        new Evidence(
            Scope.DEFAULT,
            Instant.EPOCH,
            Direction.PROMPT,
            1,
            1,
            Optional.empty(),
            Optional.of(reason),
            Optional.empty(),
            List.of(),
            0,
            Optional.empty());
    return new Moderation.NotScanned(
        "id",
        guard.info(),
        latency,
        evidence,
        "detail",
        Policy.standard().decide(evidence),
        Optional.empty(),
        Optional.empty());
  }

  private void moderate(String text) {
    pipeline.moderate(Conversation.ofPrompt(text));
  }

  private void assertReady() {
    Health health = readiness.health();
    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails()).containsEntry("kind", "lite").doesNotContainKey("reason");
  }

  private void assertNotReady(String reason) {
    Health health = readiness.health();
    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.getDetails().get("reason")).asString().contains(reason);
  }

  /** {@link FakeGuard}, which fails everything while it is broken. */
  private static final class MoodyGuard implements Guard {
    private final FakeGuard guard = new FakeGuard();
    private volatile boolean broken;

    @Override
    public GuardInfo info() {
      return guard.info();
    }

    @Override
    public Assessment assess(Conversation conversation, AssessmentOptions options) {
      if (broken) {
        throw new IllegalStateException("broken");
      }
      return guard.assess(conversation, options);
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
