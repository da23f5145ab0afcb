package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a hub has of a model: the paths of its API and the shape of its answers. */
sealed interface Hub {
  /**
   * Asks for the files that a model needs.
   *
   * @throws PullException when the hub does not list a model
   */
  RemoteFolder list(HubApi api) throws PullException, InterruptedException;

  static Hub of(PullRequest request) {
    return switch (request.source()) {
      case HUGGINGFACE -> new HuggingFace(request);
      case MODELSCOPE -> new ModelScope(request);
    };
  }

  /**
   * Hugging Face: a revision names its commit, and from there on only that commit is asked for, so
   * that a push in between cannot mix two of them.
   */
  record HuggingFace(PullRequest request) implements Hub {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    @Override
    public RemoteFolder list(HubApi api) throws PullException, InterruptedException {
      String model = request.base() + "/api/models/" + request.model();
      URI address = URI.create(model + "/revision/" + encoded(request.revision()));
      String commit = api.get(address).json().path("sha").asString("");
      if (!COMMIT.matcher(commit).matches()) {
        throw PullException.of(Reason.LIST, address);
      }
      List<RemoteFile> files = new ArrayList<>();
      String tree = model + "/tree/" + commit;
      Set<String> seen = new HashSet<>();
      Optional<String> query = Optional.of("recursive=true");
      while (query.isPresent()) {
        URI page = URI.create(tree + "?" + query.get());
        if (!seen.add(query.get())) {
          throw PullException.of(Reason.LIST, page);
        }
        HubApi.Page answer = api.get(page);
        add(files, answer.json(), commit, page);
        query = next(answer);
      }
      return new RemoteFolder(commit, NeededFiles.ordered(files, request.model()));
    }

    private void add(List<RemoteFile> files, JsonNode entries, String commit, URI page)
        throws PullException {
      if (!entries.isArray()) {
        throw PullException.of(Reason.LIST, page);
      }
      for (JsonNode entry : entries) {
        JsonNode lfs = entry.path("lfs");
        if (entry.path("type").asString("").equals("file")) {
          ListedFile.read(
                  entry.path("path"),
                  lfs.has("size") ? lfs.path("size") : entry.path("size"),
                  lfs.path("oid"),
                  page)
              .addTo(
                  files,
                  name ->
                      "%s/%s/resolve/%s/%s"
                          .formatted(request.base(), request.model(), commit, name));
        }
      }
    }

    /** The query of the next page. Its host may be the hub's where a mirror was asked. */
    private static Optional<String> next(HubApi.Page answer) {
      Matcher matcher = NEXT.matcher(String.join(",", answer.headers().allValues("Link")));
      if (!matcher.find()) {
        return Optional.empty();
      }
      int query = matcher.group(1).indexOf('?');
      return query < 0 ? Optional.empty() : Optional.of(matcher.group(1).substring(query + 1));
    }
  }

  /**
   * ModelScope: its list names no commit for all files, but the SHA-256 of each, which holds off a
   * push in between as well.
   */
  record ModelScope(PullRequest request) implements Hub {
    @Override
    public RemoteFolder list(HubApi api) throws PullException, InterruptedException {
      String repository = request.base() + "/api/v1/models/" + request.model() + "/repo";
      String revision = encoded(request.revision());
      URI address = URI.create(repository + "/files?Revision=" + revision + "&Recursive=true");
      JsonNode entries = api.get(address).json().path("Data").path("Files");
      if (!entries.isArray()) {
        throw PullException.of(Reason.LIST, address);
      }
      List<RemoteFile> files = new ArrayList<>();
      for (JsonNode entry : entries) {
        if (!entry.path("Type").asString("").equals("tree")) {
          ListedFile.read(entry.path("Path"), entry.path("Size"), entry.path("Sha256"), address)
              .addTo(
                  files,
                  name -> repository + "?Revision=" + revision + "&FilePath=" + encoded(name));
        }
      }
      return new RemoteFolder(request.revision(), NeededFiles.ordered(files, request.model()));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
