package dev.menshen.guard.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes safetensors files, one or several with an index, from floats. */
public final class SafetensorsWriter {
  private final Map<String, Stored> tensors = new LinkedHashMap<>();

  private record Stored(DataType type, List<Long> shape, byte[] bytes) {}

  /** Adds a tensor; its values are rounded to the nearest that the type can hold. */
  public SafetensorsWriter add(String name, DataType type, List<Long> shape, float... values) {
    if (shape.stream().reduce(1L, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          "%s: %d values do not fill %s".formatted(name, values.length, shape));
    }
    tensors.put(name, new Stored(type, List.copyOf(shape), bytes(type, values)));
    return this;
  }

  /** Writes all tensors to one file. */
  public void writeFile(Path file) {
    write(file, tensors);
  }

  /** Writes all tensors as {@code model.safetensors}. */
  public void writeModel(Path folder) {
    writeFile(folder.resolve("model.safetensors"));
  }

  /** Writes the tensors in turn to shards, and their index. */
  public void writeShards(Path folder, int shards) {
    JsonObject map = new JsonObject();
    int perShard = Math.ceilDiv(tensors.size(), shards);
    List<Map.Entry<String, Stored>> all = List.copyOf(tensors.entrySet());
    for (int i = 0; i < shards; i++) {
      String name = "model-%05d-of-%05d.safetensors".formatted(i + 1, shards);
      Map<String, Stored> part = new LinkedHashMap<>();
      int end = Math.min(all.size(), (i + 1) * perShard);
      for (Map.Entry<String, Stored> tensor : all.subList(Math.min(i * perShard, end), end)) {
        part.put(tensor.getKey(), tensor.getValue());
        map.addProperty(tensor.getKey(), name);
      }
      write(folder.resolve(name), part);
    }
    JsonObject index = new JsonObject();
    index.add("metadata", new JsonObject());
    index.add("weight_map", map);
    try {
      Files.writeString(folder.resolve("model.safetensors.index.json"), index.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Map<String, Stored> tensors) {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("format", "pt");
    header.add("__metadata__", metadata);
    long offset = 0;
    for (Map.Entry<String, Stored> tensor : tensors.entrySet()) {
      Stored stored = tensor.getValue();
      JsonObject entry = new JsonObject();
      entry.addProperty("dtype", stored.type.name());
      entry.add("shape", array(stored.shape));
      entry.add("data_offsets", array(List.of(offset, offset + stored.bytes.length)));
      header.add(tensor.getKey(), entry);
      offset += stored.bytes.length;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.write(length.putLong(json.length).array());
      out.write(json);
      for (Stored stored : tensors.values()) {
        out.write(stored.bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonArray array(List<Long> numbers) {
    JsonArray array = new JsonArray();
    numbers.forEach(array::add);
    return array;
  }

  private static byte[] bytes(DataType type, float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      switch (type) {
        case F32 -> buffer.putFloat(value);
        case F16 -> buffer.putShort(Float.floatToFloat16(value));
        case BF16 -> buffer.putShort(brain(value));
      }
    }
    return buffer.array();
  }

  /** Rounds to the nearest, ties to even, as torch does. */
  private static short brain(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
