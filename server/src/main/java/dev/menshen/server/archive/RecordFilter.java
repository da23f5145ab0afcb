package dev.menshen.server.archive;

import dev.menshen.Scope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which records somebody wants to see; those of moderations and acts alone. What is empty is not
 * looked at.
 *
 * @param since the earliest time
 * @param until the time before which they are
 * @param tenant the tenant
 * @param application the tenant's application
 * @param subject the digest of the end user's id
 * @param moderation the id of the moderation
 * @param kind {@code moderation} or {@code act}
 * @param digests digests of a text, one of which is in the record
 */
public record RecordFilter(
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<String> tenant,
    Optional<String> application,
    Optional<String> subject,
    Optional<String> moderation,
    Optional<String> kind,
    Optional<Set<String>> digests) {
  /** All records. */
  public static final RecordFilter ALL =
      new RecordFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> KINDS = Set.of("moderation", "act");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Copies the digests. */
  public RecordFilter {
    digests = digests.map(Set::copyOf);
  }

  /** The same for the records of these texts alone. */
  public RecordFilter ofTexts(Set<String> digests) {
    return new RecordFilter(
        since, until, tenant, application, subject, moderation, kind, Optional.of(digests));
  }

  /** The same for one tenant, or one application, alone. */
  public RecordFilter of(Scope scope) {
    return new RecordFilter(
        since, until, scope.tenant(), scope.application(), subject, moderation, kind, digests);
  }

  /** Whether a sealed segment may hold such records. */
  boolean mayBeIn(Seal seal) {
    return (seal.until().isEmpty()
            || since.map(TIME::format).filter(it -> it.compareTo(seal.until()) > 0).isEmpty())
        && (seal.from().isEmpty()
            || until.map(TIME::format).filter(it -> it.compareTo(seal.from()) <= 0).isEmpty());
  }

  /** The record in a line, when it is wanted. */
  @Nullable JsonNode match(byte[] line, List<byte[]> needles) {
    if (!holdsOne(line, needles)) {
      return null;
    }
    try {
      JsonNode record = MAPPER.readTree(line);
      return matches(record) ? record : null;
    } catch (JacksonException e) {
      // To tell of it is for verify.
      return null;
    }
  }

  /** What is in the bytes of every line that may match; one of it at least. */
  List<byte[]> needles() {
    return digests
        .map(Set::stream)
        .or(() -> moderation.map(Stream::of))
        .or(() -> subject.map(Stream::of))
        .map(it -> it.map(text -> RecordLine.ascii("\"" + text + "\"")).toList())
        .orElse(List.of());
  }

  private static boolean holdsOne(byte[] line, List<byte[]> needles) {
    for (byte[] needle : needles) {
      if (RecordLine.find(line, needle) >= 0) {
        return true;
      }
    }
    return needles.isEmpty();
  }

  private boolean matches(JsonNode record) {
    String time = text(record, "time");
    return KINDS.contains(text(record, "kind"))
        && kind.map(it -> it.equals(text(record, "kind"))).orElse(true)
        && since.map(it -> TIME.format(it).compareTo(time) <= 0).orElse(true)
        && until.map(it -> TIME.format(it).compareTo(time) > 0).orElse(true)
        && tenant.map(it -> it.equals(text(record, "tenant"))).orElse(true)
        && application.map(it -> it.equals(text(record, "application"))).orElse(true)
        && subject.map(it -> it.equals(text(record, "subject"))).orElse(true)
        && moderation.map(it -> it.equals(text(record, "id"))).orElse(true)
        && digests
            .map(
                it ->
                    it.contains(record.path("text").path("digest").asString(""))
                        || it.contains(record.path("conversation").path("digest").asString("")))
            .orElse(true);
  }

  private static String text(JsonNode record, String field) {
    return record.path(field).asString("");
  }
}
