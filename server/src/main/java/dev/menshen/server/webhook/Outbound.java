package dev.menshen.server.webhook;

import dev.menshen.server.webhook.CheckedResolver.AddressNotAllowedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Posts to targets that somebody named, of whom nothing is expected: not that they answer, not that
 * they end, not that their name stays the same address. No redirect is followed, and nothing that
 * they say reaches a log. Safe for many threads.
 */
public final class Outbound implements AutoCloseable {
  private final CloseableHttpClient client;
  private final Targets targets;
  private final Duration timeout;
  private final int answerLimit;
  private final ScheduledExecutorService watch;

  Outbound(CloseableHttpClient client, Targets targets, WebhookProperties properties) {
    this.client = client;
    this.targets = targets;
    this.timeout = properties.timeout();
    this.answerLimit = Math.toIntExact(properties.answer().toBytes());
    this.watch =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("menshen-webhook-timeouts").daemon().factory());
  }

  /**
   * Posts a body and reads the answer, within the timeout in all.
   *
   * @param url where to; it is checked again
   * @param type the type of the body
   * @param headers other headers
   */
  public Answer post(String url, ContentType type, byte[] body, Map<String, String> headers) {
    if (targets.problem(url).isPresent()) {
      return new Answer.None("target_not_allowed");
    }
    HttpPost post = new HttpPost(URI.create(url));
    headers.forEach(post::setHeader);
    post.setEntity(new ByteArrayEntity(body, type));
    Future<?> deadline = watch.schedule(post::abort, timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return client.execute(post, response -> read(post, response));
    } catch (EnoughException e) {
      return e.answer;
    } catch (IOException e) {
      return new Answer.None(post.isAborted() ? "timeout" : cause(e));
    } finally {
      deadline.cancel(false);
    }
  }

  private Answer read(HttpPost post, ClassicHttpResponse response) throws IOException {
    Header retryAfter = response.getFirstHeader("Retry-After");
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(answerLimit + 1);
    Answer answer =
        new Answer.Given(
            response.getCode(),
            Optional.ofNullable(retryAfter).map(Header::getValue).flatMap(RetryAfter::read),
            new String(body, 0, Math.min(body.length, answerLimit), StandardCharsets.UTF_8));
    if (body.length > answerLimit) {
      // Whoever ends the exchange in another way reads the rest of the answer first.
      post.abort();
      throw new EnoughException(answer);
    }
    return answer;
  }

  private static String cause(IOException thrown) {
    return switch (thrown) {
      case AddressNotAllowedException _ -> "address_not_allowed";
      case UnknownHostException _ -> "unknown_host";
      case SSLException _ -> "tls_failed";
      case SocketTimeoutException _ -> "timeout";
      case ConnectException _ -> "not_connected";
      case NoRouteToHostException _ -> "not_connected";
      default -> "connection_failed";
    };
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    client.close();
  }

  /** Ends the reading of an answer that is longer than what is read of it. */
  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    EnoughException(Answer answer) {
      super("the answer is longer than what is read of it");
      this.answer = answer;
    }
  }

  /** What came of a request. */
  public sealed interface Answer {
    /**
     * An answer.
     *
     * @param status its status
     * @param retryAfter how long the target wants to be left alone
     * @param body its beginning, as much as is read of an answer
     */
    record Given(int status, Optional<Duration> retryAfter, String body) implements Answer {
      /** Whether the status says that it worked. */
      public boolean isSuccess() {
        return status >= 200 && status < 300;
      }
    }

    /**
     * No answer that can be used.
     *
     * @param cause one word for why, such as {@code timeout}
     */
    record None(String cause) implements Answer {}
  }
}
