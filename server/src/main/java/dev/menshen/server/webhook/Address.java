package dev.menshen.server.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a destination is reached. It is kept encrypted, and {@link #toString} says nothing: chat
 * services put their secret into the URL.
 *
 * @param url where to post to; empty for mail
 * @param recipients addresses of mail
 * @param secret what requests are signed with; empty for what is not signed
 * @param previous the secret before, which is valid besides for a while
 * @param previousUntil until when that is
 */
public record Address(
    String url,
    List<String> recipients,
    Optional<String> secret,
    Optional<String> previous,
    Optional<Instant> previousUntil) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Checks that nothing is missing. */
  public Address {
    requireNonNull(url, "url is null");
    recipients = List.copyOf(recipients);
    requireNonNull(secret, "secret is null");
    requireNonNull(previous, "previous is null");
    requireNonNull(previousUntil, "previousUntil is null");
  }

  /** Reached by HTTP. */
  public static Address of(String url, Optional<String> secret) {
    return new Address(url, List.of(), secret, Optional.empty(), Optional.empty());
  }

  /** Reached by mail. */
  public static Address of(List<String> recipients) {
    return new Address("", recipients, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with another URL. */
  public Address at(String otherUrl) {
    return new Address(otherUrl, recipients, secret, previous, previousUntil);
  }

  /** The same with a new secret, beside which the one before is valid for a while. */
  public Address rotated(String newSecret, Instant until) {
    return new Address(url, recipients, Optional.of(newSecret), secret, Optional.of(until));
  }

  /** The secrets that are valid, the newest first. */
  public List<String> secrets(Instant now) {
    List<String> valid = new ArrayList<>();
    secret.ifPresent(valid::add);
    previous.filter(it -> previousUntil.filter(now::isBefore).isPresent()).ifPresent(valid::add);
    return valid;
  }

  byte[] toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("url", url);
    ArrayNode addresses = json.putArray("recipients");
    recipients.forEach(addresses::add);
    secret.ifPresent(it -> json.put("secret", it));
    previous.ifPresent(it -> json.put("previous", it));
    previousUntil.ifPresent(it -> json.put("previousUntil", it.toString()));
    return MAPPER.writeValueAsBytes(json);
  }

  static Address ofJson(byte[] bytes) {
    JsonNode json = MAPPER.readTree(bytes);
    return new Address(
        json.get("url").stringValue(),
        json.get("recipients").values().stream().map(JsonNode::stringValue).toList(),
        string(json.get("secret")),
        string(json.get("previous")),
        string(json.get("previousUntil")).map(Instant::parse));
  }

  private static Optional<String> string(@Nullable JsonNode value) {
    return Optional.ofNullable(value).map(JsonNode::stringValue);
  }

  /** Nothing: it is secret. */
  @Override
  public String toString() {
    return "Address[…]";
  }
}
