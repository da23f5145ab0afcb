package dev.menshen.server.api;

import static dev.menshen.server.Http.json;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Bodies that are wrong, byte by byte. {@code pineapple} stands for somebody's text and must not
 * come back, nor reach the log.
 */
@ServerTest
@ExtendWith(OutputCaptureExtension.class)
class BadBodiesTest {
  private static final String NATIVE = "/api/v1/moderate";
  private static final String OPENAI = "/v1/moderations";

  @LocalServerPort private int port;
  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badForBoth")
  void bothEndpointsRefuseWhatIsNoJsonObject(
      String name, byte[] body, String message, CapturedOutput output) throws Exception {
    assertRefused(http.post(NATIVE, body, "Content-Type", "application/json"), message, output);
    assertRefused(http.post(OPENAI, body, "Content-Type", "application/json"), message, output);
  }

  static Stream<Arguments> badForBoth() {
    return Stream.of(
        bad("empty", "", "empty"),
        bad("blank", " \n\t ", "empty"),
        bad("no JSON", "pineapple", "not valid JSON (line 1"),
        bad("cut off", "{\"text\":\"pineapple", "not valid JSON (line 1"),
        bad("cut off after the value", "{\"text\":\"pineapple\"", "not valid JSON"),
        bad("single quotes", "{'text':'pineapple'}", "not valid JSON (line 1, column"),
        bad("trailing comma", "{\"text\":\"pineapple\",}", "not valid JSON"),
        bad("comment", "{/*pineapple*/\"text\":\"a\"}", "not valid JSON"),
        bad("raw line feed in a string", "{\"text\":\"pine\napple\"}", "not valid JSON"),
        bad("raw NUL in a string", "{\"text\":\"pineapple\0\"}", "not valid JSON"),
        bad("raw NUL between tokens", "{\0\"text\":\"pineapple\"}", "not valid JSON"),
        bad("wrong escape", "{\"text\":\"pineapple\\x\"}", "not valid JSON"),
        bad("cut off escape", "{\"text\":\"pineapple\\ud8\"}", "not valid JSON"),
        bad("not a number", "{\"text\":NaN}", "not valid JSON"),
        bad("an array", "[\"pineapple\"]", "no object"),
        bad("a string", "\"pineapple\"", "no object"),
        bad("a number", "7", "no object"),
        bad("null", "null", "no object"),
        bad("two objects", "{\"text\":\"a\"} {\"text\":\"pineapple\"}", "goes on after its JSON"),
        bad("text after the object", "{\"text\":\"a\"} pineapple", "not valid JSON"),
        bad("a field twice", "{\"text\":\"a\",\"text\":\"pineapple\"}", "twice"),
        bad("a field twice, deeper", "{\"messages\":[{\"role\":1,\"role\":2}]}", "twice"),
        bad("10,000 arrays", "{\"text\":" + "[".repeat(10_000), "nested deeper than 32"),
        bad("10,000 objects", "{\"pineapple\":".repeat(10_000), "nested deeper than 32"),
        bad("a long number", "{\"text\":" + "7".repeat(5_000) + "}", "number"),
        bad("a long number in the place of JSON", "7".repeat(5_000), "number"),
        bad("a field twice, among many", many(20_000) + "\"f7\":0}", "twice"),
        bad("a long name", "{\"" + "pineapple".repeat(10_000) + "\":1}", "name in it is too long"),
        bad("UTF-16", "{\"text\":\"pineapple\"}".getBytes(UTF_16)),
        bad("GBK", bytes("{\"text\":\"", 0xC3, 0xC5, 0xC9, 0xF1, "pineapple\"}")),
        bad("a lone byte", bytes("{\"text\":\"", 0xFF, "pineapple\"}")),
        bad("a cut off character", bytes("{\"text\":\"pineapple", 0xE9, 0x97, "\"}")),
        bad("an overlong NUL", bytes("{\"text\":\"", 0xC0, 0x80, "pineapple\"}")),
        bad("an encoded surrogate", bytes("{\"text\":\"", 0xED, 0xA0, 0x80, "pineapple\"}")),
        bad("beyond Unicode", bytes("{\"text\":\"", 0xF4, 0x90, 0x80, 0x80, "pineapple\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badForNative")
  void theNativeEndpointRefusesOtherForms(
      String name, byte[] body, String message, CapturedOutput output) throws Exception {
    assertRefused(http.post(NATIVE, body, "Content-Type", "application/json"), message, output);
  }

  static Stream<Arguments> badForNative() {
    return Stream.of(
        bad("nothing", "{}", "neither text nor messages"),
        bad("only nulls", "{\"text\":null,\"messages\":null}", "neither text nor messages"),
        bad("both", "{\"text\":\"pineapple\",\"messages\":[]}", "both text and messages"),
        bad("a typing error", "{\"txt\":\"pineapple\"}", "unknown field \"txt\""),
        bad(
            "other scores",
            "{\"text\":\"pineapple\",\"scores\":\"all\"}",
            "scores is \"all\"; send one of verdict, full"),
        bad(
            "scores that are a text",
            "{\"text\":\"a\",\"scores\":\"a pineapple?\"}",
            "12 characters, not repeated here); send one of verdict, full"),
        bad("scores in capitals", "{\"text\":\"a\",\"scores\":\"FULL\"}", "send one of verdict"),
        bad("a number for scores", "{\"text\":\"a\",\"scores\":1}", "scores is a number"),
        bad(
            "another priority",
            "{\"text\":\"pineapple\",\"priority\":\"low\"}",
            "priority is \"low\"; send one of interactive, bulk"),
        bad("no time", "{\"text\":\"a\",\"timeoutMs\":0}", "timeoutMs is out of range"),
        bad("half a millisecond", "{\"text\":\"a\",\"timeoutMs\":0.5}", "whole number of milli"),
        bad("too much time", "{\"text\":\"a\",\"timeoutMs\":2147483648}", "1 to 2147483647"),
        bad("a string for a time", "{\"text\":\"a\",\"timeoutMs\":\"9\"}", "timeoutMs is a string"),
        bad(
            "one field too many",
            "{\"text\":\"pineapple\",\"model\":1}",
            "unknown field \"model\""),
        bad("no id", "{\"text\":\"pineapple\",\"user\":1}", "user is a number"),
        bad("a field name that is a text", "{\"a pineapple?\":1}", "12 characters, not repeated"),
        bad("a number for the text", "{\"text\":7}", "text is a number; send a string"),
        bad("a boolean for the text", "{\"text\":true}", "text is a boolean"),
        bad("an object for the text", "{\"text\":{\"a\":\"pineapple\"}}", "text is an object"),
        bad("an array for the text", "{\"text\":[\"pineapple\"]}", "text is an array"),
        bad("ten levels", "{\"text\":" + "[".repeat(10) + "]".repeat(10) + "}", "is an array"),
        bad("an empty text", "{\"text\":\"\"}", "empty"),
        bad("a blank text", "{\"text\":\" \\u3000\\n\"}", "empty"),
        bad("a NUL", "{\"text\":\"pineapple\\u0000\"}", "NUL character (U+0000) at index 9"),
        bad("a lone high surrogate", "{\"text\":\"\\ud800 pineapple\"}", "U+D800 at index 0"),
        bad("a lone low surrogate", "{\"text\":\"pineapple\\udc00\"}", "U+DC00 at index 9"),
        bad("surrogates swapped", "{\"text\":\"\\udc09\\ud83d\"}", "unpaired surrogate"),
        bad("a string for messages", "{\"messages\":\"pineapple\"}", "messages is a string"),
        bad("no messages", "{\"messages\":[]}", "there are no messages"),
        bad(
            "1,001 messages",
            messages("{}" + ",{}".repeat(1000)),
            "messages has 1001 elements; send at most the last 1000 (menshen.limits.messages)"),
        bad("a huge number for the text", "{\"text\":1e999999999}", "text is a number"),
        bad(
            "a huge time",
            "{\"text\":\"a\",\"timeoutMs\":1e999999999}",
            "timeoutMs is out of range"),
        bad("20,000 fields", many(20_000) + "\"text\":\"pineapple\"}", "unknown field \"f0\""),
        bad("a string for a message", "{\"messages\":[\"pineapple\"]}", "messages[0] is a string"),
        bad("null for a message", "{\"messages\":[null]}", "messages[0] is null"),
        bad("no role", messages("{\"content\":\"pineapple\"}"), "messages[0].role is missing"),
        bad("no content", messages("{\"role\":\"user\"}"), "messages[0].content is missing"),
        bad(
            "another role",
            messages("{\"role\":\"tool\",\"content\":\"pineapple\"}"),
            "messages[0].role is \"tool\"; the roles are system, user, assistant"),
        bad(
            "a text for the role",
            messages("{\"role\":\"my pineapple\",\"content\":\"a\"}"),
            "12 characters, not repeated here"),
        bad(
            "a number for the role",
            messages("{\"role\":7,\"content\":\"pineapple\"}"),
            "messages[0].role is a number"),
        bad(
            "an unknown field of a message",
            messages("{\"role\":\"user\",\"content\":\"pineapple\",\"name\":\"a\"}"),
            "unknown field \"name\" in messages[0]"),
        bad(
            "a number for the content",
            messages("{\"role\":\"user\",\"content\":7}"),
            "messages[0].content is a number"),
        bad("no parts", messages("{\"role\":\"user\",\"content\":[]}"), "empty"),
        bad(
            "an image part",
            messages("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}"),
            "messages[0].content[0] is an image"),
        bad(
            "another part",
            messages("{\"role\":\"user\",\"content\":[{\"type\":\"audio\"}]}"),
            "messages[0].content[0].type is \"audio\""),
        bad(
            "a string for a part",
            messages("{\"role\":\"user\",\"content\":[\"pineapple\"]}"),
            "messages[0].content[0] is a string"),
        bad(
            "a part without text",
            messages("{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}"),
            "messages[0].content[0].text is missing"),
        bad(
            "a system message at the end",
            messages("{\"role\":\"system\",\"content\":\"pineapple\"}"),
            "system message"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badForOpenAi")
  void openAisEndpointRefusesOtherFormsAndNamesThePlace(
      String name, byte[] body, String message, String param, CapturedOutput output)
      throws Exception {
    HttpResponse<String> response = http.post(OPENAI, body, "Content-Type", "application/json");

    assertRefused(response, message, output);
    assertThat(json(response).at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    assertThat(json(response).at("/error/param").stringValue()).isEqualTo(param);
  }

  static Stream<Arguments> badForOpenAi() {
    return Stream.of(
        bad("nothing", "{}", "input is missing", "input"),
        bad("null", "{\"input\":null}", "input is missing", "input"),
        bad("a number", "{\"input\":7}", "input is a number", "input"),
        bad("an object", "{\"input\":{\"a\":\"pineapple\"}}", "input is an object", "input"),
        bad("an empty string", "{\"input\":\"\"}", "input is empty", "input"),
        bad("a blank string", "{\"input\":\" \"}", "input is empty", "input"),
        bad("an empty array", "{\"input\":[]}", "empty array", "input"),
        bad("a NUL", "{\"input\":\"pineapple\\u0000\"}", "NUL character", "input"),
        bad("a lone surrogate", "{\"input\":\"pineapple\\ud800\"}", "unpaired", "input"),
        bad("an empty string among others", "{\"input\":[\"a\",\"\"]}", "is empty", "input[1]"),
        bad("a surrogate among others", "{\"input\":[\"a\",\"\\ud800\"]}", "unpair", "input[1]"),
        bad("a number among strings", "{\"input\":[\"a\",7]}", "[1] is a number", "input[1]"),
        bad("null among strings", "{\"input\":[\"a\",null]}", "[1] is null", "input[1]"),
        bad("tokens", "{\"input\":[1,2,3]}", "input[0] is a number", "input[0]"),
        bad("token arrays", "{\"input\":[[1,2,3]]}", "input[0] is an array", "input[0]"),
        bad("a part among strings", "{\"input\":[\"a\",{}]}", "[1] is an object", "input[1]"),
        bad(
            "a string among parts",
            "{\"input\":[{\"type\":\"text\",\"text\":\"pineapple\"},\"a\"]}",
            "input[1] is a string",
            "input[1]"),
        bad(
            "an image",
            "{\"input\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"pineapple\"}}]}",
            "reads text only",
            "input[1].type"),
        bad("a part without type", "{\"input\":[{}]}", "is missing", "input[0].type"),
        bad(
            "parts without text",
            "{\"input\":[{\"type\":\"text\",\"text\":\"\"}]}",
            "is empty",
            "input"),
        bad(
            "a number for the model",
            "{\"input\":\"pineapple\",\"model\":7}",
            "model is a number",
            "model"),
        bad(
            "257 strings",
            "{\"input\":[" + "\"pineapple\",".repeat(256) + "\"a\"]}",
            "input has 257 elements; send at most 256",
            "input"));
  }

  private static void assertRefused(
      HttpResponse<String> response, String message, CapturedOutput output) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    JsonNode body = json(response);
    boolean openAi = body.has("error");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue(openAi ? "application/json" : "application/problem+json");
    assertThat((openAi ? body.at("/error/message") : body.get("detail")).stringValue())
        .contains(message);
    assertThat(response.body()).doesNotContain("pineapple").doesNotContain("jackson");
    assertThat(output).doesNotContain("pineapple");
  }

  /** The beginning of an object with so many fields. */
  private static String many(int fields) {
    return IntStream.range(0, fields)
        .mapToObj("\"f%d\":1,"::formatted)
        .collect(Collectors.joining("", "{", ""));
  }

  private static String messages(String message) {
    return "{\"messages\":[" + message + "]}";
  }

  private static Arguments bad(String name, String body, String message) {
    return Arguments.of(name, body.getBytes(UTF_8), message);
  }

  private static Arguments bad(String name, String body, String message, String param) {
    return Arguments.of(name, body.getBytes(UTF_8), message, param);
  }

  private static Arguments bad(String name, byte[] body) {
    return Arguments.of(name, body, "not valid UTF-8 at byte");
  }

  private static byte[] bytes(Object... pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object piece : pieces) {
      if (piece instanceof Integer value) {
        bytes.write(value);
      } else {
        bytes.writeBytes(piece.toString().getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
