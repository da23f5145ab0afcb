package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.menshen.policy.BuiltInPolicy;
import dev.menshen.server.keys.KeySecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyCommandTest {
  private static final String REPORT =
      """
      {"scope": "acme/forum", "since": "2026-03-01T00:00:00Z", "until": "2026-03-08T00:00:00Z",
       "moderations": 1200, "notScanned": 3, "changed": 30, "lacking": 7,
       "outcomes": [{"before": "review", "after": "block", "count": 30}],
       "severities": [{"before": null, "after": null, "count": 3}],
       "changes": [{"before": ["log", "review"], "after": ["block"], "count": 30,
                    "examples": ["00000000-0000-0000-0000-000000000001"]}],
       "rules": [{"rule": "controversial", "before": 30, "after": 0}]}""";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(BuiltInPolicy.class)
  void showsABuiltInPolicyThatPassesTheCheck(BuiltInPolicy policy) {
    CommandRun shown = CommandRun.of("policy", "show", policy.label());
    assertThat(shown.exitCode()).isZero();

    CommandRun checked = CommandRun.reading(shown.out(), "policy", "check", "-");
    assertThat(checked.exitCode()).isZero();
    assertThat(checked.out()).contains("policy " + policy.label());
  }

  @Test
  void namesTheBuiltInPoliciesWhenThereIsNoneOfThatName() {
    CommandRun run = CommandRun.of("policy", "show", "mild");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "menshen: there is no built-in policy mild; there are: default, strict, loose\n");
  }

  @Test
  void theExamplesPassTheCheck() throws IOException {
    Path policies = Path.of("../docs/policies");
    CommandRun run =
        CommandRun.of(
            "policy",
            "check",
            policies.resolve("childrens-forum.yaml").toString(),
            policies.resolve("medical-assistant.yaml").toString(),
            policies.resolve("adult-fiction.yaml").toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3);
  }

  @Test
  void saysOfEachFileWhatIsWrongInWhichLine() throws IOException {
    Path whole = write("whole.yaml", BuiltInPolicy.LOOSE.yaml());
    Path broken = write("broken.yaml", "name: x\nmach: all\nrules: []\n");

    CommandRun run = CommandRun.of("policy", "check", broken.toString(), whole.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEqualTo(whole + ": policy loose, rules: 3\n");
    assertThat(run.err())
        .isEqualTo(
            """
            %1$s:2:1: unknown key "mach"; did you mean "match"?
            %1$s:3:8: "rules" is an empty list or one of more than 200; list 1 to 200
            """
                .formatted(broken));
    assertThat(CommandRun.inChinese("policy", "check", broken.toString()).err())
        .startsWith(broken + ":2:1: 未知的键“mach”；是否想写“match”？\n");
  }

  @Test
  void asksTheServerForABackTestAndShowsTheReport() throws IOException {
    Path policy = write("strict.yaml", BuiltInPolicy.STRICT.yaml());
    AtomicReference<String> asked = new AtomicReference<>("");
    try (FakeServer server = new FakeServer(200, REPORT, asked)) {
      CommandRun run =
          CommandRun.of(
              "policy",
              "backtest",
              policy.toString(),
              "--since",
              "7d",
              "--until",
              "2026-03-08T00:00:00Z",
              "--tenant",
              "acme",
              "--application",
              "forum",
              "--server",
              server.url());

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains(
              "Moderations of acme/forum from 2026-03-01T00:00:00Z to 2026-03-08T00:00:00Z: 1,200")
          .contains("Changed: 30 (2.5 %)")
          .contains("category probabilities")
          .contains("log, review     block  30     00000000-0000-0000-0000-000000000001")
          .contains("not scanned      not scanned  3");
    }
    JsonNode body = new JsonMapper().readTree(asked.get());
    assertThat(body.get("yaml").stringValue()).isEqualTo(BuiltInPolicy.STRICT.yaml());
    assertThat(body.get("tenant").stringValue()).isEqualTo("acme");
    assertThat(body.get("until").stringValue()).isEqualTo("2026-03-08T00:00:00Z");
  }

  @Test
  void printsTheReportAsTheServerAnswersItWhenAskedForJson() throws IOException {
    Path policy = write("strict.yaml", BuiltInPolicy.STRICT.yaml());
    try (FakeServer server = new FakeServer(200, REPORT, new AtomicReference<>(""))) {
      assertThat(
              CommandRun.of(
                      "policy", "backtest", policy.toString(), "--json", "--server", server.url())
                  .out())
          .isEqualTo(REPORT + "\n");
    }
  }

  @Test
  void sendsTheKeyOfTheVariableOrTheFileAndNoOther() throws IOException {
    Path policy = write("strict.yaml", BuiltInPolicy.STRICT.yaml());
    String first = KeySecret.random().text();
    String second = KeySecret.random().text();
    Path file = write("key", second + "\n");
    try (FakeServer server = new FakeServer(200, REPORT, new AtomicReference<>(""))) {
      String[] command = {
        "policy", "backtest", policy.toString(), "--json", "--server", server.url()
      };
      CommandRun.of(command);
      assertThat(server.authorization).hasNullValue();

      CommandRun.with(Map.of("MENSHEN_KEY", first), "", command);
      assertThat(server.authorization).hasValue("Bearer " + first);

      List<String> withFile = new ArrayList<>(List.of(command));
      withFile.addAll(List.of("--key-file", file.toString()));
      CommandRun.with(Map.of("MENSHEN_KEY", first), "", withFile.toArray(String[]::new));
      assertThat(server.authorization).hasValue("Bearer " + second);

      CommandRun broken = CommandRun.with(Map.of("MENSHEN_KEY", first + "\nX: y"), "", command);
      assertThat(broken.exitCode()).isEqualTo(1);
      assertThat(broken.err()).contains("MENSHEN_KEY holds no whole key").doesNotContain(first);
    }
  }

  @Test
  void saysWhatTheServerSaysWhenItRefuses() throws IOException {
    Path policy = write("strict.yaml", BuiltInPolicy.STRICT.yaml());
    try (FakeServer server =
        new FakeServer(400, "{\"detail\": \"shorten it\"}", new AtomicReference<>(""))) {
      CommandRun run =
          CommandRun.of("policy", "backtest", policy.toString(), "--server", server.url());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("answered 400: shorten it");
    }
  }

  @Test
  void saysHowToStartAServerWhenNoneAnswers() throws IOException {
    Path policy = write("strict.yaml", BuiltInPolicy.STRICT.yaml());
    String url;
    try (FakeServer server = new FakeServer(200, "", new AtomicReference<>(""))) {
      url = server.url();
    }

    CommandRun run = CommandRun.of("policy", "backtest", policy.toString(), "--server", url);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no server answers at " + url, "./menshen serve");
  }

  @Test
  void aBrokenPolicyOrATimeThatIsNoneIsToldWithoutAServer() throws IOException {
    Path broken = write("broken.yaml", "name: x\n");
    Path whole = write("whole.yaml", BuiltInPolicy.LOOSE.yaml());

    assertThat(CommandRun.of("policy", "backtest", broken.toString()).err())
        .contains(broken + ":1:1: \"rules\" is missing");
    CommandRun run = CommandRun.of("policy", "backtest", whole.toString(), "--since", "last week");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--since is no time");
    assertThat(CommandRun.of("policy", "backtest", whole.toString(), "--server", "ftp://x").err())
        .contains("--server is no address");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** A server that gives the same answer to everything. */
  private static final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final AtomicReference<String> authorization = new AtomicReference<>();

    FakeServer(int status, String answer, AtomicReference<String> asked) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/api/v1/policies/backtest",
          exchange -> {
            authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
