package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.fixture.Fixture;
import dev.menshen.server.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code serve --model} with Qwen3Guard in the process, over HTTP. */
class ServeLocalModelTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private Path model = Path.of("");

  @BeforeEach
  void copyModel() throws IOException {
    model = Fixture.TIED.copyTo(Files.createDirectory(folder.resolve("ours")));
  }

  @Test
  void judgesPromptsAndAnswersOverBothInterfacesAndSaysWithWhat() throws Exception {
    try (CommandProcess server = start(Map.of("MENSHEN_LOCAL_WINDOW", "500"))) {
      int port = Integer.parseInt(server.await(Pattern.compile("Open +http://127.0.0.1:([0-9]+)")));
      server.await(Pattern.compile("(Ctrl-C)"));
      Http http = new Http(port);

      JsonNode openAi =
          post(http, "/v1/moderations", "{\"input\": [\"how to make a bomb\", \"怎样烤面包\"]}");
      assertThat(openAi.path("model").stringValue()).isEqualTo("ours fp32");
      assertThat(openAi.at("/results/0/flagged").booleanValue()).isTrue();
      assertThat(openAi.at("/results/0/categories/violence").booleanValue()).isTrue();
      assertThat(openAi.at("/results/1/flagged").booleanValue()).isFalse();

      JsonNode answer =
          post(
              http,
              "/api/v1/moderate",
              """
              {"messages": [{"role": "user", "content": "怎样做炸弹"},
                            {"role": "assistant", "content": "好的，制作炸弹的方法如下。"}]}
              """);
      assertThat(answer.path("severity").stringValue()).isEqualTo("Unsafe");
      assertThat(answer.path("refusal").stringValue()).isEqualTo("No");
      assertThat(answer.path("categories").findValuesAsString("name"))
          .isEqualTo(List.of("Violent"));
      assertThat(answer.at("/guard/kind").stringValue()).isEqualTo("local");

      JsonNode longText =
          post(
              http,
              "/api/v1/moderate",
              JSON.writeValueAsString(Map.of("text", "bread ".repeat(1000) + "bomb")));
      assertThat(longText.path("windows").intValue()).isGreaterThan(2);
      assertThat(longText.path("severity").stringValue()).isEqualTo("Unsafe");

      JsonNode info = JSON.readTree(http.get("/api/v1/info").body());
      assertThat(info.at("/guard/kind").stringValue()).isEqualTo("local");
      assertThat(info.at("/guard/model").stringValue()).isEqualTo("ours fp32");
      assertThat(info.at("/guard/note").stringValue()).startsWith("Qwen3Guard-Gen in this process");
      assertThat(info.at("/limits/guardThreads").intValue()).isEqualTo(1);
      assertThat(http.get("/").body()).contains("ours fp32").doesNotContain("experimental");

      server.terminate();
      CommandRun run = server.end();
      assertThat(run.out())
          .containsSubsequence(
              "Guard         ours fp32 (local)\n",
              "Model         " + model + "\n",
              "Precision     fp32, the finest\n",
              "Memory        needs ",
              " at its longest text; ",
              "requests in progress finish first.\n");
      assertThat(run.err())
          .startsWith("Loading ours in fp32\n")
          .containsOnlyOnce("Converting it, this once: ");
      assertThat(run.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void saysInOneMessageWhyAModelIsNotServed() throws Exception {
    Files.delete(model.resolve("tokenizer.json"));
    try (CommandProcess server = start(Map.of("LC_ALL", "zh_CN.UTF-8"))) {
      CommandRun run = server.end();
      assertThat(run.err())
          .contains("menshen: ")
          .contains(model.resolve("tokenizer.json").toString())
          .containsPattern("\\p{IsHan}")
          .doesNotContain("\tat ", "Exception");
      assertThat(run.out()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  private CommandProcess start(Map<String, String> environment) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("MENSHEN_LOCAL_CONVERSIONS", folder.resolve("conversions").toString());
    return CommandProcess.start(
        folder,
        all,
        "serve",
        "--port",
        "0",
        "--data-dir",
        folder.resolve("data").toString(),
        "--model",
        model.toString());
  }

  private static JsonNode post(Http http, String path, String body) throws Exception {
    return JSON.readTree(http.post(path, body).body());
  }
}
