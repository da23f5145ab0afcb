package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a hub's API, with several attempts. */
final class HubApi {
  private static final Set<Reason> CONNECTING =
      Set.of(Reason.UNKNOWN_HOST, Reason.UNREACHABLE, Reason.PROXY_UNREACHABLE);

  private static final JsonMapper JSON = new JsonMapper();

  private final HubClient client;
  private final PullSettings settings;
  private final PullProgress progress;
  private final Refusals refusals;
  private long room;

  HubApi(HubClient client, PullRequest request, PullSettings settings, PullProgress progress) {
    this.client = client;
    this.settings = settings;
    this.progress = progress;
    this.refusals = new Refusals(request);
    this.room = settings.list().toBytes();
  }

  /**
   * Reads an address of the API.
   *
   * @throws PullException when it does not answer with JSON, or all answers together are longer
   *     than the settings allow
   */
  Page get(URI address) throws PullException, InterruptedException {
    Backoff backoff = new Backoff(settings, progress);
    while (true) {
      try (Answer answer = client.get(address, Optional.empty())) {
        return read(answer);
      } catch (PullException e) {
        // Nothing is under way yet, and whoever is offline wants to know it now.
        if (CONNECTING.contains(e.reason())) {
          throw e;
        }
        backoff.await(e);
      }
    }
  }

  private Page read(Answer answer) throws PullException {
    if (answer.status() != 200) {
      throw refusals.ofList(answer);
    }
    if (answer.isWebPage()) {
      throw PullException.of(Reason.WEB_PAGE, answer.address());
    }
    byte[] body = body(answer);
    try {
      return new Page(JSON.readTree(body), answer.headers());
    } catch (JacksonException e) {
      boolean page = body.length > 0 && body[0] == '<';
      throw PullException.causedBy(e, page ? Reason.WEB_PAGE : Reason.LIST, answer.address());
    }
  }

  private byte[] body(Answer answer) throws PullException {
    InputStream in = answer.body();
    try (StallWatch watch = StallWatch.over(in, settings.stall())) {
      byte[] body;
      try {
        body = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room + 1));
      } catch (IOException e) {
        throw watch.stalled()
            ? PullException.causedBy(e, Reason.STALLED, answer.host(), settings.stall().toSeconds())
            : PullException.causedBy(e, Reason.CUT, answer.host());
      }
      room -= body.length;
      if (room < 0) {
        throw PullException.of(Reason.LIST, answer.address());
      }
      return body;
    }
  }

  /**
   * An answer of the API.
   *
   * @param json its body
   * @param headers its headers
   */
  record Page(JsonNode json, HttpHeaders headers) {}
}
