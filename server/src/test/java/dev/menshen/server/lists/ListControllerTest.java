package dev.menshen.server.lists;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Lists over HTTP. Each test has a tenant of its own, since all share one server. */
@ServerTest
class ListControllerTest {
  private static final String ENTRIES = "/api/v1/lists/entries";
  private static final String CSV = "/api/v1/lists/entries.csv";

  @LocalServerPort private int port;

  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @Test
  void anEntryIsAddedReadReplacedAndRemoved() throws Exception {
    HttpResponse<String> added =
        http.post(
            ENTRIES,
            """
            {"tenant": "crud", "text": "枪支", "type": "phrase", "category": "Violent",
             "severity": "Controversial", "decides": true, "readings": ["pinyin"],
             "note": "for the forum", "expires": "2099-01-01T00:00:00Z"}""");
    assertThat(added.statusCode()).isEqualTo(201);
    String id = json(added).at("/ids/0").stringValue();

    JsonNode entry = json(http.get(ENTRIES + "/" + id));
    assertThat(entry.get("text").stringValue()).isEqualTo("枪支");
    assertThat(entry.get("tenant").stringValue()).isEqualTo("crud");
    assertThat(entry.get("application").isNull()).isTrue();
    assertThat(entry.get("severity").stringValue()).isEqualTo("Controversial");
    assertThat(entry.get("readings").get(0).stringValue()).isEqualTo("pinyin");
    assertThat(entry.get("expires").stringValue()).isEqualTo("2099-01-01T00:00:00Z");

    HttpResponse<String> replaced = http.post(ENTRIES, entry.toString().replace("枪支", "弹药"));
    assertThat(replaced.statusCode()).isEqualTo(201);
    assertThat(json(http.get(ENTRIES + "?tenant=crud")).get("entries")).hasSize(1);
    assertThat(hits("crud", "枪支弹药")).containsExactly("2-4");

    assertThat(http.send("DELETE", ENTRIES + "/" + id).statusCode()).isEqualTo(204);
    assertThat(hits("crud", "枪支弹药")).isEmpty();
    assertThat(http.send("DELETE", ENTRIES + "/" + id).statusCode()).isEqualTo(404);
    assertThat(http.get(ENTRIES + "/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void anEntryOfATenantHoldsForItsApplicationsAndNobodyElse() throws Exception {
    add("{\"tenant\": \"mine\", \"text\": \"zzqq\"}");

    assertThat(hits("mine", "a zzqq")).containsExactly("2-6");
    assertThat(hits("other", "a zzqq")).isEmpty();
  }

  @Test
  void anEntryThatMovesToAnotherTenantHoldsThereAlone() throws Exception {
    add("{\"id\": \"moving\", \"tenant\": \"from\", \"text\": \"wwqq\"}");
    assertThat(hits("from", "wwqq")).hasSize(1);

    add("{\"id\": \"moving\", \"tenant\": \"to\", \"text\": \"wwqq\"}");

    assertThat(hits("from", "wwqq")).isEmpty();
    assertThat(hits("to", "wwqq")).hasSize(1);
  }

  @Test
  void manyEntriesThatMoveToAnotherTenantHoldThereAlone() throws Exception {
    StringBuilder csv = new StringBuilder("id,tenant,text\n");
    for (int i = 0; i < 500; i++) {
      csv.append("many%d,from2,vvqq%d%n".formatted(i, i));
    }
    assertThat(postCsv(csv.toString()).statusCode()).isEqualTo(201);
    assertThat(hits("from2", "vvqq7")).hasSize(1);

    assertThat(postCsv(csv.toString().replace("from2", "to2")).statusCode()).isEqualTo(201);

    assertThat(hits("from2", "vvqq7")).isEmpty();
    assertThat(hits("to2", "vvqq7")).hasSize(1);
  }

  @Test
  void aDenyEntryThatDecidesEndsAModerationWithoutTheGuard() throws Exception {
    add(
        """
        {"tenant": "decide", "text": "qqzzxx", "decides": true, "category": "Violent"}""");

    HttpResponse<String> answer =
        http.post(
            "/api/v1/moderate",
            "{\"text\": \"a qqzzxx\"}".getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Menshen-Tenant",
            "decide");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).get("severity").stringValue()).isEqualTo("Unsafe");
    assertThat(json(answer).at("/guard/kind").stringValue()).isEqualTo("lists");
  }

