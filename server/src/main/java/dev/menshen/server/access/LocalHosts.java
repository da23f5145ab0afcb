package dev.menshen.server.access;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a server that is open to its own machine alone may be asked. A page of the
 * network whose own name is made to lead to 127.0.0.1 could otherwise have a visitor's browser ask
 * it, and read the answers (DNS rebinding): of such a request, the header {@code Host} tells.
 */
final class LocalHosts {
  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  /** All of 127.0.0.0/8, and no name that looks like it. */
  private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.[0-9]{1,3}){3}");

  private final Set<String> names = new HashSet<>(Set.of("localhost", "[::1]"));

  /** Those of this machine and some others. */
  LocalHosts(Iterable<String> others) {
    others.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a header {@code Host} names one; a client that sends none is no browser. */
  boolean include(@Nullable String header) {
    if (header == null) {
      return true;
    }
    String name = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
    return names.contains(name) || LOOPBACK.matcher(name).matches();
  }
}
