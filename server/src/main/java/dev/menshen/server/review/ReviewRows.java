package dev.menshen.server.review;

import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.NotScannedException.Reason;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.Subject;
import dev.menshen.review.Label;
import dev.menshen.review.ReviewState;
import dev.menshen.server.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How items and what people did with them are written in rows. */
final class ReviewRows {
  /** Stands before and after every category, so that one can be looked for. */
  static final String BAR = "|";

  private ReviewRows() {}

  static ReviewItem item(ResultSet row, int number) throws SQLException {
    return new ReviewItem(
        row.getString("id"),
        Database.scope(row),
        Database.instant(row, "created"),
        Database.instant(row, "latest"),
        time(row, "expires"),
        row.getLong("occurrences"),
        cause(row),
        row.getDouble("urgency"),
        standing(row));
  }

  static ReviewEvent event(ResultSet row, int number) throws SQLException {
    ReviewEvent.Kind kind = ReviewEvent.Kind.valueOf(row.getString("kind"));
    return new ReviewEvent(
        row.getInt("number"),
        kind,
        row.getInt("round"),
        row.getInt("place"),
        row.getString("actor"),
        row.getString("actor_name"),
        Database.instant(row, "happened"),
        label(row, ""));
  }

  static ReviewOutcome.Moderated moderated(ResultSet row, int number) throws SQLException {
    return new ReviewOutcome.Moderated(
        row.getString("moderation"), text(row, "subject").map(Subject::new));
  }

  /** Categories in one column, such as {@code |PII|VIOLENT|}; empty when there are none. */
  static String categories(Collection<Category> categories) {
    return categories.isEmpty()
        ? ""
        : categories.stream().map(Category::name).collect(Collectors.joining(BAR, BAR, BAR));
  }

  private static Cause cause(ResultSet row) throws SQLException {
    double safe = row.getDouble("safe");
    Optional<SeverityProbabilities> probabilities =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new SeverityProbabilities(
                    safe, row.getDouble("controversial"), row.getDouble("unsafe")));
    return new Cause(
        Direction.valueOf(row.getString("direction")),
        text(row, "language"),
        text(row, "severity").map(Severity::valueOf),
        text(row, "not_scanned").map(Reason::valueOf),
        categories(row.getString("categories")),
        probabilities,
        row.getString("rule_name"),
        row.getString("policy"),
        row.getInt("policy_version"));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    Optional<String> reviewer = text(row, "claimed_by");
    return new Standing(
        ReviewState.valueOf(row.getString("state")),
        row.getInt("round"),
        row.getInt("version"),
        reviewer.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Claim(
                    reviewer.get(),
                    row.getString("claimed_name"),
                    Database.instant(row, "claimed_until"))),
        label(row, "label_"),
        row.getBoolean("released"),
        time(row, "decided"));
  }

  private static Optional<Label> label(ResultSet row, String prefix) throws SQLException {
    Optional<String> severity = text(row, prefix + "severity");
    if (severity.isEmpty()) {
      return Optional.empty();
    }
    EnumSet<Category> categories = EnumSet.noneOf(Category.class);
    categories.addAll(categories(row.getString(prefix + "categories")));
    return Optional.of(
        new Label(
            Severity.valueOf(severity.get()),
            categories,
            text(row, prefix + "refusal").map(Refusal::valueOf)));
  }

  private static List<Category> categories(String column) {
    return Arrays.stream(column.split("\\|"))
        .filter(name -> !name.isEmpty())
        .map(Category::valueOf)
        .toList();
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    @Nullable String value = row.getString(column);
    return Optional.ofNullable(value);
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null
        ? Optional.empty()
        : Optional.of(Database.instant(row, column));
  }
}
