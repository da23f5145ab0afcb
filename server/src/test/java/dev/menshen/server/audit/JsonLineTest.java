package dev.menshen.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLineTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void fieldsObjectsAndArraysHaveTheirCommas() {
    JsonLine line =
        new JsonLine().string("a", "x").object("b").number("c", 7).flag("d").endObject();
    line.array("e").item("y").item(0.5).object().string("f", "z").endObject().object().endObject();
    line.endArray().array("g").endArray().hex("h", new byte[] {0, (byte) 0xab});

    assertThat(text(line))
        .isEqualTo(
            "\"a\":\"x\",\"b\":{\"c\":7,\"d\":true},\"e\":[\"y\",0.5,{\"f\":\"z\"},{}],\"g\":[],"
                + "\"h\":\"00ab\"");
  }

  @Test
  void everyCharacterIsReadAsItWas() {
    StringBuilder all = new StringBuilder();
    for (int point = 0; point <= 0xffff; point++) {
      if (point < 0xd800 || point > 0xdfff) {
        all.append((char) point);
      }
    }
    all.appendCodePoint(0x10000).appendCodePoint(0x1f600).appendCodePoint(0x10ffff);

    assertThat(json(new JsonLine().string("s", all.toString())).get("s").asString())
        .isEqualTo(all.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "x\ud83d"})
  void halfACharacterIsEscapedAndTheLineStaysUtf8(String half) {
    byte[] bytes = text(new JsonLine().string("s", half)).getBytes(StandardCharsets.UTF_8);

    assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("\ufffd");
    assertThat(json(new JsonLine().string("s", half)).get("s").asString()).isEqualTo(half);
  }

  @Test
  void noLineFeedGetsIntoALine() {
    assertThat(text(new JsonLine().string("s", "a\nb\r\nc\u2028d"))).doesNotContain("\n", "\r");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "0.5, 0.5",
    "0.97, 0.97",
    "0.1234564, 0.123456",
    "0.1234565, 0.123457",
    "0.9999996, 1",
    "0.0000004, 0",
    "0.000001, 0.000001",
    "0.05, 0.05"
  })
  void probabilitiesHaveSixDecimalsAtMost(double value, String written) {
    assertThat(text(new JsonLine().decimal("p", value))).isEqualTo("\"p\":" + written);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 1_000_000, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void numbersAreWrittenWhole(long value) {
    assertThat(json(new JsonLine().number("n", value)).get("n").asLong()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T18:00:00.123456789Z, 2026-11-24T18:00:00.123456Z",
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000000Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z"
  })
  void timesHaveSixDecimals(Instant time, String written) {
    assertThat(text(new JsonLine().time("t", time))).isEqualTo("\"t\":\"" + written + "\"");
  }

  private static String text(JsonLine line) {
    return new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(JsonLine line) {
    return JSON.readTree("{" + text(line) + "}");
  }
}
