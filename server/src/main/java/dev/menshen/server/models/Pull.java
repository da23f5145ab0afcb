package dev.menshen.server.models;

import static java.util.Objects.requireNonNull;

import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches a model from a hub into a folder. */
public final class Pull {
  private final PullRequest request;
  private final PullSettings settings;
  private final Proxies proxies;
  private final PullProgress progress;

  /** Makes a pull; {@link #run} does it. */
  public Pull(PullRequest request, PullSettings settings, Proxies proxies, PullProgress progress) {
    this.request = requireNonNull(request, "request is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.proxies = requireNonNull(proxies, "proxies is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * Fetches what is missing. What is there already is not fetched again; what an earlier pull has
   * left unfinished is gone on with.
   *
   * @throws PullException when that is not possible; what came until then is kept
   * @throws InterruptedException when the thread is interrupted
   */
  public PullResult run() throws PullException, InterruptedException {
    Optional<Manifest> manifest = Manifest.read(request.folder());
    Optional<Manifest> whole = manifest.filter(it -> it.isWhole(request));
    if (whole.isPresent() && request.revision().equals(whole.get().revision()) && isCommit()) {
      return present(whole.get(), PullResult.Outcome.UP_TO_DATE);
    }
    try (HubClient client = new HubClient(request, settings, proxies)) {
      RemoteFolder remote;
      try {
        remote = Hub.of(request).list(new HubApi(client, request, settings, progress));
      } catch (PullException e) {
        if (e.reason().isTransient() && whole.isPresent()) {
          return present(whole.get(), PullResult.Outcome.NOT_COMPARED);
        }
        throw e;
      }
      return fetch(client, remote, manifest);
    }
  }

  private boolean isCommit() {
    return request.revision().matches("[0-9a-f]{40,64}");
  }

  private PullResult present(Manifest manifest, PullResult.Outcome outcome) {
    return new PullResult(
        request.folder(),
        manifest.revision(),
        manifest.files().size(),
        manifest.bytes(),
        0,
        outcome);
  }

  private PullResult fetch(HubClient client, RemoteFolder remote, Optional<Manifest> manifest)
      throws PullException, InterruptedException {
    try {
      ModelFolder folder = ModelFolder.open(request.folder());
      try (PullLock _ = folder.lock()) {
        return fetch(client, folder, remote, manifest);
      } finally {
        folder.tidy();
      }
    } catch (PullException e) {
      throw e;
    } catch (IOException e) {
      throw PullException.writing(request.folder(), e);
    }
  }

  private PullResult fetch(
      HubClient client, ModelFolder folder, RemoteFolder remote, Optional<Manifest> manifest)
      throws IOException, InterruptedException {
    try {
      List<RemoteFile> missing = missing(remote, manifest);
      long fetched = missing.isEmpty() ? 0 : download(client, folder, missing);
      folder.install(missing, Manifest.of(request, remote), manifest);
      return new PullResult(
          request.folder(),
          remote.revision(),
          remote.files().size(),
          remote.bytes(),
          fetched,
          missing.isEmpty() ? PullResult.Outcome.UP_TO_DATE : PullResult.Outcome.FETCHED);
    } finally {
      folder.leave();
    }
  }

  /** The files that are not in the folder, or not with this content. */
  private List<RemoteFile> missing(RemoteFolder remote, Optional<Manifest> manifest)
      throws IOException, InterruptedException {
    List<RemoteFile> missing = new ArrayList<>();
    for (RemoteFile file : remote.files()) {
      Path path = request.folder().resolve(file.name());
      boolean there =
          Manifest.hasSize(path, file.size())
              && (manifest.filter(it -> it.vouchesFor(file, remote.revision())).isPresent()
                  || isContent(path, file));
      if (!there) {
        missing.add(file);
      }
    }
    return missing;
  }

  private boolean isContent(Path path, RemoteFile file) throws IOException, InterruptedException {
    if (file.sha256().isEmpty()) {
      return false;
    }
    progress.checking(file.name());
    return Sha256.of(path).equals(file.sha256().get());
  }

  private long download(HubClient client, ModelFolder folder, List<RemoteFile> missing)
      throws IOException, InterruptedException {
    List<FileDownload> downloads = new ArrayList<>();
    try {
      for (RemoteFile file : missing) {
        PartialFile partial = PartialFile.open(folder.work(), file, settings.part().toBytes());
        downloads.add(new FileDownload(file, partial, client, request, settings, progress));
      }
      long total = 0;
      long present = 0;
      for (FileDownload download : downloads) {
        total += download.file().size();
        present += download.partial().fetched();
      }
      requireSpace(total - present);
      progress.begin(total, present);
      new Rounds(downloads, settings.connections()).run();
      return total - present;
    } finally {
      for (FileDownload download : downloads) {
        download.close();
      }
    }
  }

  private void requireSpace(long needed) throws IOException {
    long free = Files.getFileStore(request.folder()).getUsableSpace();
    if (needed > free) {
      throw PullException.of(Reason.SPACE, needed, free, request.folder());
    }
  }
}
