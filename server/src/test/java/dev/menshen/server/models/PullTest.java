package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.models.FakeHub.Cut;
import dev.menshen.server.models.FakeHub.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pull fetches, and that it fetches nothing twice. */
class PullTest {
  private static final String WEIGHTS = "model.safetensors";

  private static final long ALL =
      FakeHub.MODEL.values().stream().mapToLong(content -> content.length).sum();

  @TempDir private Path temporary;
  private Path folder;
  private FakeHub hub;

  @BeforeEach
  void startHub() throws IOException {
    folder = temporary.resolve("models").resolve("Qwen3Guard-Gen-0.6B");
    hub = FakeHub.start();
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @ParameterizedTest
  @EnumSource(HubSource.class)
  void fetchesAModelFromEitherHub(HubSource source) throws Exception {
    hub.with("pytorch_model.bin", new byte[10])
        .with("assets/figure.safetensors", new byte[10])
        .with("train.py", new byte[10]);

    PullResult result =
        Pulls.run(Pulls.request(hub, source, folder), Pulls.SETTINGS, PullProgress.NONE);

    assertThat(result)
        .isEqualTo(
            new PullResult(
                folder,
                source == HubSource.HUGGINGFACE ? FakeHub.COMMIT : "master",
                FakeHub.MODEL.size(),
                ALL,
                ALL,
                PullResult.Outcome.FETCHED));
    assertWhole();
    assertThat(hub.served()).isEqualTo(ALL);
  }

  @Test
  void asksForTheCommitThatTheBranchPointedToAtTheStart() throws Exception {
    Pulls.run(hub, folder);

    assertThat(hub.requests())
        .filteredOn(request -> request.file().isPresent())
        .isNotEmpty()
        .allMatch(request -> request.path().contains("/resolve/" + FakeHub.COMMIT + "/"));
  }

  @Test
  void fetchesABigFileInPartsAndASmallOneAtOnce() throws Exception {
    Pulls.run(hub, folder);

    assertThat(hub.requestsFor(WEIGHTS))
        .hasSize(16)
        .allMatch(request -> request.to() - request.from() < Pulls.PART && request.to() > 0);
    assertThat(hub.requestsFor("config.json"))
        .singleElement()
        .matches(request -> request.to() == -1);
  }

  @Test
  void readsEveryPageOfTheListFromTheHubItWasGiven() throws Exception {
    hub.inPages();

    Pulls.run(hub, folder);

    assertWhole();
    assertThat(hub.requests()).filteredOn(it -> it.path().contains("/tree/")).hasSize(2);
  }

  @Test
  void fetchesNothingWhenEverythingIsThere() throws Exception {
    Pulls.run(hub, folder);
    hub.forget();

    PullResult result = Pulls.run(hub, folder);

    assertThat(result.outcome()).isEqualTo(PullResult.Outcome.UP_TO_DATE);
    assertThat(result.bytes()).isEqualTo(ALL);
    assertThat(result.fetched()).isZero();
    assertThat(hub.served()).isZero();
    assertWhole();
  }

  @Test
  void fetchesAFileAgainWhoseSizeHasChangedHere() throws Exception {
    Pulls.run(hub, folder);
    hub.forget();
    Files.writeString(folder.resolve("tokenizer.json"), "cut short");

    PullResult result = Pulls.run(hub, folder);

    assertThat(result.outcome()).isEqualTo(PullResult.Outcome.FETCHED);
    assertThat(hub.served()).isEqualTo(FakeHub.MODEL.get("tokenizer.json").length);
    assertWhole();
  }

  @Test
  void fetchesWhatHasChangedOnTheHubAndRemovesWhatTheModelNoLongerHas() throws Exception {
    hub.with("model-00001-of-00002.safetensors", FakeHub.content(9, 1000));
    Pulls.run(hub, folder);
    hub.without("model-00001-of-00002.safetensors");
    byte[] changed = FakeHub.content(10, FakeHub.MODEL.get(WEIGHTS).length);
    hub.with(WEIGHTS, changed);
    hub.forget();

    Pulls.run(hub, folder);

    assertThat(hub.served()).isEqualTo(changed.length);
    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(changed);
    assertThat(folder.resolve("model-00001-of-00002.safetensors")).doesNotExist();
    assertThat(folder.resolve("config.json")).exists();
  }

  @Test
  void takesFilesThatSomebodyHasCopiedThereWhenTheirHashIsRight() throws Exception {
    Files.createDirectories(folder);
    Files.write(folder.resolve(WEIGHTS), FakeHub.MODEL.get(WEIGHTS));
    Files.write(folder.resolve("tokenizer.json"), new byte[9_000]);
    Files.writeString(folder.resolve("notes.txt"), "mine");

    Pulls.run(hub, folder);

    assertThat(hub.requestsFor(WEIGHTS)).isEmpty();
    assertThat(hub.served()).isEqualTo(ALL - FakeHub.MODEL.get(WEIGHTS).length);
    assertThat(folder.resolve("notes.txt")).hasContent("mine");
    Files.delete(folder.resolve("notes.txt"));
    assertWhole();
  }

  @Test
  void goesOnWhereAFailedPullWas() throws Exception {
    hub.failing(
        request ->
            request.from() == 5 * Pulls.PART ? Optional.of(new Cut(40_000)) : Optional.empty());
    assertThatThrownBy(
            () ->
                Pulls.run(
                    Pulls.request(hub, HubSource.HUGGINGFACE, folder),
                    Pulls.once(),
                    PullProgress.NONE))
        .isInstanceOf(PullException.class);
    assertThat(folder.resolve("config.json")).doesNotExist();
    assertThat(hub.served()).isBetween(5 * Pulls.PART + 1, ALL - 1);
    hub.failing(request -> Optional.empty());
    AtomicInteger present = new AtomicInteger();

    Pulls.run(
        Pulls.request(hub, HubSource.HUGGINGFACE, folder),
        Pulls.SETTINGS,
        new Progress(present::addAndGet));

    assertThat(hub.served()).isEqualTo(ALL);
    assertThat(present.get()).isEqualTo(ALL);
    assertWhole();
  }

  @Test
  void survivesConnectionsThatAreCutAgainAndAgain() throws Exception {
    hub.failing(
        request ->
            request.file().isPresent() && request.to() - request.from() > 9_000
                ? Optional.of(new Cut(9_000))
                : Optional.empty());

    Pulls.run(hub, folder);

    // What was on its way when a connection broke is asked for again, and nothing else is.
    assertThat(hub.served()).isBetween(ALL, ALL + ALL / 20);
    assertWhole();
  }

  @Test
  void fetchesWholeFilesFromAServerThatIgnoresRanges() throws Exception {
    hub.withoutRanges();

    Pulls.run(hub, folder);

    assertWhole();
  }

  @Test
  void goesOnAfterACutAtAServerThatIgnoresRanges() throws Exception {
    AtomicInteger cuts = new AtomicInteger();
    hub.withoutRanges()
        .failing(
            request ->
                request.file().equals(Optional.of(WEIGHTS)) && cuts.incrementAndGet() <= 6
                    ? Optional.of(new Cut(100_000 * cuts.get()))
                    : Optional.empty());

    Pulls.run(hub, folder);

    assertWhole();
  }

  @Test
  void readsAWholeFileOnceWhenAServerIgnoresRangesAndThereIsOneConnection() throws Exception {
    hub.withoutRanges();

    Pulls.run(
        Pulls.request(hub, HubSource.HUGGINGFACE, folder),
        Pulls.SETTINGS.withConnections(1),
        PullProgress.NONE);

    assertThat(hub.served()).isEqualTo(ALL);
    assertWhole();
  }

  @Test
  void beginsAFileAgainWhenItsTagChangesOnTheWay() throws Exception {
    byte[] changed = FakeHub.content(10, FakeHub.MODEL.get(WEIGHTS).length);
    hub.withoutHashes()
        .failing(
            request -> {
              if (request.from() == 3 * Pulls.PART) {
                hub.with(WEIGHTS, changed, "two");
              }
              return Optional.empty();
            });

    Pulls.run(hub, folder);

    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(changed);
  }

  @Test
  void beginsAFileAgainThatHasChangedBetweenTwoPulls() throws Exception {
    AtomicBoolean cut = new AtomicBoolean(true);
    hub.withoutHashes()
        .failing(
            request ->
                request.from() == 5 * Pulls.PART && cut.get()
                    ? Optional.of(new Refusal(404))
                    : Optional.empty());
    assertThatThrownBy(() -> Pulls.run(hub, folder)).isInstanceOf(PullException.class);
    byte[] changed = FakeHub.content(10, FakeHub.MODEL.get(WEIGHTS).length);
    hub.with(WEIGHTS, changed, "two");
    cut.set(false);

    Pulls.run(hub, folder);

    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(changed);
  }

  @Test
  void goesOnWithAFileWithoutHashWhenItsTagIsTheSame() throws Exception {
    hub.withoutHashes()
        .failing(
            request ->
                request.from() == 5 * Pulls.PART
                    ? Optional.of(new Refusal(404))
                    : Optional.empty());
    assertThatThrownBy(
            () ->
                Pulls.run(
                    Pulls.request(hub, HubSource.HUGGINGFACE, folder),
                    Pulls.once(),
                    PullProgress.NONE))
        .isInstanceOf(PullException.class);
    hub.failing(request -> Optional.empty());

    Pulls.run(hub, folder);

    assertThat(hub.served()).isEqualTo(ALL);
    assertWhole();
  }

  @Test
  void dropsWhatAnEarlierPullHasLeftOfOtherContent() throws Exception {
    hub.failing(
        request ->
            request.from() == 5 * Pulls.PART ? Optional.of(new Refusal(404)) : Optional.empty());
    assertThatThrownBy(() -> Pulls.run(hub, folder)).isInstanceOf(PullException.class);
    byte[] changed = FakeHub.content(10, FakeHub.MODEL.get(WEIGHTS).length);
    hub.with(WEIGHTS, changed).failing(request -> Optional.empty());

    Pulls.run(hub, folder);

    assertThat(folder.resolve(WEIGHTS)).hasBinaryContent(changed);
  }

  @Test
  void fetchesAFileAgainWhoseBytesWereLostWithThePower() throws Exception {
    hub.failing(
        request ->
            request.from() == 5 * Pulls.PART ? Optional.of(new Refusal(404)) : Optional.empty());
    assertThatThrownBy(
            () ->
                Pulls.run(
                    Pulls.request(hub, HubSource.HUGGINGFACE, folder),
                    Pulls.once(),
                    PullProgress.NONE))
        .isInstanceOf(PullException.class);
    Path part = folder.resolve(".pull").resolve(WEIGHTS + ".part");
    byte[] bytes = Files.readAllBytes(part);
    Arrays.fill(bytes, 1000, 2000, (byte) 0);
    Files.write(part, bytes);
    hub.failing(request -> Optional.empty());

    Pulls.run(hub, folder);

    assertWhole();
  }

  @Test
  void waitsAsLongAsTheHubAsksAndGoesOn() throws Exception {
    AtomicInteger busy = new AtomicInteger();
    hub.failing(
        request ->
            busy.incrementAndGet() <= 3
                ? Optional.of(new Refusal(429, Map.of("Retry-After", "0"), ""))
                : Optional.empty());

    Pulls.run(hub, folder);

    assertWhole();
  }

  @Test
  void triesAgainWhenTheHubHasAFaultOfItsOwn() throws Exception {
    AtomicInteger faults = new AtomicInteger();
    hub.failing(
        request ->
            request.file().isPresent() && faults.incrementAndGet() % 4 == 0
                ? Optional.of(new Refusal(503))
                : Optional.empty());

    Pulls.run(hub, folder);

    assertWhole();
  }

  @Test
  void followsToAnotherHostWithoutShowingItTheToken() throws Exception {
    try (FakeHub storage = FakeHub.start()) {
      hub.storedAt(storage);
      PullRequest request = Pulls.request(hub, HubSource.HUGGINGFACE, folder);

      Pulls.run(
          new PullRequest(
              request.source(),
              request.base(),
              request.model(),
              request.revision(),
              Optional.of(new Token("hf_secret")),
              folder),
          Pulls.SETTINGS,
          PullProgress.NONE);

      assertThat(hub.requests())
          .allMatch(it -> it.authorization().equals(Optional.of("Bearer hf_secret")));
      assertThat(storage.requests())
          .isNotEmpty()
          .allMatch(it -> it.authorization().isEmpty())
          .allMatch(it -> it.query().equals("signed=%2B"));
    }
    assertWhole();
  }

  @Test
  void asksAgainForASignedAddressThatHasExpired() throws Exception {
    try (FakeHub storage = FakeHub.start()) {
      hub.storedAt(storage);
      AtomicInteger refusals = new AtomicInteger();
      storage.failing(
          request ->
              refusals.incrementAndGet() <= 2 ? Optional.of(new Refusal(403)) : Optional.empty());

      Pulls.run(hub, folder);
    }
    assertWhole();
  }

  @Test
  void needsNoHubForACommitThatIsThere() throws Exception {
    Pulls.run(hub, folder);
    hub.forget();
    PullRequest request = Pulls.request(hub, HubSource.HUGGINGFACE, folder);

    PullResult result =
        Pulls.run(
            new PullRequest(
                request.source(),
                request.base(),
                request.model(),
                FakeHub.COMMIT,
                Optional.empty(),
                folder),
            Pulls.SETTINGS,
            PullProgress.NONE);

    assertThat(result.outcome()).isEqualTo(PullResult.Outcome.UP_TO_DATE);
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void isContentWithAWholeFolderWhenTheHubDoesNotAnswer() throws Exception {
    Pulls.run(hub, folder);
    hub.close();

    assertThat(Pulls.run(hub, folder).outcome()).isEqualTo(PullResult.Outcome.NOT_COMPARED);
    Files.delete(folder.resolve("tokenizer.json"));
    assertThatThrownBy(() -> Pulls.run(hub, folder))
        .extracting(it -> ((PullException) it).reason())
        .isEqualTo(PullException.Reason.UNREACHABLE);
  }

  @Test
  void aSecondPullIsKeptOutOfAFolderAndTheFirstIsNotDisturbed() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    hub.failing(
        request -> {
          if (request.file().isPresent()) {
            underWay.countDown();
            await(goOn);
          }
          return Optional.empty();
        });
    AtomicReference<Throwable> fault = new AtomicReference<>();
    Thread first =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Pulls.run(hub, folder);
                  } catch (PullException | InterruptedException e) {
                    fault.set(e);
                  }
                });
    await(underWay);

    assertThatThrownBy(() -> Pulls.run(hub, folder))
        .isInstanceOfSatisfying(
            PullException.class,
            it -> {
              assertThat(it.reason()).isEqualTo(PullException.Reason.LOCKED);
              assertThat(it.arguments())
                  .containsExactly(folder, Long.toString(ProcessHandle.current().pid()));
            });
    goOn.countDown();
    first.join();

    assertThat(fault.get()).isNull();
    assertWhole();
  }

  @Test
  void endsWhenItIsInterruptedAndLetsTheNextPullIn() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    hub.failing(
        request -> {
          if (request.from() == 5 * Pulls.PART) {
            underWay.countDown();
            return Optional.of(new Cut(1000, () -> await(never)));
          }
          return Optional.empty();
        });
    AtomicReference<Throwable> fault = new AtomicReference<>();
    Thread first =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    Pulls.run(hub, folder);
                  } catch (PullException | InterruptedException e) {
                    fault.set(e);
                  }
                });
    await(underWay);
    first.interrupt();
    first.join();
    never.countDown();
    hub.failing(request -> Optional.empty());

    assertThat(fault.get()).isInstanceOf(InterruptedException.class);
    Pulls.run(hub, folder);
    assertWhole();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertWhole() throws IOException {
    for (Map.Entry<String, byte[]> file : FakeHub.MODEL.entrySet()) {
      assertThat(folder.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
    TreeSet<String> names = new TreeSet<>(FakeHub.MODEL.keySet());
    names.add(".pulled.json");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  /** Adds up what it hears of. */
  private record Progress(IntConsumer bytes) implements PullProgress {
    @Override
    public void begin(long total, long present) {
      bytes.accept((int) present);
    }

    @Override
    public void fetched(long count) {
      bytes.accept((int) count);
    }

    @Override
    public void checking(String file) {}

    @Override
    public void waiting(PullException fault, Duration wait) {}
  }
}
