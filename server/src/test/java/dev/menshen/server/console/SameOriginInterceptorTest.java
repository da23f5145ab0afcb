package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SameOriginInterceptorTest {
  private final SameOriginInterceptor interceptor = new SameOriginInterceptor();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          POST   | same-origin | -                         | true
          POST   | none        | -                         | true
          POST   | cross-site  | -                         | false
          POST   | same-site   | -                         | false
          POST   | nonsense    | -                         | false
          POST   | cross-site  | http://localhost:7860     | false
          POST   | same-origin | https://evil.example      | true
          POST   | -           | -                         | true
          POST   | -           | http://localhost:7860     | true
          POST   | -           | https://localhost:7860    | true
          POST   | -           | http://localhost:7861     | false
          POST   | -           | http://evil.example       | false
          POST   | -           | http://localhost:7860.evil | false
          POST   | -           | null                      | false
          POST   | -           | not an origin             | false
          DELETE | cross-site  | -                         | false
          GET    | cross-site  | -                         | true
          HEAD   | cross-site  | -                         | true
          """)
  void onlyAPageOfThisServerMayChangeAnything(
      String method, String site, String origin, boolean allowed) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/console/moderate");
    request.addHeader("Host", "localhost:7860");
    if (site != null) {
      request.addHeader("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();

    assertThat(interceptor.preHandle(request, response, this)).isEqualTo(allowed);
    assertThat(response.getStatus()).isEqualTo(allowed ? 200 : 403);
  }
}
