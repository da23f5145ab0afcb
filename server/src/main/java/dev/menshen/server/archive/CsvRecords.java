package dev.menshen.server.archive;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import tools.jackson.databind.JsonNode;

/** Records as CSV for spreadsheets: what most people look for in them, not all that they hold. */
public final class CsvRecords {
  private static final List<String> COLUMNS =
      List.of(
          "time",
          "kind",
          "id",
          "tenant",
          "application",
          "actor",
          "subject",
          "direction",
          "severity",
          "notScanned",
          "outcome",
          "policy",
          "version",
          "rules",
          "key",
          "digest",
          "codePoints",
          "act",
          "target",
          "detail");

  private CsvRecords() {}

  /** The names of the columns. */
  public static String header() {
    return CSVFormat.DEFAULT.format(COLUMNS.toArray());
  }

  /** One record. */
  public static String row(JsonNode record) {
    JsonNode decision = record.path("decision");
    List<String> rules = new ArrayList<>();
    decision.path("steps").forEach(step -> rules.add(step.path("rule").asString("")));
    JsonNode detail = record.path("detail");
    Object[] values = {
      text(record, "time"),
      text(record, "kind"),
      text(record, "id"),
      text(record, "tenant"),
      text(record, "application"),
      text(record, "actor"),
      text(record, "subject"),
      text(record, "direction"),
      text(decision, "severity"),
      text(record, "notScanned"),
      text(decision, "outcome"),
      text(decision, "policy"),
      text(decision, "version"),
      harmless(String.join("; ", rules)),
      text(record.path("text"), "key"),
      text(record.path("text"), "digest"),
      text(record.path("text"), "codePoints"),
      text(record, "act"),
      text(record, "target"),
      detail.isMissingNode() ? "" : harmless(detail.toString())
    };
    return CSVFormat.DEFAULT.format(values);
  }

  private static String text(JsonNode node, String field) {
    return harmless(node.path(field).asString(""));
  }

  /** A spreadsheet would run what begins like a formula. */
  private static String harmless(String value) {
    return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }
}