  @Test
  void aTextThatAllowEntriesCoverIsSaidToBe() throws Exception {
    add(
        """
        {"entries": [
          {"tenant": "cover", "text": "kill", "type": "phrase"},
          {"tenant": "cover", "kind": "allow", "text": "kill a process", "type": "phrase"}
        ]}""");

    JsonNode covered = test("cover", "kill a process!");
    assertThat(covered.get("covered").booleanValue()).isTrue();
    assertThat(covered.get("hits")).hasSize(1);
    JsonNode rest = test("cover", "kill a process, kill him");
    assertThat(rest.get("covered").booleanValue()).isFalse();
    assertThat(rest.get("hits")).hasSize(2);
  }

  @Test
  void entriesArePagedByIdAndFilteredByKind() throws Exception {
    add(
        """
        {"entries": [
          {"id": "p1", "tenant": "paged", "text": "a1"},
          {"id": "p2", "tenant": "paged", "text": "a2", "kind": "allow"},
          {"id": "p3", "tenant": "paged", "text": "a3"}
        ]}""");

    JsonNode first = json(http.get(ENTRIES + "?tenant=paged&limit=2"));
    JsonNode second =
        json(http.get(ENTRIES + "?tenant=paged&limit=2&cursor=" + first.get("next").stringValue()));
    JsonNode allowed = json(http.get(ENTRIES + "?tenant=paged&kind=allow"));

    assertThat(first.get("entries").findValuesAsString("id")).containsExactly("p1", "p2");
    assertThat(second.get("entries").findValuesAsString("id")).containsExactly("p3");
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(allowed.get("entries").findValuesAsString("id")).containsExactly("p2");
  }

