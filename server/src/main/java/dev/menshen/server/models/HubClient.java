package dev.menshen.server.models;

import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Sends requests to a hub and to the hosts that it redirects to. Redirects are followed here rather
 * than by the JDK, so that the token reaches the hub alone.
 */
final class HubClient implements AutoCloseable {
  private final PullRequest request;
  private final PullSettings settings;
  private final Proxies proxies;
  private final HttpClient http;

  HubClient(PullRequest request, PullSettings settings, Proxies proxies) {
    this.request = request;
    this.settings = settings;
    this.proxies = proxies;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connect())
            .proxy(proxies)
            .build();
  }

  /**
   * Asks for an address once.
   *
   * @param range what goes into the header {@code Range}
   * @return the answer, whatever its status; the caller closes it
   * @throws PullException when none came
   */
  Answer get(URI address, Optional<String> range) throws PullException, InterruptedException {
    URI at = address;
    for (int hop = 0; hop <= settings.redirects(); hop++) {
      HttpResponse<InputStream> response = send(at, range);
      Answer answer = new Answer(at, response.statusCode(), response.headers(), response.body());
      if (!isRedirect(answer)) {
        return answer;
      }
      answer.close();
      at = target(at, answer.header("Location").orElseThrow());
    }
    throw PullException.of(Reason.REDIRECT, address);
  }

  private static boolean isRedirect(Answer answer) {
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 -> answer.header("Location").isPresent();
      default -> false;
    };
  }

  /** Where a redirect leads; encryption is never given up on the way. */
  static URI target(URI from, String location) throws PullException {
    try {
      URI target = from.resolve(location);
      boolean web = String.valueOf(target.getScheme()).matches("(?i)https?");
      if (web
          && target.getHost() != null
          && (Hosts.isEncrypted(target) || !Hosts.isEncrypted(from))) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      throw PullException.causedBy(e, Reason.REDIRECT, from);
    }
    throw PullException.of(Reason.REDIRECT, from);
  }

  private HttpResponse<InputStream> send(URI at, Optional<String> range)
      throws PullException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(at)
            .header("User-Agent", "menshen")
            .header("Accept-Encoding", "identity");
    range.ifPresent(value -> builder.header("Range", value));
    proxies.login(at).ifPresent(login -> builder.header("Proxy-Authorization", login));
    if (mayKnowToken(at)) {
      request
          .token()
          .ifPresent(token -> builder.header("Authorization", "Bearer " + token.value()));
    }
    CompletableFuture<HttpResponse<InputStream>> future =
        http.sendAsync(builder.build(), BodyHandlers.ofInputStream());
    try {
      // Not HttpRequest's timeout: what that covers differs between releases of Java.
      return future.get(settings.connect().plus(settings.stall()).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw PullException.causedBy(e, Reason.STALLED, Hosts.of(at), settings.stall().toSeconds());
    } catch (ExecutionException e) {
      throw fault(at, e);
    } finally {
      if (!future.isDone()) {
        future.cancel(true);
      }
    }
  }

  private boolean mayKnowToken(URI at) {
    return Hosts.same(at, request.base()) && (Hosts.isEncrypted(at) || Hosts.isLoopback(at));
  }

  private PullException fault(URI at, ExecutionException e) {
    String host = Hosts.of(at);
    String message =
        e.getCause() instanceof IOException fault ? String.valueOf(fault.getMessage()) : "";
    if (message.startsWith("Tunnel failed")) {
      return PullException.causedBy(e, Reason.PROXY_REFUSED, host);
    }
    if (causes(e).anyMatch(HubClient::isAboutCertificate)) {
      return PullException.causedBy(e, Reason.CERTIFICATE, host);
    }
    return causes(e)
        .filter(HubClient::isAboutConnecting)
        .reduce((outer, inner) -> inner)
        .map(cause -> connecting(at, e, cause))
        .orElseGet(() -> PullException.causedBy(e, Reason.CUT, host));
  }

  private PullException connecting(URI at, ExecutionException e, Throwable cause) {
    String kind = cause.getClass().getSimpleName();
    return proxies
        .addressFor(at)
        .map(proxy -> PullException.causedBy(e, Reason.PROXY_UNREACHABLE, proxy, kind))
        .orElseGet(
            () ->
                cause instanceof UnresolvedAddressException
                    ? PullException.causedBy(e, Reason.UNKNOWN_HOST, Hosts.of(at))
                    : PullException.causedBy(e, Reason.UNREACHABLE, Hosts.of(at), kind));
  }

  private static boolean isAboutCertificate(Throwable cause) {
    return cause instanceof CertificateException
        || cause instanceof CertPathValidatorException
        || cause instanceof CertPathBuilderException;
  }

  private static boolean isAboutConnecting(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnresolvedAddressException
        || cause instanceof HttpConnectTimeoutException;
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
