package dev.menshen.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

class FaultFilterTest {
  private final List<Exception> resolved = new ArrayList<>();
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final IOException fault = new IOException("pineapple");
  private final FilterChain failing =
      (request, response) -> {
        throw fault;
      };

  @Test
  void letsWhatFailsInAFilterBeAnsweredAsInAController() throws Exception {
    filter(new ModelAndView()).doFilter(new MockHttpServletRequest(), response, failing);

    assertThat(resolved).containsExactly(fault);
  }

  @Test
  void passesOnWhatNothingAnswers() {
    assertThatThrownBy(() -> filter(null).doFilter(new MockHttpServletRequest(), response, failing))
        .isSameAs(fault);
  }

  @Test
  void doesNotAnswerTwice() {
    response.setCommitted(true);

    assertThatThrownBy(
            () ->
                filter(new ModelAndView())
                    .doFilter(new MockHttpServletRequest(), response, failing))
        .isSameAs(fault);
    assertThat(resolved).isEmpty();
  }

  private FaultFilter filter(ModelAndView answer) {
    HandlerExceptionResolver resolver =
        (request, response, handler, exception) -> {
          resolved.add(exception);
          return answer;
        };
    return new FaultFilter(resolver);
  }
}
