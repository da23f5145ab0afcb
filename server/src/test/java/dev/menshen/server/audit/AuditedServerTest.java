package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.server.FakeGuardConfiguration;
import dev.menshen.server.Http;
import dev.menshen.server.MenshenApplication;
import dev.menshen.server.access.Actor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** A server with a data folder records what it answers before it does. */
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(FakeGuardConfiguration.class)
@DirtiesContext
class AuditedServerTest {
  @TempDir private static Path data;

  @LocalServerPort private int port;
  @Autowired private Journal journal;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("menshen.data", () -> data.resolve("installation").toString());
  }

  @Test
  void everyModerationIsOnRecordWhenItIsAnswered() throws Exception {
    String id = moderate("{\"text\":\"unsafe pelican\",\"user\":\"someone\"}");
    JsonNode record = record(id);

    assertThat(record.get("decision").get("outcome").asString()).isEqualTo("block");
    assertThat(record.get("finding").get("severity").asString()).isEqualTo("Unsafe");
    assertThat(record.get("actor").asString()).isEqualTo("anybody:anybody");
    assertThat(record.get("guard").get("fingerprint").asString()).isEqualTo("fake-1");
    assertThat(record.get("source").asString()).isEqualTo("computed");
    assertThat(record.get("subject").asString()).hasSize(64);

    assertThat(record(moderate("{\"text\":\"unsafe pelican\"}")).get("source").asString())
        .isEqualTo("local");
    assertThat(
            record(moderate("{\"text\":\"unsafe pelican\",\"dryRun\":true}"))
                .get("rehearsal")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aTextThatWasNotScannedIsOnRecordWithItsReason() throws Exception {
    JsonNode record = record(moderate("{\"text\":\"unsupported pelican\"}"));

    assertThat(record.get("notScanned").asString()).isEqualTo("unsupported_language");
    assertThat(record.has("finding")).isFalse();
  }

  @Test
  void theSameTextHasTheSameDigestAndNoTextIsInTheJournal() throws Exception {
    JsonNode one = record(moderate("{\"text\":\"safe flamingo\"}"));
    JsonNode other = record(moderate("{\"text\":\"safe flamingo\"}"));

    assertThat(one.get("text").get("digest")).isEqualTo(other.get("text").get("digest"));
    assertThat(Journals.lines(journal.folder()).toString()).doesNotContain("flamingo");
    assertThat(Journals.flaws(journal.folder(), Optional.of(journal.head()))).isEmpty();
  }

  @Test
  void anActIsOnRecord(@Autowired AdministrativeActs acts) {
    acts.record(
        new AdministrativeAct(
            Actor.COMMAND,
            "policy.save",
            "standard",
            Scope.tenant("acme"),
            Map.of("version", "3", "before", "2")));

    JsonNode record =
        Journals.lines(journal.folder()).stream()
            .filter(line -> line.path("act").asString("").equals("policy.save"))
            .findFirst()
            .orElseThrow();
    assertThat(record.get("actor").asString()).isEqualTo("command:command");
    assertThat(record.get("actorName").asString()).isEqualTo("command line");
    assertThat(record.get("target").asString()).isEqualTo("standard");
    assertThat(record.get("tenant").asString()).isEqualTo("acme");
    assertThat(record.get("detail").get("before").asString()).isEqualTo("2");
  }

  @Test
  void theDatabaseIsToldHowFarTheJournalHasCome(
      @Autowired HeadKeeper keeper, @Autowired HeadStore heads) throws Exception {
    moderate("{\"text\":\"safe heron\"}");
    Head head = journal.head();
    keeper.save();

    Head saved = heads.find(head.instance()).orElseThrow();
    assertThat(saved.point().sequence()).isGreaterThanOrEqualTo(head.point().sequence());
    assertThat(Journals.flaws(journal.folder(), Optional.of(saved))).isEmpty();
  }

  @Test
  void healthAndMetricsTellOfTheJournal() throws Exception {
    moderate("{\"text\":\"safe stork\"}");

    assertThat(new Http(port).get("/readyz").body()).contains("auditJournal");
    assertThat(new Http(port).get("/metrics").body())
        .contains("menshen_audit_records_total{kind=\"moderation\",result=\"written\"}")
        .contains("menshen_audit_commit_seconds_count");
  }

  private String moderate(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = new Http(port).post("/api/v1/moderate", body);
    assertThat(response.statusCode()).isEqualTo(200);
    return Http.json(response).get("id").asString();
  }

  private JsonNode record(String id) {
    List<JsonNode> records =
        Journals.lines(journal.folder()).stream()
            .filter(line -> line.path("id").asString("").equals(id))
            .toList();
    assertThat(records).hasSize(1);
    return records.getFirst();
  }
}
