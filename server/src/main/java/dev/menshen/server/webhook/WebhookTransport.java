package dev.menshen.server.webhook;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;

/** Posts events as they are, signed. */
final class WebhookTransport implements Transport {
  /** The kind of destination. */
  static final String KIND = "webhook";

  private static final int GONE = 410;

  private final Outbound outbound;
  private final InstantSource clock;

  WebhookTransport(Outbound outbound, InstantSource clock) {
    this.outbound = outbound;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Result send(Destination destination, Delivery.Message message) {
    var now = clock.instant();
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            message.id(),
            "webhook-timestamp",
            Long.toString(now.getEpochSecond()),
            "webhook-signature",
            Signatures.header(
                destination.address().secrets(now), message.id(), now, message.body()));
    return switch (outbound.post(
        destination.address().url(),
        ContentType.APPLICATION_JSON,
        message.body().getBytes(StandardCharsets.UTF_8),
        headers)) {
      case Outbound.Answer.None none -> new Result.Failed(none.cause());
      case Outbound.Answer.Given given when given.isSuccess() -> new Result.Delivered();
      case Outbound.Answer.Given given when given.status() == GONE -> new Result.Gone();
      case Outbound.Answer.Given given ->
          new Result.Failed("status_" + given.status(), given.retryAfter());
    };
  }
}
