package dev.menshen.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Assessment;
import dev.menshen.AssessmentOptions;
import dev.menshen.Caller;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.NotScannedException;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Scope;
import dev.menshen.ScriptedGuard;
import dev.menshen.Secret;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore;
import dev.menshen.ban.Bans;
import dev.menshen.ban.InMemoryBanStore;
import dev.menshen.effect.Effect;
import dev.menshen.history.PastModeration;
import dev.menshen.policy.Action;
import dev.menshen.policy.Decision.Outcome;
import dev.menshen.policy.InMemoryThreadStore;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyReader;
import dev.menshen.watermark.Watermark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a pipeline decides about a verdict, and what comes of it. */
class ActingTest {
  private static final Secret SECRET = Secret.of(new byte[32]);
  private static final Subject SUBJECT = Subject.of(SECRET, "default", "user 7");
  private static final Caller USER = Caller.DEFAULT.withSubject(SUBJECT);

  private final AtomicReference<Instant> time =
      new AtomicReference<>(Instant.parse("2026-11-01T12:00:00Z"));
  private final List<Effect> effects = new ArrayList<>();
  private final List<PastModeration> history = new ArrayList<>();
  private final List<Observer.Part> failed = new ArrayList<>();
  private final List<String> read = new ArrayList<>();
  private final BanStore banStore = new InMemoryBanStore(100);

  @Test
  void aSafeTextPassesAndNobodyIsTold() {
    Moderation moderation = moderate(pipeline().build(), "a soup", Caller.DEFAULT);

    assertThat(moderation.decision().outcome()).isEqualTo(Outcome.PASS);
    assertThat(effects).isEmpty();
    assertThat(history).extracting(PastModeration::id).containsExactly(moderation.id());
  }

  @Test
  void anUnsafeTextIsBlockedTheAlertIsRaisedAndItsSenderBanned() {
    Pipeline pipeline = pipeline().build();

    Moderation moderation = moderate(pipeline, "unsafe", USER);

    assertThat(moderation.decision().outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(effects).extracting(Effect::action).containsExactly(Action.BLOCK, Action.ALERT);
    assertThat(effects).allMatch(effect -> effect.conversation().isEmpty());
    assertThat(moderation.ban()).map(Ban::until).hasValue(time.get().plus(Duration.ofMinutes(10)));
  }

  @Test
  void aBannedSubjectCostsNoInferenceUntilTheBanEnds() {
    Pipeline pipeline = pipeline().build();
    moderate(pipeline, "unsafe", USER);
    read.clear();

    Moderation refused = moderate(pipeline, "a soup", USER);

    assertThat(read).isEmpty();
    assertThat(refused)
        .isInstanceOfSatisfying(
            Moderation.NotScanned.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.SUBJECT_BANNED);
              assertThat(it.detail()).contains("2026-11-01T12:10:00Z");
            });
    assertThat(refused.decision().outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(refused.ban()).isPresent();
    assertThat(banStore.standing(SUBJECT, time.get(), Instant.EPOCH).strikes()).isEqualTo(1);

    time.set(time.get().plus(Duration.ofMinutes(10)));
    assertThat(moderate(pipeline, "a soup", USER)).isInstanceOf(Moderation.Assessed.class);
    assertThat(read).containsExactly("a soup");
  }

  @Test
  void othersAreNotBannedWithASubject() {
    Pipeline pipeline = pipeline().build();
    moderate(pipeline, "unsafe", USER);
    Caller other = Caller.DEFAULT.withSubject(Subject.of(SECRET, "default", "user 8"));

    assertThat(moderate(pipeline, "a soup", other)).isInstanceOf(Moderation.Assessed.class);
    assertThat(moderate(pipeline, "a soup", Caller.DEFAULT))
        .isInstanceOf(Moderation.Assessed.class);
  }

  @Test
  void onlyAReviewGetsTheText() {
    moderate(pipeline().build(), "controversial", Caller.DEFAULT);

    assertThat(effects).extracting(Effect::action).containsExactly(Action.LOG, Action.REVIEW);
    assertThat(effects.getFirst().conversation()).isEmpty();
    assertThat(effects.getLast().conversation())
        .map(it -> it.last().content())
        .hasValue("controversial");
  }

