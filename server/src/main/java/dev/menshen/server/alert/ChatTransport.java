package dev.menshen.server.alert;

import dev.menshen.server.webhook.Address;
import dev.menshen.server.webhook.Delivery;
import dev.menshen.server.webhook.Destination;
import dev.menshen.server.webhook.Outbound;
import dev.menshen.server.webhook.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages to the incoming webhooks of a chat service. */
final class ChatTransport implements Transport {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final ChatFormat format;
  private final Outbound outbound;
  private final InstantSource clock;

  ChatTransport(ChatFormat format, Outbound outbound, InstantSource clock) {
    this.format = format;
    this.outbound = outbound;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return format.label();
  }

  @Override
  public Duration pace() {
    return format.pace();
  }

  @Override
  public Result send(Destination destination, Delivery.Message message) {
    Address address = destination.address();
    Instant now = clock.instant();
    AlertMessage text = AlertMessage.of(message, destination.language());
    return format.result(
        outbound.post(
            format.url(address.url(), address.secret(), now),
            ContentType.APPLICATION_JSON,
            MAPPER.writeValueAsBytes(format.body(text, address.secret(), now)),
            Map.of()));
  }
}