  @Test
  void nothingIsKeptWhenOneOfSeveralIsWrong() throws Exception {
    HttpResponse<String> answer =
        http.post(
            ENTRIES,
            """
            {"entries": [
              {"tenant": "atomic", "text": "fine"},
              {"tenant": "atomic", "type": "pattern", "text": "sick(word"}
            ]}""");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("param").stringValue()).isEqualTo("entries[1].text");
    assertThat(json(answer).get("detail").stringValue())
        .contains("missing closing )")
        .doesNotContain("sick");
    assertThat(json(http.get(ENTRIES + "?tenant=atomic")).get("entries")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|text|the text is missing",
        "{\"text\": \" \"}|text|the text is missing or empty",
        "{\"text\": 5}|text|text is a number",
        "{\"text\": \"a\\u0000b\"}|text|a NUL or half a character",
        "{\"text\": \"a\\ud800b\"}|text|a NUL or half a character",
        "{\"text\": \"a\", \"colour\": \"red\"}|colour|unknown field",
        "{\"text\": \"a\", \"kind\": \"maybe\"}|kind|give one of allow, deny",
        "{\"text\": \"a\", \"readings\": \"pinyin\"}|readings|send an array",
        "{\"text\": \"a\", \"readings\": [\"pinyin\"]}|text|no Chinese characters",
        "{\"text\": \"枪支\", \"readings\": [\"initials\"]}|text|fewer than 3 initials",
        "{\"text\": \"x*\", \"type\": \"pattern\"}|text|matches where there is nothing",
        "{\"text\": \"(a{999}){999}\", \"type\": \"pattern\"}|text|repeats too much",
        "{\"text\": \"(?=x)\", \"type\": \"pattern\"}|text|no regular expression of RE2",
        "{\"text\": \"a\", \"application\": \"x\"}|application|belongs to a tenant",
        "{\"entries\": []}|entries|no array of entries",
        "{\"entries\": [{\"text\":\"a\"},{\"text\":7}]}|entries[1].text|entries[1].text is a number",
        "{\"entries\": [{\"id\":\"i\",\"text\":\"a\"},{\"id\":\"i\",\"text\":\"b\"}]}|entries[1].id|occurs before"
      })
  void saysWhatIsWrongAndWhere(String body, String param, String detail) throws Exception {
    HttpResponse<String> answer = http.post(ENTRIES, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("param").stringValue()).isEqualTo(param);
    assertThat(json(answer).get("detail").stringValue()).contains(detail);
  }

  @ParameterizedTest
  @CsvSource({"limit=0, limit", "limit=x, limit", "kind=maybe, kind", "tenant=A, tenant"})
  void parametersAreChecked(String query, String param) throws Exception {
    HttpResponse<String> answer = http.get(ENTRIES + "?" + query);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("param").stringValue()).isEqualTo(param);
  }

  @Test
  void entriesGoOutAndInAsCsv() throws Exception {
    HttpResponse<String> kept =
        postCsv("\uFEFFid,tenant,text,type\nc1,csv,\"a, b\",phrase\nc2,csv,枪支,word\n");
    assertThat(kept.statusCode()).isEqualTo(201);
    assertThat(json(kept).get("count").intValue()).isEqualTo(2);

    HttpResponse<String> exported = http.get(CSV + "?tenant=csv");

    assertThat(exported.headers().firstValue("Content-Type").orElseThrow())
        .isEqualTo("text/csv;charset=UTF-8");
    assertThat(exported.body()).contains("\"a, b\"", "枪支");
    assertThat(postCsv(exported.body()).statusCode()).isEqualTo(201);
    assertThat(http.get(CSV + "?tenant=csv").body()).isEqualTo(exported.body());
  }

  @Test
  void aWrongRowKeepsAllRowsOut() throws Exception {
    HttpResponse<String> answer =
        postCsv("tenant,text,type\nbadcsv,fine,word\nbadcsv,x(,pattern\n");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("detail").stringValue()).startsWith("line 3: ");
    assertThat(json(http.get(ENTRIES + "?tenant=badcsv")).get("entries")).isEmpty();
  }

  @Test
  void csvOfAnotherEncodingIsRefused() throws Exception {
    HttpResponse<String> latin =
        http.post(
            CSV, "text\ncafé".getBytes(StandardCharsets.ISO_8859_1), "Content-Type", "text/csv");
    HttpResponse<String> gbk = http.post(CSV, new byte[0], "Content-Type", "text/csv;charset=GBK");
    HttpResponse<String> json = http.post(CSV, "{}");

    assertThat(latin.statusCode()).isEqualTo(400);
    assertThat(json(latin).get("detail").stringValue()).contains("not UTF-8 at byte 8");
    assertThat(gbk.statusCode()).isEqualTo(415);
    assertThat(json.statusCode()).isEqualTo(415);
    assertThat(json(json).get("detail").stringValue()).contains("text/csv");
  }

  private void add(String body) throws Exception {
    assertThat(http.post(ENTRIES, body).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> postCsv(String csv) throws Exception {
    return http.post(CSV, csv.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/csv");
  }

  private JsonNode test(String tenant, String text) throws Exception {
    HttpResponse<String> answer =
        http.post(
            "/api/v1/lists/test",
            "{\"text\": \"%s\"}".formatted(text).getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/json",
            "Menshen-Tenant",
            tenant);
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private List<String> hits(String tenant, String text) throws Exception {
    return test(tenant, text)
        .get("hits")
        .valueStream()
        .map(hit -> hit.get("start").intValue() + "-" + hit.get("end").intValue())
        .toList();
  }
}
