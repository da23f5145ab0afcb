package dev.menshen.server.alert;

import dev.menshen.server.webhook.Outbound;
import dev.menshen.server.webhook.Transport.Result;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the incoming webhooks of chat services want messages. All are sent as plain text, so that
 * nothing in a rule's name becomes a link, a mention or a picture.
 */
enum ChatFormat {
  /** DingTalk robots: 20 messages a minute, 20,000 bytes; signed in the URL. */
  DINGTALK("dingtalk", Duration.ofSeconds(3), 18_000, true) {
    @Override
    String url(String url, Optional<String> secret, Instant now) {
      return secret
          .map(
              key -> {
                long time = now.toEpochMilli();
                byte[] signature = hmac(key, time + "\n" + key);
                return "%s%stimestamp=%d&sign=%s"
                    .formatted(
                        url,
                        url.contains("?") ? "&" : "?",
                        time,
                        URLEncoder.encode(
                            Base64.getEncoder().encodeToString(signature), StandardCharsets.UTF_8));
              })
          .orElse(url);
    }

    @Override
    Map<String, Object> body(AlertMessage message, Optional<String> secret, Instant now) {
      return Map.of("msgtype", "text", "text", Map.of("content", message.text(limit())));
    }

    @Override
    Result result(JsonNode answer) {
      return byCode(answer, List.of("errcode"), Set.of(130101));
    }
  },

  /** Feishu (Lark) robots: 100 messages a minute, 20 KB; signed in the body. */
  FEISHU("feishu", Duration.ofSeconds(1), 18_000, true) {
    @Override
    Map<String, Object> body(AlertMessage message, Optional<String> secret, Instant now) {
      List<List<Map<String, String>>> paragraphs =
          Stream.of(message.text(limit()).split("\n"))
              .skip(1)
              .map(line -> List.of(Map.of("tag", "text", "text", line)))
              .toList();
      Map<String, Object> post =
          Map.of("post", Map.of("zh_cn", Map.of("title", message.title(), "content", paragraphs)));
      if (secret.isEmpty()) {
        return Map.of("msg_type", "post", "content", post);
      }
      long time = now.getEpochSecond();
      String signature = Base64.getEncoder().encodeToString(hmac(time + "\n" + secret.get(), ""));
      return Map.of(
          "timestamp", Long.toString(time), "sign", signature, "msg_type", "post", "content", post);
    }

    @Override
    Result result(JsonNode answer) {
      return byCode(answer, List.of("code", "StatusCode"), Set.of(11232));
    }
  },

  /** WeCom group robots: 20 messages a minute, 2,048 bytes; the key is in the URL. */
  WECOM("wecom", Duration.ofSeconds(3), 2_000, false) {
    @Override
    Map<String, Object> body(AlertMessage message, Optional<String> secret, Instant now) {
      return Map.of("msgtype", "text", "text", Map.of("content", message.text(limit())));
    }

    @Override
    Result result(JsonNode answer) {
      return byCode(answer, List.of("errcode"), Set.of(45009));
    }
  },

  /** Slack: one message a second; the key is in the URL. */
  SLACK("slack", Duration.ofSeconds(1), 3_000, false) {
    @Override
    Map<String, Object> body(AlertMessage message, Optional<String> secret, Instant now) {
      String text =
          message.text(limit()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      return Map.of("text", text, "mrkdwn", false, "unfurl_links", false);
    }

    @Override
    Result result(JsonNode answer) {
      return new Result.Delivered();
    }
  };

  private static final JsonMapper MAPPER = new JsonMapper();

  /** How long to wait when a service says that there were too many messages. */
  private static final Duration TOO_MANY = Duration.ofMinutes(1);

  private final String label;
  private final Duration pace;
  private final int limit;
  private final boolean signed;

  ChatFormat(String label, Duration pace, int limit, boolean signed) {
    this.label = label;
    this.pace = pace;
    this.limit = limit;
    this.signed = signed;
  }

  /** The kind of channel, such as {@code dingtalk}. */
  String label() {
    return label;
  }

  /** How far apart messages are at least. */
  Duration pace() {
    return pace;
  }

  /** How long the text of a message may be, in bytes of UTF-8. */
  int limit() {
    return limit;
  }

  /** Whether messages can be signed with a secret. */
  boolean isSigned() {
    return signed;
  }

  /** Where to post to. */
  String url(String url, Optional<String> secret, Instant now) {
    return url;
  }

  /** What to post. */
  abstract Map<String, Object> body(AlertMessage message, Optional<String> secret, Instant now);

  /** What an answer with a good status says. */
  abstract Result result(JsonNode answer);

  /** What became of a message. */
  Result result(Outbound.Answer answer) {
    return switch (answer) {
      case Outbound.Answer.None none -> new Result.Failed(none.cause());
      case Outbound.Answer.Given given when given.isSuccess() -> result(json(given.body()));
      case Outbound.Answer.Given given when given.status() == 410 -> new Result.Gone();
      case Outbound.Answer.Given given ->
          new Result.Failed("status_" + given.status(), given.retryAfter());
    };
  }

  private static JsonNode json(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MAPPER.createObjectNode();
    }
  }

  private static Result byCode(JsonNode answer, List<String> names, Set<Integer> tooMany) {
    for (String name : names) {
      JsonNode code = answer.get(name);
      if (code != null && code.isInt()) {
        return byCode(code.intValue(), tooMany);
      }
    }
    return new Result.Failed("answer_unknown");
  }

  private static Result byCode(int code, Set<Integer> tooMany) {
    if (code == 0) {
      return new Result.Delivered();
    }
    return new Result.Failed(
        "code_" + code, tooMany.contains(code) ? Optional.of(TOO_MANY) : Optional.empty());
  }

  private static byte[] hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
    }
  }
}
