package dev.menshen.server.alert;

import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.webhook.Address;
import dev.menshen.server.webhook.DestinationFields;
import dev.menshen.server.webhook.Targets;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what requests say of channels. */
final class ChannelRequest {
  private static final int MOST_RECIPIENTS = 20;
  private static final int LONGEST_SECRET = 200;

  private ChannelRequest() {}

  /** The kind of channel. */
  static String kind(JsonFields fields) {
    List<String> kinds =
        Stream.concat(
                Stream.of(MailTransport.KIND),
                Stream.of(ChatFormat.values()).map(ChatFormat::label))
            .toList();
    fields.required("kind", "one of " + String.join(", ", kinds));
    return fields.choice("kind", kinds.toArray(String[]::new), kind -> kind).orElseThrow();
  }

  /** The language, when there is one. */
  static Optional<String> language(JsonFields fields) {
    return fields.choice("language", new String[] {"en", "zh"}, language -> language);
  }

  /** How a new channel is reached. */
  static Address address(JsonFields fields, String kind, Targets targets) {
    fields.required(
        kind.equals(MailTransport.KIND) ? "recipients" : "url",
        kind.equals(MailTransport.KIND) ? "an array of addresses" : "the incoming webhook's URL");
    return address(fields, kind, targets, Address.of("", Optional.empty()));
  }

  /** How a channel is reached now, of which what is absent stays. */
  static Address address(JsonFields fields, String kind, Targets targets, Address old) {
    if (kind.equals(MailTransport.KIND)) {
      refuse(fields, "url", "mail goes to recipients; remove it");
      refuse(fields, "secret", "mail is not signed; remove it");
      return fields
          .value("recipients")
          .map(ChannelRequest::recipients)
          .map(Address::of)
          .orElse(old);
    }
    refuse(fields, "recipients", "they are for mail; send url");
    Optional<String> secret = secret(fields);
    if (secret.isPresent() && !format(kind).isSigned()) {
      refuse(fields, "secret", kind + " has its key in the URL; remove it");
    }
    return Address.of(
        DestinationFields.url(fields, targets).orElse(old.url()),
        secret.isPresent() ? secret : old.secret());
  }

  private static void refuse(JsonFields fields, String name, String why) {
    if (fields.value(name).isPresent()) {
      throw new InvalidRequestException("%s: %s".formatted(name, why), name);
    }
  }

  private static ChatFormat format(String kind) {
    return Stream.of(ChatFormat.values())
        .filter(format -> format.label().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> secret(JsonFields fields) {
    return fields
        .value("secret")
        .map(value -> JsonFields.string(value, "secret").strip())
        .map(
            secret -> {
              if (secret.isEmpty() || secret.length() > LONGEST_SECRET) {
                throw new InvalidRequestException(
                    "secret is empty or longer than %d characters; send the robot's signing secret"
                        .formatted(LONGEST_SECRET),
                    "secret");
              }
              return secret;
            });
  }

  private static List<String> recipients(JsonNode value) {
    if (!value.isArray() || value.isEmpty() || value.size() > MOST_RECIPIENTS) {
      throw new InvalidRequestException(
          "recipients is no array of 1 to %d addresses; send one such as [\"ops@example.com\"]"
              .formatted(MOST_RECIPIENTS),
          "recipients");
    }
    List<String> recipients = new ArrayList<>();
    for (JsonNode element : JsonFields.elements(value)) {
      String path = "recipients[%d]".formatted(recipients.size());
      recipients.add(recipient(JsonFields.string(element, path).strip(), path));
    }
    return recipients;
  }

  private static String recipient(String text, String path) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length == 1
          && text.equals(parsed[0].getAddress())
          && text.contains("@")
          && text.codePoints().noneMatch(Character::isISOControl)) {
        return text;
      }
    } catch (AddressException e) {
      // As wrong as two addresses.
    }
    throw new InvalidRequestException(
        "%s is no address; send one such as ops@example.com".formatted(path), path);
  }
}
