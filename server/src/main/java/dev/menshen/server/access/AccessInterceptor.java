package dev.menshen.server.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets through to an endpoint who may. Files are for everybody: they are the same for all. */
final class AccessInterceptor implements HandlerInterceptor {
  private final Map<Method, AccessRule> rules = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod endpoint) {
      rules
          .computeIfAbsent(endpoint.getMethod(), _ -> rule(endpoint))
          .require(Actors.recognised(request));
    }
    return true;
  }

  /**
   * The rule of an endpoint.
   *
   * @throws IllegalStateException when it says none
   */
  static AccessRule rule(HandlerMethod endpoint) {
    return AccessRule.of(endpoint)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s does not say who may ask; annotate it with @Requires"
                        .formatted(endpoint.getShortLogMessage())));
  }
}
