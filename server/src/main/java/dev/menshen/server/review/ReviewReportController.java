package dev.menshen.server.review;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells what was reviewed, and gives it out for training. */
@RestController
final class ReviewReportController implements ReviewReportEndpoint {
  private static final String LINES = "application/x-ndjson";
  private static final Duration USUAL = Duration.ofDays(30);

  private final Actors actors;
  private final ReviewFigures figures;
  private final TrainingData training;
  private final AdministrativeActs acts;

  ReviewReportController(
      Actors actors, ReviewFigures figures, TrainingData training, AdministrativeActs acts) {
    this.actors = actors;
    this.figures = figures;
    this.training = training;
    this.acts = acts;
  }

  @Override
  @Requires({Permission.REVIEW, Permission.AUDIT})
  @GetMapping(path = "/api/v1/review/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
  public StatisticsBody statistics(HttpServletRequest request) {
    ReviewParameters parameters = new ReviewParameters(request);
    Optional<String> tenant = parameters.whose(actors.of(request)).tenant();
    Instant now = Instant.now();
    Instant until = parameters.time("until").orElse(now);
    Instant since = parameters.time("since").orElse(until.minus(USUAL));
    if (since.isAfter(until)) {
      throw new InvalidRequestException("since is after until; send an earlier one", "since");
    }
    List<ReviewFigures.Waiting> waiting = figures.waiting(tenant);
    return new StatisticsBody(
        StatisticsBody.waiting(waiting),
        StatisticsBody.oldestSeconds(waiting, now),
        since,
        until,
        StatisticsBody.decided(figures.decided(tenant, since, until)),
        figures.given(tenant, since, until).stream()
            .map(it -> new StatisticsBody.Given(it.reviewer(), it.name(), it.opinions()))
            .toList(),
        StatisticsBody.Agreement.of(figures.concord(tenant, since, until)),
        StatisticsBody.Agreement.of(figures.concord(tenant, Instant.EPOCH, now)));
  }

  @Override
  @Requires(Permission.REVIEW)
  @GetMapping(path = "/api/v1/review/export", produces = LINES)
  public void export(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Actor actor = actors.of(request);
    ReviewParameters parameters = new ReviewParameters(request);
    ReviewSearch.Whose whose = parameters.whose(actor);
    TrainingFormat format = parameters.format();
    Instant since = parameters.time("since").orElse(Instant.EPOCH);
    TrainingData.Rows rows = training.rows(format, whose, since);
    acts.record(
        new AdministrativeAct(
            actor,
            "review.export",
            "review",
            new Scope(whose.tenant(), whose.application()),
            Map.of("format", format.label(), "since", since.toString())));
    response.setContentType(LINES);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"labels.jsonl\"");
    rows.write(response.getOutputStream());
  }
}
