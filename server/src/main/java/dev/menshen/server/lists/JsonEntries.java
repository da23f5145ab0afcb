package dev.menshen.server.lists;

import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads entries from JSON: one object, or an object whose field {@code entries} holds several. */
final class JsonEntries {
  private JsonEntries() {}

  /**
   * Reads the entries of a body.
   *
   * @throws InvalidRequestException when one has the wrong form; all are read before any is kept
   */
  static List<PlacedEntry> read(JsonFields body) {
    Optional<JsonNode> entries = body.value("entries");
    if (entries.isEmpty()) {
      return List.of(entry(body));
    }
    body.allowOnly("entries");
    if (!entries.get().isArray() || entries.get().isEmpty()) {
      throw new InvalidRequestException("entries is no array of entries; send one", "entries");
    }
    List<PlacedEntry> result = new ArrayList<>();
    for (JsonNode entry : entries.get().values()) {
      result.add(entry(JsonFields.object(entry, "entries[%d]".formatted(result.size()))));
    }
    return result;
  }

  static PlacedEntry entry(JsonFields fields) {
    fields.allowOnly(EntryDraft.FIELDS.toArray(String[]::new));
    return new EntryDraft(
            fields.path(),
            name -> fields.value(name).map(value -> JsonFields.string(value, fields.at(name))),
            readings(fields),
            fields.flag("decides"))
        .toEntry();
  }

  private static List<String> readings(JsonFields fields) {
    Optional<JsonNode> readings = fields.value("readings");
    if (readings.isEmpty()) {
      return List.of();
    }
    String path = fields.at("readings");
    if (!readings.get().isArray()) {
      throw new InvalidRequestException(
          "%s is %s; send an array".formatted(path, JsonFields.kind(readings.get())), path);
    }
    List<String> labels = new ArrayList<>();
    for (JsonNode label : readings.get().values()) {
      labels.add(JsonFields.string(label, "%s[%d]".formatted(path, labels.size())));
    }
    return labels;
  }
}
