package dev.menshen.guard.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a safetensors file (https://github.com/huggingface/safetensors#format).
 *
 * @param entries the tensors by name
 */
record SafetensorsHeader(Map<String, Entry> entries) {
  private static final String METADATA = "__metadata__";

  /**
   * A tensor's place.
   *
   * @param type the name of the number format
   * @param shape the dimensions
   * @param begin its first byte, from the start of the data
   * @param end the byte after its last
   */
  record Entry(String type, List<Long> shape, long begin, long end) {
    /** How many numbers there are. */
    long elements() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /**
     * Whether the place is as long as the shape asks for; unknown formats are taken as they are.
     */
    private boolean fits() {
      return begin <= end
          && DataType.named(type)
              .map(known -> Math.multiplyExact(elements(), known.bytes()) == end - begin)
              .orElse(true);
    }
  }

  /**
   * Parses a header.
   *
   * @throws JsonParseException when it is not the JSON that the format asks for
   */
  static SafetensorsHeader parse(String json) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> member : JsonFile.parse(json).entrySet()) {
      if (!member.getKey().equals(METADATA)) {
        entries.put(member.getKey(), entry(member.getValue()));
      }
    }
    return new SafetensorsHeader(entries);
  }

  /** A tensor's place. */
  Optional<Entry> entry(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** How many bytes the tensors take together. */
  long dataBytes() {
    return entries.values().stream().mapToLong(Entry::end).max().orElse(0);
  }

  /**
   * A tensor whose place is not as long as its shape asks for, or does not begin where the one
   * before ends.
   */
  Optional<String> misplaced() {
    List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(entries.entrySet());
    inOrder.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> it) -> it.getValue().begin())
            .thenComparingLong(it -> it.getValue().end()));
    long expected = 0;
    for (Map.Entry<String, Entry> tensor : inOrder) {
      if (tensor.getValue().begin() != expected || !fits(tensor.getValue())) {
        return Optional.of(tensor.getKey());
      }
      expected = tensor.getValue().end();
    }
    return Optional.empty();
  }

  private static boolean fits(Entry entry) {
    try {
      return entry.fits();
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static Entry entry(JsonElement element) {
    if (element instanceof JsonObject tensor
        && tensor.get("dtype") instanceof JsonPrimitive type
        && tensor.get("shape") instanceof JsonArray shape
        && tensor.get("data_offsets") instanceof JsonArray offsets
        && offsets.size() == 2) {
      return new Entry(
          type.getAsString(),
          shape.asList().stream().map(SafetensorsHeader::count).toList(),
          count(offsets.get(0)),
          count(offsets.get(1)));
    }
    throw new JsonParseException("not a tensor's dtype, shape and data_offsets");
  }

  /** A whole number from 0 on. */
  private static long count(JsonElement element) {
    try {
      if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
        BigDecimal number = primitive.getAsBigDecimal();
        if (number.signum() >= 0) {
          return number.longValueExact();
        }
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new JsonParseException("a size out of range", e);
    }
    throw new JsonParseException("a size that is no whole number");
  }
}
