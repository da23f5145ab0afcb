package dev.menshen.server.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Tells who asks. */
@Component
public final class Actors {
  private static final String ATTRIBUTE = Actors.class.getName();

  /** Whoever sent a request, as they were recognised before it came here. */
  public Actor of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Actor actor ? actor : Actor.ANYBODY;
  }
}
