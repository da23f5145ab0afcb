package dev.menshen.server.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CsvRecordsTest {
  @Test
  void aRecordIsARowOfTheColumnsAndNothingInItIsAFormula() {
    String row =
        CsvRecords.row(
            new JsonMapper()
                .readTree(
                    """
                    {"n": 1, "kind": "moderation", "time": "2026-11-01T00:00:00.000000Z", "id": "m1",
                     "tenant": "acme", "application": "forum", "actor": "key:k1", "subject": "s1",
                     "direction": "prompt", "text": {"key": "0a", "digest": "ff", "codePoints": 5},
                     "decision": {"policy": "=cmd()", "version": 3, "outcome": "block",
                      "severity": "Unsafe",
                      "steps": [{"action": "block", "rule": "a, b"}, {"action": "log", "rule": "c"}]}}"""));

    assertThat(row.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
        .hasSameSizeAs(CsvRecords.header().split(","));
    assertThat(row)
        .isEqualTo(
            "2026-11-01T00:00:00.000000Z,moderation,m1,acme,forum,key:k1,s1,prompt,Unsafe,,block,"
                + "'=cmd(),3,\"a, b; c\",0a,ff,5,,,");
  }
}
