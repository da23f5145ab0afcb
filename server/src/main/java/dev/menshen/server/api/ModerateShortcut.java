package dev.menshen.server.api;

import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ServerHttpObservationFilter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls {@link ModerateController} without the search for who answers, and in what form: for a
 * verdict that the cache holds, that search costs as much as the rest of the work. What is not
 * plainly JSON for JSON goes its usual way and is answered, or refused, there; so is what fails,
 * which the filters before this one answer the same for both.
 */
final class ModerateShortcut extends HttpFilter {
  static final String PATH = "/api/v1/moderate";

  private static final long serialVersionUID = 1L;
  private static final Set<String> SENT =
      Set.of(
          MediaType.APPLICATION_JSON_VALUE,
          "application/json;charset=utf-8",
          "application/json; charset=utf-8",
          "application/json;charset=UTF-8",
          "application/json; charset=UTF-8");
  private static final Set<String> ACCEPTED =
      Set.of(
          MediaType.ALL_VALUE,
          MediaType.APPLICATION_JSON_VALUE,
          "application/json, */*",
          "application/json, text/plain, */*");

  private final transient Supplier<ModerateController> controller;
  private final transient ObjectWriter writer;

  ModerateShortcut(Supplier<ModerateController> controller, JsonMapper mapper) {
    this.controller = controller;
    this.writer = mapper.writerFor(ModerationBody.class);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isPlain(request)) {
      ServerHttpObservationFilter.findObservationContext(request)
          .ifPresent(context -> context.setPathPattern(PATH));
      Actors.require(request, Permission.MODERATE);
      answer(response, controller.get().moderate(request, response));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPlain(HttpServletRequest request) {
    String type = request.getContentType();
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("POST")
        && type != null
        && SENT.contains(type)
        && (accept == null || ACCEPTED.contains(accept));
  }

  private void answer(HttpServletResponse response, ModerationBody body) throws IOException {
    byte[] bytes = writer.writeValueAsBytes(body);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
