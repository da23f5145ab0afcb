package dev.menshen.server.api;

import dev.menshen.server.web.LimitsProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads request bodies: one JSON object in strict UTF-8, each field once, nothing after it, not
 * nested deeper than {@code menshen.limits.nesting}. What Jackson says of a bad body is not passed
 * on, since it quotes the body.
 */
@Component
public final class JsonBodies {
  private final JsonMapper mapper;
  private final int nesting;

  JsonBodies(LimitsProperties limits) {
    this.nesting = limits.nesting();
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.nesting())
            .maxStringLength(Math.toIntExact(limits.body().toBytes()))
            .build();
    this.mapper =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  /**
   * Reads a body.
   *
   * @throws InvalidRequestException when it is not one JSON object
   * @throws HttpMediaTypeNotSupportedException when the header names another charset than UTF-8 or
   *     a compression
   * @throws IOException when it cannot be read, or is longer than {@code menshen.limits.body}
   */
  public JsonFields read(HttpServletRequest request)
      throws IOException, HttpMediaTypeNotSupportedException {
    refuseOtherEncodings(request);
    String text = decode(bytes(request));
    if (text.isBlank()) {
      throw new InvalidRequestException("the body is empty; send a JSON object");
    }
    JsonNode node = parse(text);
    if (!node.isObject()) {
      throw new InvalidRequestException("the body is JSON but no object; send a JSON object");
    }
    return new JsonFields(node, "");
  }

  /** All bytes of the body; of an announced length, in an array that is no longer than that. */
  private static byte[] bytes(HttpServletRequest request) throws IOException {
    int length = request.getContentLength();
    InputStream in = request.getInputStream();
    return length < 0 ? in.readAllBytes() : in.readNBytes(length);
  }

  /** Bytes of another charset may be valid UTF-8 too, and then another text would be judged. */
  private static void refuseOtherEncodings(HttpServletRequest request)
      throws HttpMediaTypeNotSupportedException {
    MediaType type = MediaType.parseMediaType(request.getContentType());
    Charset charset = type.getCharset();
    boolean utf8 =
        charset == null
            || charset.equals(StandardCharsets.UTF_8)
            || charset.equals(StandardCharsets.US_ASCII);
    if (!utf8 || request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
      throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
    }
  }

  private static String decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidRequestException(
          "the body is not valid UTF-8 at byte %d; send JSON in UTF-8"
              .formatted(buffer.position()));
    }
  }

  private JsonNode parse(String text) {
    try (JsonParser parser = mapper.createParser(text)) {
      JsonNode node = mapper.readTree(parser);
      if (parser.nextToken() != null) {
        throw new InvalidRequestException(
            "the body goes on after its JSON%s; send one JSON object"
                .formatted(at(parser.currentTokenLocation())));
      }
      return node;
    } catch (StreamConstraintsException e) {
      throw new InvalidRequestException(
          "the JSON is nested deeper than %d levels, or a number or a name in it is too long; send"
                  .formatted(nesting)
              + " what the endpoint takes, see /api/v1/openapi.json");
    } catch (StreamReadException e) {
      throw new InvalidRequestException(
          "the body is not valid JSON%s; check quotes, commas, brackets and escapes there"
              .formatted(at(e.getLocation())));
    } catch (JacksonException e) {
      // The only thing that building a tree of valid JSON can find wrong.
      throw new InvalidRequestException(
          "a field occurs twice in one object%s; send each field once"
              .formatted(at(e.getLocation())));
    }
  }

  private static String at(TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }
}
