package dev.menshen.server.models;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to fetch, from where, and where to.
 *
 * @param source the hub whose paths are spoken
 * @param base where that hub, or a mirror of it, is: an http or https address without a query
 * @param model the model
 * @param revision a branch, tag or commit
 * @param token who asks; sent to {@code base} alone, and never without encryption over a network
 * @param folder the folder for the model's files
 */
public record PullRequest(
    HubSource source,
    URI base,
    ModelName model,
    String revision,
    Optional<Token> token,
    Path folder) {
  /** Checks that all is there. */
  public PullRequest {
    requireNonNull(source, "source is null");
    requireNonNull(base, "base is null");
    requireNonNull(model, "model is null");
    requireNonNull(revision, "revision is null");
    requireNonNull(token, "token is null");
    requireNonNull(folder, "folder is null");
  }

  /** The page on which a person finds these files. */
  public String page() {
    return source.page(model, revision);
  }
}
