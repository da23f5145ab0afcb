package dev.menshen.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.pipeline.AuditUnavailableException;
import dev.menshen.server.web.LimitsProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class ApiErrorsTest {
  private final ApiErrors errors =
      new ApiErrors(
          new LimitsProperties(
              DataSize.ofMegabytes(1),
              256,
              4,
              Duration.ofMinutes(10),
              Duration.ofMillis(250),
              32,
              1_048_576,
              1_048_576,
              1000,
              Duration.ofSeconds(1)));
  private final IllegalStateException fault = new IllegalStateException("pineapple");

  @Test
  void answersAnUnknownFaultWithoutItsMessageAndLogsWhereItCameFromInOneLine(CapturedOutput output)
      throws Exception {
    ResponseEntity<Object> answer =
        errors.handle(
            fault,
            new MockHttpServletRequest("POST", "/api/v1/moderate"),
            new MockHttpServletResponse());

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
    assertThat(answer.getBody())
        .isInstanceOfSatisfying(
            ProblemDetail.class,
            problem ->
                assertThat(problem.getDetail()).isEqualTo("the server failed; its log says where"));
    assertThat(output.toString().lines().filter(line -> line.contains("a request failed")))
        .singleElement()
        .asString()
        .contains("java.lang.IllegalStateException at dev.menshen.server.api.ApiErrorsTest");
    assertThat(output).doesNotContain("pineapple");
  }

  @Test
  void whatCouldNotBeRecordedWasNotDoneAndMayBeTriedAgain() throws Exception {
    ResponseEntity<Object> answer =
        errors.handle(
            new AuditUnavailableException("pineapple", null),
            new MockHttpServletRequest("POST", "/api/v1/bans"),
            new MockHttpServletResponse());

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(answer.getBody())
        .isInstanceOfSatisfying(
            ProblemDetail.class,
            problem -> {
              assertThat(problem.getProperties()).containsEntry("code", "audit_unavailable");
              assertThat(problem.getDetail()).contains("was not done").doesNotContain("pineapple");
            });
  }

  @Test
  void leavesAPageToTheErrorPageWithoutTheMessage(CapturedOutput output) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/playground");
    request.addHeader("Accept", "text/html");
    MockHttpServletResponse response = new MockHttpServletResponse();

    assertThat(errors.handle(fault, request, response)).isNull();
    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(response.getErrorMessage()).isNull();
    assertThat(output).contains("IllegalStateException").doesNotContain("pineapple");
  }
}
