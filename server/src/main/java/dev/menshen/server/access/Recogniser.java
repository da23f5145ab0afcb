package dev.menshen.server.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * One way to find out who sent a request, such as by its key. Every bean of this type is asked for
 * every request, so it must be quick. Safe for many threads.
 */
@FunctionalInterface
public interface Recogniser {
  /**
   * Who sent a request; empty when it does not say so in this way.
   *
   * @throws NotAdmittedException when it says so, and it is not true, or cannot be told to be
   */
  Optional<Actor> recognise(HttpServletRequest request);
}
