package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.AssessmentOptions;
import dev.menshen.Caller;
import dev.menshen.Conversation;
import dev.menshen.GuardInfo;
import dev.menshen.Message;
import dev.menshen.Scope;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.cache.AssessmentCache;
import dev.menshen.history.PastModeration;
import dev.menshen.history.PastModerations;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.policy.Decision;
import dev.menshen.server.keyring.TextDigests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModerationRecordsTest {
  private static final Secret SECRET = Secret.of(new byte[32]);
  private static final Instant TIME = Instant.parse("2026-11-24T18:00:00.123456789Z");
  private static final String CANARY = "kanarienvogel 😀 \" 金丝雀";
  private static final GuardInfo GUARD =
      new GuardInfo(GuardInfo.Kind.LITE, "a guard", "f1", Set.of("en"), "a note", List.of());

  private final ModerationRecords records = new ModerationRecords(new SomeDigests());

  @Test
  void aRecordSaysWhoAskedAndWhatForByDigestsAndLengthsAlone() {
    Caller caller =
        Caller.of(Scope.application("acme", "forum"))
            .withSubject(Subject.of(SECRET, "acme", "user 7"))
            .withThread("t1")
            .withActor("key:7f3a");
    JsonNode record =
        record(
            new ModerationRequest(
                Conversation.ofResponse(CANARY + " asked", CANARY),
                caller,
                AssessmentOptions.DEFAULT,
                false),
            3);

    assertThat(record.get("kind").asString()).isEqualTo("moderation");
    assertThat(record.get("time").asString()).isEqualTo("2026-11-24T18:00:00.123456Z");
    assertThat(record.get("tenant").asString()).isEqualTo("acme");
    assertThat(record.get("application").asString()).isEqualTo("forum");
    assertThat(record.get("actor").asString()).isEqualTo("key:7f3a");
    assertThat(record.get("subject").asString()).isEqualTo(caller.subject().orElseThrow().digest());
    assertThat(record.get("thread").asString()).isEqualTo("t1");
    assertThat(record.get("rehearsal").asBoolean()).isTrue();
    int bytes = CANARY.getBytes(StandardCharsets.UTF_8).length;
    assertThat(record.get("text").get("key").asString()).isEqualTo("0");
    assertThat(record.get("text").get("digest").asString()).isEqualTo(digest(CANARY));
    assertThat(record.get("text").get("bytes").asInt()).isEqualTo(bytes);
    JsonNode conversation = record.get("conversation");
    assertThat(conversation.get("messages").asInt()).isEqualTo(2);
    assertThat(conversation.get("bytes").asInt()).isEqualTo(2 * bytes + 6);
    assertThat(conversation.get("digest").asString())
        .isEqualTo(digest("user:" + CANARY + " asked\0assistant:" + CANARY + "\0"));
    assertThat(record.toString()).doesNotContain("kanarienvogel").doesNotContain("金丝雀");
  }

  @Test
  void whatIsNotKnownOrTheOrdinaryCaseIsLeftOut() {
    JsonNode record = record(request(), 3);

    assertThat(record.propertyNames())
        .doesNotContain("actor", "subject", "thread", "rehearsal", "conversation", "bannedUntil");
  }

  @RepeatedTest(50)
  void whateverWasFoundAndDecidedIsInTheRecord(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    PastModeration past = new PastModerations(seed).at(Scope.DEFAULT, TIME);

    JsonNode record = record(request(), seed);

    assertThat(record.get("id").asString()).isEqualTo(past.id());
    assertThat(record.get("latency").asLong()).isEqualTo(past.latency().toNanos() / 1000);
    assertThat(record.get("guard").get("fingerprint").asString()).isEqualTo("f1");
    assertDecision(record.get("decision"), past.decision());
    assertThat(record.has("candidate")).isEqualTo(past.candidate().isPresent());
    past.candidate().ifPresent(it -> assertDecision(record.get("candidate"), it));
    past.evidence()
        .notScanned()
        .ifPresent(
            it -> {
              assertThat(record.get("notScanned").asString()).isEqualTo(it.label());
              assertThat(record.has("source")).isFalse();
              assertThat(record.has("finding")).isFalse();
            });
    past.evidence()
        .finding()
        .ifPresent(
            it -> {
              JsonNode finding = record.get("finding");
              assertThat(record.get("source").asString()).isEqualTo("local");
              assertThat(finding.get("severity").asString())
                  .isEqualTo(it.assessment().severity().label());
              assertThat(finding.get("probabilities").get(2).asDouble())
                  .isEqualTo(Math.round(it.assessment().probabilities().unsafe() * 1e6) / 1e6);
              assertThat(finding.get("view").asString()).isEqualTo(it.view().label());
              assertThat(finding.path("scores").size())
                  .isEqualTo(it.assessment().categoryProbabilities().size());
            });
    assertThat(record.path("hits").size()).isEqualTo(past.evidence().hits().size());
    for (int i = 0; i < past.evidence().hits().size(); i++) {
      assertThat(record.get("hits").get(i).get("entry").asString())
          .isEqualTo(past.evidence().hits().get(i).entryId());
    }
  }

  private static void assertDecision(JsonNode record, Decision decision) {
    assertThat(record.get("policy").asString()).isEqualTo(decision.policy().name());
    assertThat(record.get("scope").asString()).isEqualTo(decision.policy().scope().toString());
    assertThat(record.get("version").asInt()).isEqualTo(decision.policy().version());
    assertThat(record.get("outcome").asString()).isEqualTo(decision.outcome().label());
    assertThat(record.get("steps").size()).isEqualTo(decision.steps().size());
    for (int i = 0; i < decision.steps().size(); i++) {
      Decision.Step step = decision.steps().get(i);
      assertThat(record.get("steps").get(i).get("action").asString())
          .isEqualTo(step.action().label());
      assertThat(record.get("steps").get(i).get("rule").asString()).isEqualTo(step.rule());
    }
  }

  private static ModerationRequest request() {
    return new ModerationRequest(
        new Conversation(List.of(Message.user(CANARY))), Caller.DEFAULT, AssessmentOptions.DEFAULT);
  }

  private JsonNode record(ModerationRequest request, long seed) {
    PastModeration past = new PastModerations(seed).at(Scope.DEFAULT, TIME);
    Moderation moderation =
        past.evidence().finding().isPresent()
            ? new Moderation.Assessed(
                past.id(),
                GUARD,
                past.latency(),
                past.evidence(),
                AssessmentCache.Source.LOCAL,
                past.decision(),
                past.candidate(),
                Optional.empty())
            : new Moderation.NotScanned(
                past.id(),
                GUARD,
                past.latency(),
                past.evidence(),
                "a detail for people",
                past.decision(),
                past.candidate(),
                Optional.empty());
    JsonLine line = records.record(request, TIME, moderation);
    return new JsonMapper()
        .readTree("{" + new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8) + "}");
  }

  private static String digest(String text) {
    return HexFormat.of()
        .formatHex(SECRET.keyed("test").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static final class SomeDigests implements TextDigests, TextDigests.Key {
    @Override
    public Key current() {
      return this;
    }

    @Override
    public List<Key> all() {
      return List.of(this);
    }

    @Override
    public String id() {
      return "0";
    }

    @Override
    public byte[] digest(byte[] bytes) {
      return SECRET.keyed("test").digest(bytes);
    }
  }
}
