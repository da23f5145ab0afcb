package dev.menshen.server.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.server.webhook.Address;
import dev.menshen.server.webhook.Destination;
import dev.menshen.server.webhook.Outbound;
import dev.menshen.server.webhook.Receiver;
import dev.menshen.server.webhook.TestOutbound;
import dev.menshen.server.webhook.Transport.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ChatTransportTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private final Receiver receiver = new Receiver();
  private final Outbound outbound = TestOutbound.toLoopback();

  @AfterEach
  void close() throws Exception {
    receiver.close();
    outbound.close();
  }

  @Test
  void dingTalkGetsTextSignedInTheUrl() throws Exception {
    receiver.answer(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");

    Result result = send(ChatFormat.DINGTALK, "/send?access_token=t", Optional.of("SECpineapple"));

    assertThat(result).isEqualTo(new Result.Delivered());
    Receiver.Request request = receiver.next();
    // The signature was computed with another program.
    assertThat(request.path())
        .isEqualTo(
            "/send?access_token=t&timestamp=1700000000000"
                + "&sign=uhsCt%2BO5NRAN5Y0ZRPU5Dz1Asa2CDyu%2FW3bmONw2zQI%3D");
    JsonNode body = json(request);
    assertThat(body.get("msgtype").stringValue()).isEqualTo("text");
    assertThat(body.at("/text/content").stringValue())
        .startsWith("Menshen: alert\nModeration: m1\n")
        .contains("Rule: <b>[x](y) @all & *z*");
  }

  @Test
  void feishuGetsAPostSignedInTheBody() throws Exception {
    receiver.answer(200, "{\"code\":0,\"msg\":\"success\"}");

    Result result = send(ChatFormat.FEISHU, "/hook", Optional.of("feishu-secret"));

    assertThat(result).isEqualTo(new Result.Delivered());
    JsonNode body = json(receiver.next());
    assertThat(body.get("timestamp").stringValue()).isEqualTo("1700000000");
    // The signature was computed with another program.
    assertThat(body.get("sign").stringValue())
        .isEqualTo("OrBzY1Y01Gq+HgJsl+7OfWcMVwc7YocohQm5iiZwjhU=");
    assertThat(body.get("msg_type").stringValue()).isEqualTo("post");
    JsonNode post = body.at("/content/post/zh_cn");
    assertThat(post.get("title").stringValue()).isEqualTo("Menshen: alert");
    assertThat(post.at("/content/0/0/tag").stringValue()).isEqualTo("text");
    assertThat(post.at("/content/0/0/text").stringValue()).isEqualTo("Moderation: m1");
  }

  @Test
  void weComGetsText() throws Exception {
    receiver.answer(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");

    assertThat(send(ChatFormat.WECOM, "/send?key=k", Optional.empty()))
        .isEqualTo(new Result.Delivered());
    Receiver.Request request = receiver.next();
    assertThat(request.path()).isEqualTo("/send?key=k");
    assertThat(json(request).at("/text/content").stringValue()).startsWith("Menshen: alert\n");
  }

  @Test
  void slackGetsTextInWhichNothingIsALinkOrAMention() throws Exception {
    receiver.answer(200, "ok");

    assertThat(send(ChatFormat.SLACK, "/services/x", Optional.empty()))
        .isEqualTo(new Result.Delivered());
    JsonNode body = json(receiver.next());
    assertThat(body.get("text").stringValue()).contains("Rule: &lt;b&gt;[x](y) @all &amp; *z*");
    assertThat(body.get("mrkdwn").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DINGTALK, 310000, code_310000, ",
    "DINGTALK, 130101, code_130101, PT1M",
    "WECOM, 93000, code_93000, ",
    "WECOM, 45009, code_45009, PT1M"
  })
  void aGoodStatusWithABadCodeIsAFailure(
      ChatFormat format, int code, String cause, Duration retryAfter) {
    receiver.answer(200, "{\"errcode\":%d}".formatted(code));

    assertThat(send(format, "/", Optional.empty()))
        .isEqualTo(new Result.Failed(cause, Optional.ofNullable(retryAfter)));
  }

  @Test
  void feishuSaysTooManyByACodeToo() {
    receiver.answer(200, "{\"code\":11232,\"msg\":\"frequency limited\"}");

    assertThat(send(ChatFormat.FEISHU, "/", Optional.empty()))
        .isEqualTo(new Result.Failed("code_11232", Optional.of(Duration.ofMinutes(1))));
  }

  @ParameterizedTest
  @EnumSource(
      value = ChatFormat.class,
      names = {"DINGTALK", "FEISHU", "WECOM"})
  void anAnswerThatSaysNothingIsAFailure(ChatFormat format) {
    receiver.answer(200, "<html>sign in</html>");

    assertThat(send(format, "/", Optional.empty())).isEqualTo(new Result.Failed("answer_unknown"));
  }

  @ParameterizedTest
  @EnumSource(ChatFormat.class)
  void aBadStatusIsAFailureAndAGoneChannelIsGone(ChatFormat format) {
    receiver.answer(500, "");
    assertThat(send(format, "/", Optional.empty())).isEqualTo(new Result.Failed("status_500"));

    receiver.answer(410, "");
    assertThat(send(format, "/", Optional.empty())).isEqualTo(new Result.Gone());
  }

  private Result send(ChatFormat format, String path, Optional<String> secret) {
    Destination destination =
        new Destination(
            "chn_1",
            format.label(),
            "name",
            Scope.GLOBAL,
            new TreeSet<>(),
            "en",
            Destination.State.ENABLED,
            Address.of(receiver.url(path), secret),
            NOW,
            Destination.Standing.GOOD);
    return new ChatTransport(format, outbound, () -> NOW)
        .send(destination, SomeAlerts.message("<b>[x](y) @all & *z*"));
  }

  private static JsonNode json(Receiver.Request request) {
    return new JsonMapper().readTree(request.body());
  }
}
