package dev.menshen.server.api;

import dev.menshen.server.access.Requires;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what failed outside of Spring MVC, such as in a filter: browsers get the error page,
 * programs the same shapes as from {@link ApiErrors}.
 */
@Controller
@Requires({})
class ErrorDispatchController extends BasicErrorController {
  private final JsonMapper mapper;

  ErrorDispatchController(
      ErrorAttributes attributes,
      WebProperties web,
      List<ErrorViewResolver> pages,
      JsonMapper mapper) {
    super(attributes, web.getError(), pages);
    this.mapper = mapper;
  }

  /** A request for the error page itself has failed in nothing but its address. */
  @Override
  protected HttpStatus getStatus(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) == null
        ? HttpStatus.NOT_FOUND
        : super.getStatus(request);
  }

  @Override
  public ResponseEntity<Map<String, @Nullable Object>> error(HttpServletRequest request) {
    ResponseEntity<Object> answer =
        ApiErrors.answer(
            ApiFailure.ofStatus(getStatus(request), new HttpHeaders()),
            Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), ""));
    Map<String, @Nullable Object> body =
        new LinkedHashMap<>(
            mapper.convertValue(answer.getBody(), new TypeReference<Map<String, Object>>() {}));
    return new ResponseEntity<>(body, answer.getHeaders(), answer.getStatusCode());
  }
}
