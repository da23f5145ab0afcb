package dev.menshen.server.audit;

import dev.menshen.Assessment;
import dev.menshen.Category;
import dev.menshen.Conversation;
import dev.menshen.Finding;
import dev.menshen.GuardInfo;
import dev.menshen.Message;
import dev.menshen.list.ListHit;
import dev.menshen.pipeline.Moderation;
import dev.menshen.pipeline.ModerationRequest;
import dev.menshen.policy.Decision;
import dev.menshen.policy.Evidence;
import dev.menshen.server.keyring.TextDigests;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Makes the records of moderations, as docs/audit.md describes them. Safe for many threads. */
final class ModerationRecords {
  private final TextDigests digests;

  ModerationRecords(TextDigests digests) {
    this.digests = digests;
  }

  /** The record of a moderation: of its text digests and lengths alone. */
  JsonLine record(ModerationRequest request, Instant time, Moderation moderation) {
    Evidence evidence = moderation.evidence();
    JsonLine line = new JsonLine().string("kind", "moderation").time("time", time);
    line.string("id", moderation.id());
    line.string("tenant", request.caller().scope().tenantName());
    line.string("application", request.caller().scope().applicationName());
    request.caller().actor().ifPresent(it -> line.string("actor", it));
    request.caller().subject().ifPresent(it -> line.string("subject", it.digest()));
    request.caller().thread().ifPresent(it -> line.string("thread", it));
    if (!request.acts()) {
      line.flag("rehearsal");
    }
    line.string("direction", evidence.direction().label());
    evidence.language().ifPresent(it -> line.string("language", it));
    texts(line, request.conversation(), evidence.length());
    guard(line, moderation.guard());
    evidence.finding().ifPresent(it -> finding(line, it));
    switch (moderation) {
      case Moderation.Assessed assessed -> line.string("source", assessed.source().label());
      case Moderation.NotScanned notScanned ->
          line.string("notScanned", notScanned.reason().label());
    }
    hits(line, evidence.hits());
    if (evidence.strikes() > 0) {
      line.number("strikes", evidence.strikes());
    }
    evidence.previous().ifPresent(it -> line.string("previous", it.label()));
    moderation.ban().ifPresent(it -> line.time("bannedUntil", it.until()));
    decision(line, "decision", moderation.decision());
    moderation.candidate().ifPresent(it -> decision(line, "candidate", it));
    return line.number("latency", moderation.latency().toNanos() / 1000);
  }

  private void texts(JsonLine line, Conversation conversation, int codePoints) {
    TextDigests.Key key = digests.current();
    byte[] text = utf8(conversation.last().content());
    line.object("text").string("key", key.id()).hex("digest", key.digest(text));
    line.number("codePoints", codePoints).number("bytes", text.length).endObject();
    List<Message> messages = conversation.messages();
    if (messages.size() > 1) {
      ByteArrayOutputStream all = new ByteArrayOutputStream(2 * text.length + 256);
      int bytes = 0;
      for (Message message : messages) {
        byte[] content = utf8(message.content());
        bytes += content.length;
        all.writeBytes(utf8(message.role().label()));
        all.write(':');
        all.writeBytes(content);
        // No message holds a NUL.
        all.write(0);
      }
      line.object("conversation").number("messages", messages.size()).number("bytes", bytes);
      line.hex("digest", key.digest(all.toByteArray())).endObject();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void guard(JsonLine line, GuardInfo guard) {
    line.object("guard").string("kind", guard.kind().label()).string("model", guard.model());
    line.string("fingerprint", guard.fingerprint()).endObject();
  }

  private static void finding(JsonLine line, Finding finding) {
    Assessment assessment = finding.assessment();
    line.object("finding").string("severity", assessment.severity().label());
    line.array("probabilities").item(assessment.probabilities().safe());
    line.item(assessment.probabilities().controversial());
    line.item(assessment.probabilities().unsafe()).endArray();
    categories(line, assessment.categories());
    if (!assessment.categoryProbabilities().isEmpty()) {
      line.object("scores");
      assessment.categoryProbabilities().forEach((it, score) -> line.decimal(it.label(), score));
      line.endObject();
    }
    assessment.refusal().ifPresent(it -> line.string("refusal", it.label()));
    line.string("view", finding.view().label()).number("views", finding.views());
    line.number("windows", assessment.windows()).number("tokens", assessment.tokens());
    if (assessment.omittedMessages() > 0) {
      line.number("omitted", assessment.omittedMessages());
    }
    line.endObject();
  }

  private static void hits(JsonLine line, List<ListHit> hits) {
    if (!hits.isEmpty()) {
      line.array("hits");
      for (ListHit hit : hits) {
        line.object().string("entry", hit.entryId()).string("list", hit.kind().label());
        if (hit.decides()) {
          line.flag("decides");
        }
        line.endObject();
      }
      line.endArray();
    }
  }

  private static void decision(JsonLine line, String name, Decision decision) {
    line.object(name).string("policy", decision.policy().name());
    line.string("scope", decision.policy().scope().toString());
    line.number("version", decision.policy().version());
    line.string("outcome", decision.outcome().label());
    decision.severity().ifPresent(it -> line.string("severity", it.label()));
    categories(line, decision.categories());
    line.array("steps");
    for (Decision.Step step : decision.steps()) {
      line.object().string("action", step.action().label());
      line.string("rule", step.rule()).endObject();
    }
    line.endArray().endObject();
  }

  private static void categories(JsonLine line, List<Category> categories) {
    if (!categories.isEmpty()) {
      line.array("categories");
      categories.forEach(it -> line.item(it.label()));
      line.endArray();
    }
  }
}