  @Test
  void everythingIsOnRecordBeforeItIsActedOn() {
    List<String> recorded = new ArrayList<>();
    Pipeline pipeline =
        pipeline()
            .audit(
                (request, when, moderation) -> {
                  assertThat(effects).isEmpty();
                  assertThat(history).isEmpty();
                  assertThat(banStore.standing(SUBJECT, when, Instant.EPOCH).strikes()).isZero();
                  assertThat(when).isEqualTo(time.get());
                  assertThat(request.conversation().last().content()).isEqualTo("unsafe");
                  assertThat(moderation.decision().step(Action.BAN)).isPresent();
                  recorded.add(moderation.id());
                })
            .build();

    Moderation moderation = moderate(pipeline, "unsafe", USER);

    assertThat(recorded).containsExactly(moderation.id());
    assertThat(moderation.ban()).isPresent();
  }

  @Test
  void withoutARecordNothingIsToldOrDoneButThatTheTextWasNotScanned() {
    Pipeline pipeline = pipeline().audit(ActingTest::diskIsFull).build();

    Moderation moderation = moderate(pipeline, "unsafe", USER);

    assertThat(moderation)
        .isInstanceOfSatisfying(
            Moderation.NotScanned.class,
            it -> assertThat(it.reason()).isEqualTo(Reason.AUDIT_UNAVAILABLE));
    assertThat(moderation.evidence().finding()).isEmpty();
    assertThat(moderation.decision().outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(moderation.ban()).isEmpty();
    assertThat(effects).extracting(Effect::action).containsExactly(Action.BLOCK);
    assertThat(failed).containsExactly(Observer.Part.AUDIT);
    assertThat(banStore.standing(SUBJECT, time.get(), Instant.EPOCH).strikes()).isZero();
  }

  @Test
  void aPolicyMayLetTextsThroughThatCannotBeRecorded() {
    Pipeline pipeline =
        pipeline()
            .audit(ActingTest::diskIsFull)
            .policies(
                only(
                    """
                    name: open
                    rules: [{name: all, when: "true", then: [pass]}]
                    not-scanned: {audit-unavailable: pass-and-flag}
                    """))
            .build();

    assertThat(moderate(pipeline, "a soup", USER).decision().outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void rehearsalsAreOnRecordToo() {
    List<Boolean> acting = new ArrayList<>();
    Pipeline pipeline =
        pipeline().audit((request, when, moderation) -> acting.add(request.acts())).build();

    pipeline.moderate(
        new ModerationRequest(
            Conversation.ofPrompt("a soup"), Caller.DEFAULT, AssessmentOptions.DEFAULT, false));

    assertThat(acting).containsExactly(false);
  }

  @Test
  void aTextThatWasNotScannedIsBlockedUnlessThePolicySaysOtherwise() {
    Pipeline closed = pipeline().build();
    Pipeline open =
        pipeline()
            .policies(
                only(
                    """
                    name: open
                    rules: [{name: all, when: "true", then: [pass]}]
                    not-scanned: {default: block, overloaded: pass-and-flag}
                    """))
            .build();

    assertThat(moderate(closed, "overloaded", Caller.DEFAULT).decision().outcome())
        .isEqualTo(Outcome.BLOCK);
    Moderation flagged = moderate(open, "overloaded", Caller.DEFAULT);
    assertThat(flagged).isInstanceOf(Moderation.NotScanned.class);
    assertThat(flagged.decision().outcome()).isEqualTo(Outcome.PASS);
    assertThat(flagged.decision().does(Action.FLAG)).isTrue();
    assertThat(flagged.decision().severity()).isEmpty();
  }

  @Test
  void nothingComesOfARehearsal() {
    Pipeline pipeline = pipeline().build();

    Moderation moderation =
        pipeline.moderate(
            new ModerationRequest(
                Conversation.ofPrompt("unsafe"), USER, AssessmentOptions.DEFAULT, false));

    assertThat(moderation.decision().outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(moderation.ban()).isEmpty();
    assertThat(effects).isEmpty();
    assertThat(history).isEmpty();
    assertThat(banStore.standing(SUBJECT, time.get(), Instant.EPOCH))
        .isEqualTo(BanStore.Standing.CLEAN);
  }

  @Test
  void aCandidateDecidesOnTheSameEvidenceAndDoesNotAct() {
    Policies policies =
        application ->
            new Policies.Choice(
                policy("name: active\nrules: [{name: all, when: \"true\", then: [pass]}]"),
                Optional.of(
                    policy("name: new\nrules: [{name: all, when: \"true\", then: [block]}]")));
    Pipeline pipeline = pipeline().policies(policies).build();

    Moderation moderation = moderate(pipeline, "a soup", Caller.DEFAULT);

    assertThat(moderation.decision().outcome()).isEqualTo(Outcome.PASS);
    assertThat(moderation.candidate()).map(it -> it.outcome()).hasValue(Outcome.BLOCK);
    assertThat(effects).isEmpty();
    assertThat(history.getFirst().candidate()).isEqualTo(moderation.candidate());
    assertThat(read).containsExactly("a soup");
  }

  @Test
  void aGrowingConversationDoesNotFlicker() {
    Policies policies =
        only(
            """
            name: steady
            thresholds: {unsafe: 0.5, controversial: 0.3, hysteresis: 0.1}
            rules:
              - {name: unsafe, when: severity == UNSAFE, then: [block]}
              - {name: other, when: "true", then: [pass]}
            """);
    Pipeline pipeline = pipeline().policies(policies).threads(new InMemoryThreadStore(10)).build();
    Caller thread = Caller.DEFAULT.withThread("thread");

    assertThat(outcomes(pipeline, thread, "0.65", "0.45", "0.55", "0.2", "0.55"))
        .containsExactly(Outcome.BLOCK, Outcome.BLOCK, Outcome.BLOCK, Outcome.PASS, Outcome.PASS);
    assertThat(outcomes(pipeline, Caller.DEFAULT, "0.65", "0.45", "0.55", "0.2", "0.55"))
        .containsExactly(Outcome.BLOCK, Outcome.PASS, Outcome.BLOCK, Outcome.PASS, Outcome.BLOCK);
  }

  @Test
  void aPartThatFailsIsToldOfOnceWithoutTextAndTheModerationGoesOn() {
    Logger logger = Logger.getLogger(Acting.class.getName());
    List<String> log = new ArrayList<>();
    Handler handler = new ListHandler(log);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      Pipeline pipeline =
          pipeline()
              .bans(new Bans(new BrokenBanStore()))
              .effects(
                  effect -> {
                    throw new IllegalStateException("effect of " + effect);
                  })
              .history(
                  moderation -> {
                    throw new IllegalStateException("history");
                  })
              .build();

      Moderation moderation = moderate(pipeline, "unsafe", USER);

      assertThat(moderation.decision().outcome()).isEqualTo(Outcome.BLOCK);
      assertThat(failed)
          .containsExactly(
              Observer.Part.BANS,
              Observer.Part.BANS,
              Observer.Part.HISTORY,
              Observer.Part.EFFECTS,
              Observer.Part.EFFECTS);
      assertThat(log).hasSize(3).allMatch(line -> line.contains("IllegalStateException"));
      assertThat(log.toString()).doesNotContain("unsafe");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
  }

  @Test
  void deliversTheTextMaskedMarkedOrAnotherInItsPlace() {
    Delivery delivery = new Delivery(new Watermark(SECRET));
    Policies reply =
        only(
            """
            name: polite
            rules: [{name: all, when: "true", then: [block, {reply: "Ask something else."}]}]
            """);

    assertThat(delivered(delivery, pipeline().build(), "a soup")).hasValue("a soup");
    assertThat(delivered(delivery, pipeline().build(), "unsafe")).isEmpty();
    assertThat(delivered(delivery, pipeline().policies(reply).build(), "a soup"))
        .hasValue("Ask something else.");
    assertThat(delivered(delivery, pipeline().build(), "controversial").orElseThrow())
        .startsWith("controversial")
        .hasSizeGreaterThan("controversial".length());
  }

  @Test
  void evidenceHoldsWhatIsKnownButTheText() {
    Moderation moderation =
        pipeline()
            .languages(text -> Optional.of("en"))
            .build()
            .moderate(
                new ModerationRequest(
                    new Conversation(
                        List.of(Message.user("pineapple"), Message.assistant("pineapple 🍍"))),
                    Caller.of(Scope.application("acme", "forum")),
                    AssessmentOptions.DEFAULT));

    assertThat(moderation.evidence().scope()).hasToString("acme/forum");
    assertThat(moderation.evidence().length()).isEqualTo(11);
    assertThat(moderation.evidence().turns()).isEqualTo(2);
    assertThat(moderation.evidence().language()).hasValue("en");
    assertThat(moderation.evidence().time()).isEqualTo(time.get());
    assertThat(moderation.toString()).doesNotContain("pineapple");
    assertThat(history.toString()).doesNotContain("pineapple");
  }

  private List<Outcome> outcomes(Pipeline pipeline, Caller caller, String... texts) {
    return List.of(texts).stream()
        .map(text -> moderate(pipeline, text, caller).decision().outcome())
        .toList();
  }

  private static Optional<String> delivered(Delivery delivery, Pipeline pipeline, String text) {
    ModerationRequest request =
        new ModerationRequest(
            Conversation.ofPrompt(text), Caller.DEFAULT, AssessmentOptions.DEFAULT);
    return delivery.text(pipeline.moderate(request), request);
  }

  private static Moderation moderate(Pipeline pipeline, String text, Caller caller) {
    return pipeline.moderate(
        new ModerationRequest(Conversation.ofPrompt(text), caller, AssessmentOptions.DEFAULT));
  }

  private PipelineBuilder pipeline() {
    return Pipeline.around(new ScriptedGuard(this::assess))
        .bans(new Bans(banStore))
        .effects(effects::add)
        .history(history::add)
        .clock(clock())
        .observer(
            new Observer() {
              @Override
              public void failed(Part part) {
                failed.add(part);
              }
            });
  }

  private Clock clock() {
    InstantSource source = time::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private Assessment assess(Conversation conversation) {
    String text = conversation.last().content();
    read.add(text);
    return switch (text) {
      case "unsafe" -> assessment(Severity.UNSAFE, 0.9);
      case "controversial" -> assessment(Severity.CONTROVERSIAL, 0.2);
      case "overloaded" -> throw new NotScannedException(Reason.OVERLOADED, "too much work");
      default ->
          text.startsWith("0.")
              ? assessment(Severity.SAFE, Double.parseDouble(text))
              : ScriptedGuard.SAFE;
    };
  }

  private static Assessment assessment(Severity severity, double unsafe) {
    return new Assessment(
        severity,
        new SeverityProbabilities(1 - unsafe, 0, unsafe),
        severity == Severity.SAFE ? List.of() : List.of(Category.VIOLENT),
        severity == Severity.SAFE ? Map.of() : Map.of(Category.VIOLENT, 0.9),
        Optional.empty(),
        1,
        1);
  }

  private static Policies only(String yaml) {
    return Policies.only(policy(yaml));
  }

  private static Policy policy(String yaml) {
    return PolicyReader.read(yaml, Scope.GLOBAL, 1);
  }

  private static final class ListHandler extends Handler {
    private final List<String> messages;

    private ListHandler(List<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord record) {
      messages.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static final class BrokenBanStore implements BanStore {
    @Override
    public int strike(
        Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil) {
      throw new IllegalStateException("bans");
    }

    @Override
    public Standing standing(Subject subject, Instant now, Instant since) {
      throw new IllegalStateException("bans");
    }

    @Override
    public void ban(Ban ban) {
      throw new IllegalStateException("bans");
    }

    @Override
    public boolean lift(Subject subject, Instant now) {
      throw new IllegalStateException("bans");
    }

    @Override
    public List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit) {
      throw new IllegalStateException("bans");
    }
  }

  private static void diskIsFull(ModerationRequest request, Instant time, Moderation moderation) {
    throw new AuditUnavailableException("the disk is full", null);
  }
}
