package dev.menshen.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.models.FakeHub;
import dev.menshen.server.models.PullException.Reason;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PullCommandTest {
  private static final long ALL =
      FakeHub.MODEL.values().stream().mapToLong(content -> content.length).sum();

  @TempDir private Path temporary;
  private FakeHub hub;

  @BeforeEach
  void startHub() throws IOException {
    hub = FakeHub.start();
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @Test
  void putsAModelWhereMenshenLooksForIt() {
    CommandRun run = pull(Map.of(), "0.6b");

    Path folder = temporary.resolve(".cache/menshen/models/Qwen3Guard-Gen-0.6B");
    assertThat(run.out())
        .isEqualTo(
            """
            Qwen/Qwen3Guard-Gen-0.6B is there: 5 files, 1.01 MB, revision %s
              %s
            Check it: ./menshen models verify %s
            """
                .formatted(FakeHub.COMMIT, folder, folder));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).startsWith("Qwen3Guard-Gen-0.6B: 1.01 MB to fetch\n");
    assertThat(folder.resolve("model.safetensors"))
        .hasBinaryContent(FakeHub.MODEL.get("model.safetensors"));
    assertThat(pull(Map.of(), "0.6B").out())
        .startsWith("Qwen/Qwen3Guard-Gen-0.6B is up to date: 5 files");
    assertThat(hub.served()).isEqualTo(ALL);
  }

  @Test
  void takesAnotherFolderWhenItIsNamed() {
    pull(Map.of("XDG_CACHE_HOME", temporary.resolve("xdg").toString()), "0.6b");
    assertThat(temporary.resolve("xdg/menshen/models/Qwen3Guard-Gen-0.6B/config.json")).exists();

    pull(Map.of(), "0.6b", "--to", temporary.resolve("a b").toString());
    assertThat(temporary.resolve("a b/config.json")).exists();
    CommandRun run = pull(Map.of(), "0.6b", "--to=~/mine");
    assertThat(temporary.resolve("mine/config.json")).exists();
    assertThat(run.out()).contains("  " + temporary.resolve("mine") + "\n");
  }

  @Test
  void speaksThePathsOfModelScopeToAMirror() {
    CommandRun run =
        CommandRun.with(
            Map.of("HOME", temporary.toString(), "MENSHEN_MIRROR", hub.address()),
            "",
            "models",
            "pull",
            "Qwen/Qwen3Guard-Gen-0.6B",
            "--from",
            "modelscope");

    assertThat(run.out()).contains("revision master");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void theCommandLinesMirrorGoesBeforeThatOfTheEnvironment() {
    CommandRun run =
        pull(
            Map.of("MENSHEN_MIRROR", "http://127.0.0.1:1"),
            "0.6b",
            "--mirror",
            hub.address() + "/");

    assertThat(run.exitCode()).isZero();
  }

  @Test
  void speaksChinese() {
    CommandRun run = pull(Map.of("LANG", "zh_CN.UTF-8"), "0.6b");

    assertThat(run.err()).startsWith("Qwen3Guard-Gen-0.6B：需下载 1.01 MB\n");
    assertThat(run.out()).contains("已就位：5 个文件", "校验：./menshen models verify ");
  }

  @Test
  void whoeverIsOfflineIsToldWhatToCopyWhere() {
    hub.close();

    CommandRun run = pull(Map.of(), "8b", "--to", temporary.resolve("my models").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("menshen: 127.0.0.1:")
        .contains(
            " cannot be reached (ConnectException); check the network",
            "--from modelscope",
            "https://huggingface.co/Qwen/Qwen3Guard-Gen-8B/tree/main",
            "https://www.modelscope.cn/models/Qwen/Qwen3Guard-Gen-8B/files?version=master",
            "config.json, generation_config.json, tokenizer_config.json, tokenizer.json",
            "model.safetensors.index.json",
            temporary.resolve("my models") + "\n",
            "./menshen models verify '" + temporary.resolve("my models") + "'\n");
    assertThat(pull(Map.of("LANG", "zh_CN.UTF-8"), "8b").err())
        .contains("无法连接", "--from modelscope", "./menshen models verify ");
  }

  @Test
  void aPullThatFailsOnTheWaySaysThatItGoesOn() {
    hub.failing(
        request ->
            request.file().equals(Optional.of("model.safetensors"))
                ? Optional.of(new FakeHub.Refusal(503))
                : Optional.empty());

    CommandRun run =
        pull(Map.of("MENSHEN_PULL_ATTEMPTS", "2", "MENSHEN_PULL_BACKOFF", "1ms"), "0.6b");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("fault on the server; again in 1 s\n")
        .contains("(HTTP 503); try again later. What has come is kept; the same command goes on");
  }

  @Test
  void theTokenIsNeverShown() {
    hub.failing(request -> Optional.of(new FakeHub.Refusal(401)));

    CommandRun run = pull(Map.of("HF_TOKEN", "hf_secret"), "0.6b", "--debug");

    assertThat(run.err()).contains("refuses the token; renew HF_TOKEN").doesNotContain("hf_secret");
  }

  @ParameterizedTest
  @CsvSource({
    "7b, '', 7b is not a model; give 0.6b",
    "0.6b, --from=x, x is not a hub; give huggingface or modelscope",
    "0.6b, --connections=0, menshen.pull.connections is 0; set it between 1 and 64",
    "0.6b, --connections=x, --connections",
    "0.6b, --mirror=hub, --mirror is not the address of a hub",
    "0.6b, extra, was given an argument too many"
  })
  void saysWhatIsWrongWithTheCommandLine(String model, String option, String message) {
    CommandRun run = option.isEmpty() ? pull(Map.of(), model) : pull(Map.of(), model, option);

    assertThat(run.err()).startsWith("menshen: ").contains(message).hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void saysWhatIsWrongWithTheEnvironment() {
    assertThat(pull(Map.of("MENSHEN_PULL_STALL", "soon"), "0.6b").err())
        .contains("menshen.pull.stall");
    assertThat(pull(Map.of("HTTPS_PROXY", "socks5://proxy"), "0.6b").err())
        .contains("HTTPS_PROXY is not the address of an HTTP proxy");
    assertThat(CommandRun.of("models", "pull").err()).contains("MODEL");
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasItsText(Reason reason) {
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("LANG", "zh"))) {
      assertThat(Texts.of(environment).get(PullFailures.key(reason))).isNotBlank();
    }
  }

  @Test
  void whatIsTriedAgainHasItsShortText() {
    List<Reason> tried =
        List.of(
            Reason.UNKNOWN_HOST,
            Reason.PROXY_UNREACHABLE,
            Reason.UNREACHABLE,
            Reason.CUT,
            Reason.STALLED,
            Reason.SERVER_FAULT,
            Reason.TOO_MANY_REQUESTS);
    assertThat(tried)
        .allSatisfy(
            reason ->
                assertThat(
                        Texts.of(Map.of())
                            .get("pull.fault." + reason.name().toLowerCase(Locale.ROOT)))
                    .isNotBlank());
  }

  @Test
  void isExplained() {
    CommandRun help = CommandRun.of("models", "pull", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("Usage: ./menshen models pull MODEL", "Options\n", "Exit codes\n")
        .contains("Examples\n  ./menshen models pull 0.6b\n", "HF_ENDPOINT", "LONGESTRETRYAFTER");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(CommandRun.inChinese("models", "pull", "--help").out())
        .contains("用法：./menshen models pull MODEL", "选项\n", "退出码\n", "示例\n");
    assertThat(CommandRun.of("help", "models", "pull")).isEqualTo(help);
    assertThat(CommandRun.of("models").out())
        .containsPattern("pull +Download a model from Hugging Face or ModelScope\\.");
  }

  @Test
  void sizesHaveThreeDigits() {
    assertThat(
            List.of(0L, 999L, 1000L, 12_345L, 999_400L, 999_600L, 1_192_135_096L, 16_381_470_720L))
        .extracting(ByteCount::of)
        .containsExactly(
            "0 B", "999 B", "1.00 kB", "12.3 kB", "999 kB", "1.00 MB", "1.19 GB", "16.4 GB");
  }

  @Test
  void writesALinePerIntervalWhereThereIsNoTerminal() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PullDisplay display =
        new PullDisplay.Lines(terminal(err), Texts.of(Map.of()), "Model", Duration.ZERO)) {
      display.begin(3_000_000, 1_000_000);
      display.fetched(2_000_000);
      display.checking("model.safetensors");
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo("Model: 2.00 MB to fetch, 1.00 MB are there from an earlier pull"),
            line -> assertThat(line).matches("Model: 3\\.00 MB of 3\\.00 MB, .*/s, 0:00:00 left"),
            line -> assertThat(line).isEqualTo("comparing model.safetensors with its SHA-256"));
    assertThat(PullDisplay.INTERVAL).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void redrawsABarOnATerminal() {
    CommandRun run = CommandRun.onATerminal(environment(Map.of()), "models", "pull", "0.6b");

    assertThat(run.err()).contains("\r", "100% |", "1/1 MB", "MB/s");
    assertThat(run.out()).contains("is there: 5 files");
  }

  @Test
  void aPullThatWasKilledGoesOnWhereItWas() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    long part = 1 << 16;
    AtomicBoolean first = new AtomicBoolean(true);
    hub.failing(
        request ->
            request.from() == 9 * part && first.getAndSet(false)
                ? Optional.of(
                    new FakeHub.Cut(
                        2000,
                        () -> {
                          underWay.countDown();
                          await(end);
                        }))
                : Optional.empty());
    Map<String, String> environment =
        environment(Map.of("MENSHEN_PULL_PART", "64KB", "MENSHEN_PULL_CONNECTIONS", "1"));
    Path folder = temporary.resolve(".cache/menshen/models/Qwen3Guard-Gen-0.6B");
    try (CommandProcess process =
        CommandProcess.start(temporary, environment, "models", "pull", "0.6b")) {
      underWay.await();
      process.kill();
    }
    end.countDown();
    assertThat(folder.resolve("config.json")).doesNotExist();

    CommandRun run = CommandRun.with(environment, "", "models", "pull", "0.6b");

    assertThat(run.err()).contains("are there from an earlier pull");
    assertThat(run.exitCode()).isZero();
    assertThat(folder.resolve("model.safetensors"))
        .hasBinaryContent(FakeHub.MODEL.get("model.safetensors"));
    // What was on its way to the killed process came in vain, and nothing else.
    assertThat(hub.served()).isEqualTo(ALL + 2000);
  }

  @Test
  void aSecondProcessIsKeptOutOfTheFolderWithTheFirstOnesNumber() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    hub.failing(
        request -> {
          if (request.file().isPresent()) {
            underWay.countDown();
            await(end);
          }
          return Optional.empty();
        });
    Path folder = temporary.resolve("model");
    try (CommandProcess process =
        CommandProcess.start(
            temporary,
            environment(Map.of()),
            "models",
            "pull",
            "0.6b",
            "--to",
            folder.toString())) {
      underWay.await();

      CommandRun second = pull(Map.of(), "0.6b", "--to", folder.toString());
      CommandRun third = pull(Map.of(), "0.6b", "--to", folder.toString());
      end.countDown();
      CommandRun first = process.end();

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err())
          .isEqualTo(
              "menshen: another pull writes to %s (process %d); wait for its end, or stop it\n"
                  .formatted(folder, process.pid()));
      assertThat(third).isEqualTo(second);
      assertThat(first.exitCode()).isZero();
      assertThat(folder.resolve(".pull")).doesNotExist();
    }
  }

  @Test
  void aPullThatIsStoppedSaysSo() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    hub.failing(
        request -> {
          if (request.file().isPresent()) {
            underWay.countDown();
            await(end);
          }
          return Optional.empty();
        });
    try (CommandProcess process =
        CommandProcess.start(temporary, environment(Map.of()), "models", "pull", "0.6b")) {
      underWay.await();
      process.terminate();
      CommandRun run = process.end();
      assertThat(run.err()).endsWith("\nStopped. The same command goes on where it was.\n");
      assertThat(run.exitCode()).isEqualTo(143);
    } finally {
      end.countDown();
    }
  }

  @Test
  void logsInToAProxyForAHubBehindIt() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> request = threads.submit(() -> refuse(proxy));
      try (CommandProcess process =
          CommandProcess.start(
              temporary,
              Map.of(
                  "HOME",
                  temporary.toString(),
                  "HTTPS_PROXY",
                  "http://me:secret@127.0.0.1:" + proxy.getLocalPort()),
              "models",
              "pull",
              "0.6b")) {
        CommandRun run = process.end();
        assertThat(request.get())
            .contains(
                "CONNECT huggingface.co:443 HTTP/1.1", "Proxy-Authorization: Basic bWU6c2VjcmV0");
        assertThat(run.err())
            .contains("the proxy does not let this machine connect to huggingface.co")
            .doesNotContain("secret");
      }
    }
  }

  /** Reads one request and refuses it. */
  private static List<String> refuse(ServerSocket proxy) throws IOException {
    try (Socket socket = proxy.accept()) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      List<String> lines = new ArrayList<>();
      for (String line = reader.readLine();
          line != null && !line.isEmpty();
          line = reader.readLine()) {
        lines.add(line);
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return lines;
    }
  }

  private CommandRun pull(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of("models", "pull"));
    command.addAll(Arrays.asList(arguments));
    return CommandRun.with(environment(environment), "", command.toArray(String[]::new));
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", temporary.toString());
    environment.put("HF_ENDPOINT", hub.address());
    return environment;
  }

  private static Terminal terminal(ByteArrayOutputStream err) {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
