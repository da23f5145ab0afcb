package dev.menshen.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Tells who asks. */
@Component
public final class Actors {
  private static final String ATTRIBUTE = Actors.class.getName();

  /** Whoever sent a request, as they were recognised before it came here. */
  public Actor of(HttpServletRequest request) {
    return recognised(request);
  }

  /** As {@link #of}, for what is no component; whoever was not recognised is a stranger. */
  public static Actor recognised(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Actor actor ? actor : Actor.STRANGER;
  }

  /**
   * Lets through whoever may do this, for what comes before an endpoint is looked for.
   *
   * @throws NotAdmittedException when whoever sent the request may not
   */
  public static void require(HttpServletRequest request, Permission permission) {
    new AccessRule(Set.of(permission), false).require(recognised(request));
  }

  /** Remembers who sent a request. */
  static void recognise(HttpServletRequest request, Actor actor) {
    request.setAttribute(ATTRIBUTE, actor);
  }
}
