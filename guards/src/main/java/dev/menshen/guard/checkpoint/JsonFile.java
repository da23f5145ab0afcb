package dev.menshen.guard.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the JSON files of a model's folder. */
final class JsonFile {
  /** The largest JSON file that is read: far above a tokenizer's, and far below the weights. */
  static final int MAXIMUM_BYTES = 100_000_000;

  private JsonFile() {}

  /**
   * Reads a file that holds one JSON object.
   *
   * @return empty when it does not; that is a fault then
   */
  static Optional<JsonObject> read(ModelFolder folder, Path file) {
    Optional<FileChannel> opened = folder.open(file);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (FileChannel channel = opened.get()) {
      int bytes = (int) Math.min(channel.size(), MAXIMUM_BYTES);
      return Optional.of(
          parse(StandardCharsets.UTF_8.decode(ModelFolder.read(channel, 0, bytes)).toString()));
    } catch (JsonParseException e) {
      folder.add(Fault.Kind.JSON_INVALID, file);
    } catch (IOException e) {
      folder.unreadable(file, e);
    }
    return Optional.empty();
  }

  /**
   * Parses one JSON object, strictly (RFC 8259).
   *
   * @throws JsonParseException when the text is something else
   */
  static JsonObject parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
        throw new JsonParseException("not one JSON object");
      }
      return element.getAsJsonObject();
    } catch (IOException e) {
      throw new JsonParseException("not one JSON object", e);
    }
  }
}
