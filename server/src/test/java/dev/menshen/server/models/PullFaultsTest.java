package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.menshen.server.models.FakeHub.Cut;
import dev.menshen.server.models.FakeHub.Refusal;
import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that can go wrong has its reason, and leaves no model behind that seems whole. */
class PullFaultsTest {
  private static final String WEIGHTS = "model.safetensors";

  private static final String LOGIN = "<!DOCTYPE html><title>Log in to the network</title>";

  @TempDir private Path temporary;
  private Path folder;
  private FakeHub hub;

  @BeforeEach
  void startHub() throws IOException {
    folder = temporary.resolve("model");
    hub = FakeHub.start();
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "401, RepoNotFound, NOT_FOUND",
    "401, '', NOT_FOUND",
    "404, RepoNotFound, NOT_FOUND",
    "404, RevisionNotFound, REVISION_NOT_FOUND",
    "401, GatedRepo, GATED",
    "403, GatedRepo, GATED",
    "403, '', FORBIDDEN",
    "407, '', PROXY_LOGIN",
    "418, '', STATUS",
    "429, '', TOO_MANY_REQUESTS",
    "500, '', SERVER_FAULT",
    "504, '', SERVER_FAULT",
    "511, '', WEB_PAGE"
  })
  void anAnswerInsteadOfTheListHasItsReason(int status, String code, Reason reason) {
    hub.failing(request -> Optional.of(new Refusal(status, Map.of("X-Error-Code", code), "")));

    assertThat(fault().reason()).isEqualTo(reason);
    assertThat(folder).doesNotExist();
  }

  @Test
  void aTokenThatTheHubRefusesIsNamedSoAndNotTold() {
    hub.failing(request -> Optional.of(new Refusal(401)));
    PullRequest request = Pulls.request(hub, HubSource.HUGGINGFACE, folder);
    PullRequest known =
        new PullRequest(
            request.source(),
            request.base(),
            request.model(),
            request.revision(),
            Optional.of(new Token("hf_secret")),
            folder);

    PullException fault = fault(known, Pulls.SETTINGS);

    assertThat(fault.reason()).isEqualTo(Reason.TOKEN_REFUSED);
    assertThat(fault.toString() + known).doesNotContain("hf_secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html; charset=utf-8", "application/json"})
  void aLoginPageInsteadOfTheListIsSeen(String type) {
    hub.failing(request -> Optional.of(new Refusal(200, Map.of("Content-Type", type), LOGIN)));

    assertThat(fault().reason()).isEqualTo(Reason.WEB_PAGE);
  }

  @Test
  void aLoginPageInsteadOfAFileIsSeen() {
    hub.failing(
        request ->
            request.file().isPresent()
                ? Optional.of(new Refusal(200, Map.of("Content-Type", "text/html"), LOGIN))
                : Optional.empty());

    assertThat(fault().reason()).isEqualTo(Reason.WEB_PAGE);
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"sha\": \"../../main\"}", "null", "\"text\""})
  void aListThatIsNoneIsRefused(String json) {
    hub.failing(request -> Optional.of(new Refusal(200, Map.of(), json)));

    assertThat(fault().reason()).isEqualTo(Reason.LIST);
  }

  @Test
  void aListLongerThanTheLimitIsRefused() {
    hub.failing(request -> Optional.of(new Refusal(200, Map.of(), "[" + "1,".repeat(40_000))));

    assertThat(fault().reason()).isEqualTo(Reason.LIST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../config.json",
        "a/../../x.safetensors",
        "/etc/model.safetensors",
        "C:x.safetensors",
        "..\\\\x.safetensors",
        "",
        "a\\u0000.json"
      })
  void aPathThatLeavesTheFolderStopsEverything(String path) {
    hub.with(path, new byte[10]);

    assertThat(fault().reason()).isEqualTo(Reason.UNSAFE_PATH);
    assertThat(hub.served()).isZero();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aRepositoryWithoutSafetensorsIsNoModel() {
    hub.without(WEIGHTS).with("model-q4.gguf", new byte[10]);

    PullException fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.NOT_A_MODEL);
    assertThat(fault.arguments()).element(1).isEqualTo("*.safetensors");
    hub.with(WEIGHTS, new byte[10]).without("config.json");
    assertThat(fault().arguments()).element(1).isEqualTo("config.json");
  }

  @ParameterizedTest
  @ValueSource(longs = {999_999, 1_000_001, 10})
  void aListThatLiesAboutALengthIsFoundOut(long size) {
    hub.listing(WEIGHTS, size);

    PullException fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.SIZE);
    assertThat(fault.arguments()).containsExactly(WEIGHTS, size, 1_000_000L);
    assertThat(folder.resolve("config.json")).doesNotExist();
  }

  @Test
  void aFileOfUnknownLengthThatIsLongerThanTheListSaysIsFoundOut() {
    hub.chunked().listing(WEIGHTS, 999_999);

    PullException fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.SIZE);
    assertThat(fault.arguments()).containsExactly(WEIGHTS, 999_999L, 1_000_000L);
  }

  @Test
  void aFileOfUnknownLengthThatIsShorterThanTheListSaysIsFoundOut() {
    hub.chunked().listing(WEIGHTS, 1_000_001);

    assertThat(fault().reason()).isEqualTo(Reason.CUT);
    assertThat(folder.resolve(WEIGHTS)).doesNotExist();
  }

  @Test
  void aPartBeyondTheEndIsRefusedByTheServer() {
    hub.failing(request -> request.to() > 0 ? Optional.of(new Refusal(416)) : Optional.empty());

    assertThat(fault().reason()).isEqualTo(Reason.RANGE_REFUSED);
  }

  @Test
  void contentOtherThanTheListPromisesIsDroppedAndTheRestKept() throws Exception {
    hub.listing(WEIGHTS, "ab".repeat(32));

    PullException fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.HASH);
    assertThat(fault.arguments()).containsExactly(WEIGHTS);
    assertThat(folder.resolve(WEIGHTS)).doesNotExist();
    assertThat(folder.resolve(".pull").resolve(WEIGHTS + ".part")).isEmptyFile();
    hub.forget();
    hub.listing(WEIGHTS, FakeHub.sha256(FakeHub.MODEL.get(WEIGHTS)));
    Pulls.run(hub, folder);
    assertThat(hub.served()).isEqualTo(FakeHub.MODEL.get(WEIGHTS).length);
  }

  @Test
  void aFileThatChangesAllTheTimeIsGivenUp() {
    AtomicInteger changes = new AtomicInteger();
    hub.withoutHashes()
        .failing(
            request -> {
              hub.with(WEIGHTS, FakeHub.MODEL.get(WEIGHTS), "tag " + changes.incrementAndGet());
              return Optional.empty();
            });

    assertThat(fault().reason()).isEqualTo(Reason.CHANGED);
    assertThat(folder.resolve(WEIGHTS)).doesNotExist();
  }

  @Test
  void aFileOfTheListThatIsNotThereIsNamed() {
    hub.failing(
        request ->
            request.file().equals(Optional.of("tokenizer.json"))
                ? Optional.of(new Refusal(404))
                : Optional.empty());

    assertThat(fault().arguments()).first().isEqualTo("tokenizer.json");
  }

  @Test
  void aConnectionWithoutProgressIsGivenUpAfterTheAttempts() {
    AtomicInteger attempts = new AtomicInteger();
    hub.failing(
        request -> {
          if (request.from() == 2 * Pulls.PART) {
            attempts.incrementAndGet();
            return Optional.of(new Cut(0));
          }
          return Optional.empty();
        });

    assertThat(fault().reason()).isEqualTo(Reason.CUT);
    assertThat(attempts.get()).isGreaterThanOrEqualTo(Pulls.SETTINGS.attempts());
  }

  @Test
  void aConnectionThatFallsSilentIsMadeAnew() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger silences = new AtomicInteger();
    hub.failing(
        request ->
            request.from() == 2 * Pulls.PART && silences.incrementAndGet() == 1
                ? Optional.of(new Cut(2000, () -> await(end)))
                : Optional.empty());

    Pulls.run(
        Pulls.request(hub, HubSource.HUGGINGFACE, folder),
        Pulls.stallingAfter(Duration.ofMillis(300)),
        PullProgress.NONE);
    end.countDown();

    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(FakeHub.MODEL.get(WEIGHTS));
    assertThat(hub.requestsFor(WEIGHTS)).anyMatch(it -> it.from() == 2 * Pulls.PART + 2000);
  }

  @Test
  void aWaitLongerThanTheLimitEndsThePull() {
    hub.failing(request -> Optional.of(new Refusal(429, Map.of("Retry-After", "6"), "")));

    PullException fault = fault();

    assertThat(fault.arguments()).element(1).isEqualTo(6L);
    assertThat(hub.requests()).hasSize(1);
  }

  @Test
  void aWaitMayBeADate() {
    hub.failing(
        request ->
            Optional.of(
                new Refusal(503, Map.of("Retry-After", "Tue, 31 Dec 2999 23:59:59 GMT"), "")));

    assertThat(fault().reason()).isEqualTo(Reason.SERVER_FAULT);
    assertThat(hub.requests()).hasSize(1);
  }

  @Test
  void aDiskThatIsTooSmallIsSeenBeforeTheFirstByte() {
    long petabyte = 1L << 50;
    hub.listing(WEIGHTS, petabyte);

    PullException fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.SPACE);
    assertThat((long) fault.arguments().getFirst()).isGreaterThan(petabyte);
    assertThat((long) fault.arguments().get(1)).isPositive();
    assertThat(hub.served()).isZero();
    assertThat(folder).doesNotExist();
  }

  @Test
  void aLengthThatNoFileHasIsRefused() {
    hub.listing(WEIGHTS, Long.MAX_VALUE);

    assertThat(fault().reason()).isEqualTo(Reason.LIST);
  }

  @Test
  void aFolderThatIsAFileIsNamed() throws IOException {
    Files.writeString(folder, "a file");

    PullException fault = fault();

    assertThat(fault.reason()).isEqualTo(Reason.FOLDER);
    assertThat(fault.arguments()).containsExactly(folder, "FileAlreadyExistsException");
  }

  @Test
  void redirectsInACircleAreGivenUp() {
    hub.failing(request -> Optional.of(new Refusal(302, Map.of("Location", request.path()), "")));

    assertThat(fault().reason()).isEqualTo(Reason.REDIRECT);
    assertThat(hub.requests()).hasSize(Pulls.SETTINGS.redirects() + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://storage.example/file", "file:///etc/passwd", "ftp://a/b", "https://a b/"})
  void aRedirectGivesUpNeitherEncryptionNorTheWeb(String location) {
    assertThatThrownBy(
            () -> HubClient.target(URI.create("https://hub.example/model/file"), location))
        .isInstanceOfSatisfying(
            PullException.class, it -> assertThat(it.reason()).isEqualTo(Reason.REDIRECT));
  }

  @Test
  void aRedirectMayBeRelative() throws PullException {
    assertThat(HubClient.target(URI.create("https://hub.example/model/file"), "/cache/x?y=%2B"))
        .isEqualTo(URI.create("https://hub.example/cache/x?y=%2B"));
  }

  @Test
  void aHostThatIsNotThereIsNotAskedAgain() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    PullException closed = fault(at("http://127.0.0.1:" + port), Pulls.SETTINGS);
    assertThat(closed.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(closed.arguments()).containsExactly("127.0.0.1:" + port, "ConnectException");
    PullException unknown = fault(at("http://no-such-host.invalid"), Pulls.SETTINGS);
    assertThat(unknown.reason()).isEqualTo(Reason.UNKNOWN_HOST);
    assertThat(unknown.arguments()).containsExactly("no-such-host.invalid");
    assertThatThrownBy(
            () ->
                new Pull(
                        at("http://hub.example"),
                        Pulls.SETTINGS,
                        Proxies.of(Map.of("HTTP_PROXY", "127.0.0.1:" + port)),
                        PullProgress.NONE)
                    .run())
        .isInstanceOfSatisfying(
            PullException.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.PROXY_UNREACHABLE);
              assertThat(it.arguments()).containsExactly("127.0.0.1:" + port, "ConnectException");
            });
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNamed() throws Exception {
    Path store = temporary.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                "password",
                "-alias",
                "hub",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-validity",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("keytool.txt").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(store)));
    server.start();
    try {
      String base = "https://127.0.0.1:" + server.getAddress().getPort();
      assertThat(fault(at(base), Pulls.SETTINGS).reason()).isEqualTo(Reason.CERTIFICATE);
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext tls(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "password".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "password".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private PullRequest at(String base) {
    return new PullRequest(
        HubSource.HUGGINGFACE,
        URI.create(base),
        new ModelName("Qwen", "Qwen3Guard-Gen-0.6B"),
        "main",
        Optional.empty(),
        folder);
  }

  private PullException fault() {
    return fault(Pulls.request(hub, HubSource.HUGGINGFACE, folder), Pulls.SETTINGS);
  }

  private static PullException fault(PullRequest request, PullSettings settings) {
    return catchThrowableOfType(
        PullException.class, () -> Pulls.run(request, settings, PullProgress.NONE));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
