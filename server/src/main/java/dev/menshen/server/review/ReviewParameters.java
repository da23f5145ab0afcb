package dev.menshen.server.review;

import dev.menshen.Category;
import dev.menshen.Scope;
import dev.menshen.Severity;
import dev.menshen.review.ReviewState;
import dev.menshen.server.access.Actor;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.api.JsonFields;
import dev.menshen.server.api.NotFoundException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters of a request for review. */
final class ReviewParameters {
  private static final String NOT_SCANNED = "not_scanned";
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
  private static final int PAGE = 50;

  private final HttpServletRequest request;

  ReviewParameters(HttpServletRequest request) {
    this.request = request;
  }

  /**
   * Whose items an actor asks for: its own when it has a tenant or an application.
   *
   * @throws NotFoundException when it asks for another's
   */
  ReviewSearch.Whose whose(Actor actor) {
    Scope named = scope();
    Optional<String> tenant = own(actor.tenant(), named.tenant());
    Optional<String> application = own(actor.application(), named.application());
    Optional<String> language = value("language");
    if (language.filter(it -> !LANGUAGE.matcher(it).matches()).isPresent()) {
      throw new InvalidRequestException(
          "language is no language code; send one such as en or zh, or leave it out", "language");
    }
    return new ReviewSearch.Whose(tenant, application, language);
  }

  ReviewSearch.Filter filter() {
    boolean scanned = value("severity").filter(NOT_SCANNED::equals).isEmpty();
    return new ReviewSearch.Filter(
        choice("state", ReviewState.values(), ReviewState::label),
        scanned ? choice("severity", Severity.values(), Severity::label) : Optional.empty(),
        scanned,
        choice("category", Category.values(), Category::label),
        time("since"));
  }

  TrainingFormat format() {
    return choice("format", TrainingFormat.values(), TrainingFormat::label)
        .orElse(TrainingFormat.LABELS);
  }

  Optional<ReviewSearch.Place> cursor() {
    return value("cursor").map(ReviewCursor::read);
  }

  /** How many items are wanted. */
  int limit(int most) {
    Optional<String> limit = value("limit");
    if (limit.isEmpty()) {
      return Math.min(PAGE, most);
    }
    try {
      int number = Integer.parseInt(limit.get());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As wrong as one that is too large.
    }
    throw new InvalidRequestException(
        "limit is no number from 1 to %d; send one, or leave it out".formatted(most), "limit");
  }

  Optional<Instant> time(String name) {
    return value(name)
        .map(
            text -> {
              try {
                return ReviewCursor.time(text);
              } catch (DateTimeException e) {
                throw new InvalidRequestException(
                    "%s is no time of the form 2027-01-31T12:00:00Z (ISO 8601, UTC)"
                        .formatted(name),
                    name);
              }
            });
  }

  private Scope scope() {
    try {
      return new Scope(value("tenant"), value("application"));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          String.valueOf(e.getMessage()),
          value("application").isPresent() ? "application" : "tenant");
    }
  }

  private static Optional<String> own(Optional<String> own, Optional<String> named) {
    if (own.isPresent() && named.isPresent() && !own.equals(named)) {
      throw new NotFoundException(
          "there is no such tenant or application; leave it out for your own");
    }
    return own.or(() -> named);
  }

  private <T> Optional<T> choice(String name, T[] choices, Function<T, String> label) {
    return value(name)
        .map(
            word ->
                Stream.of(choices)
                    .filter(choice -> label.apply(choice).equals(word))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new InvalidRequestException(
                                "%s is %s; send one of %s"
                                    .formatted(
                                        name,
                                        JsonFields.quoted(word),
                                        Stream.of(choices)
                                            .map(label)
                                            .collect(Collectors.joining(", "))),
                                name)));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }
}
