package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a hub is for this user, and who asks.
 *
 * @param base the hub's address or that of a mirror, without a slash at its end
 * @param token what Hugging Face knows the user by
 */
public record HubAccess(URI base, Optional<Token> token) {
  /**
   * Reads the command line and the environment.
   *
   * <p>The address is {@code mirror}, else {@code MENSHEN_MIRROR}, else for Hugging Face {@code
   * HF_ENDPOINT}, else the hub's own. The token, of Hugging Face alone, is {@code HF_TOKEN} or what
   * its own tools have left in {@code $HF_HOME/token}, by default {@code
   * ~/.cache/huggingface/token}. A mirror is somebody else, so it is not shown the token; whoever
   * needs that says {@code HF_ENDPOINT}, as with those tools.
   *
   * @param mirror what the command line says
   * @param home the user's home folder
   * @throws PullException when an address or the token cannot be one
   */
  public static HubAccess of(
      HubSource source, Optional<String> mirror, Map<String, String> environment, Path home)
      throws PullException {
    if (mirror.isPresent()) {
      return new HubAccess(address("--mirror", mirror.get()), Optional.empty());
    }
    Optional<String> variable = variable(environment, "MENSHEN_MIRROR");
    if (variable.isPresent()) {
      return new HubAccess(address("MENSHEN_MIRROR", variable.get()), Optional.empty());
    }
    if (source == HubSource.MODELSCOPE) {
      return new HubAccess(source.address(), Optional.empty());
    }
    Optional<String> endpoint = variable(environment, "HF_ENDPOINT");
    return new HubAccess(
        endpoint.isPresent() ? address("HF_ENDPOINT", endpoint.get()) : source.address(),
        token(environment, home));
  }

  private static URI address(String where, String text) throws PullException {
    try {
      URI address = new URI(text.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(address.getScheme());
      if (scheme.matches("(?i)https?")
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null
          && address.getFragment() == null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw PullException.causedBy(e, Reason.ADDRESS, where);
    }
    throw PullException.of(Reason.ADDRESS, where);
  }

  private static Optional<Token> token(Map<String, String> environment, Path home)
      throws PullException {
    Optional<String> variable = variable(environment, "HF_TOKEN");
    if (variable.isPresent()) {
      return Optional.of(token("HF_TOKEN", variable.get()));
    }
    Path file =
        variable(environment, "HF_HOME")
            .map(Path::of)
            .orElseGet(() -> home.resolve(".cache/huggingface"))
            .resolve("token");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(token(file.toString(), text));
    } catch (IOException e) {
      throw PullException.causedBy(e, Reason.TOKEN, file);
    }
  }

  private static Token token(String where, String text) throws PullException {
    try {
      return new Token(text.strip());
    } catch (IllegalArgumentException e) {
      throw PullException.causedBy(e, Reason.TOKEN, where);
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
