package dev.menshen.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Finds out who sent a request, and says so to what comes after. It lets strangers through: what an
 * endpoint requires is checked where it is known which one it is. Only of what answers outside of
 * the controllers, the metrics, it requires something itself.
 */
public final class AccessFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final AccessRule METRICS =
      new AccessRule(Set.of(Permission.AUDIT, Permission.ADMIN), true);

  private final transient List<Recogniser> recognisers;
  private final transient Openness openness;
  private final transient LocalHosts hosts;
  private final boolean openMetrics;

  AccessFilter(List<Recogniser> recognisers, Openness openness, AccessProperties properties) {
    this.recognisers = List.copyOf(recognisers);
    this.openness = openness;
    this.hosts = new LocalHosts(properties.hosts());
    this.openMetrics = properties.openMetrics();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Actor actor = actor(request);
    Actors.recognise(request, actor);
    // The path as it is matched with, decoded.
    if (!openMetrics && request.getServletPath().startsWith("/metrics")) {
      METRICS.require(actor);
    }
    chain.doFilter(request, response);
  }

  private Actor actor(HttpServletRequest request) {
    if (openness.isOpenToThisMachine() && !hosts.include(request.getHeader(HttpHeaders.HOST))) {
      throw new NotAdmittedException(
          NotAdmittedException.Reason.FOREIGN_HOST,
          "this server is open to its own machine alone, and was asked under another name; ask"
              + " http://127.0.0.1, add the name to menshen.access.hosts, or require keys with "
              + NoAdministratorException.COMMAND);
    }
    for (Recogniser recogniser : recognisers) {
      Optional<Actor> actor = recogniser.recognise(request);
      if (actor.isPresent()) {
        return actor.get();
      }
    }
    return openness.isOpen() ? Actor.ANYBODY : Actor.STRANGER;
  }
}
