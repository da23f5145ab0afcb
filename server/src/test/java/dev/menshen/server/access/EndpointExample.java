package dev.menshen.server.access;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A line of {@code endpoints.txt}: an endpoint, who may ask, and how.
 *
 * @param anyOf one of these is needed; empty for everybody
 * @param refusal what whoever has no session and no token is answered, where that is needed; else 0
 * @param allTenants whether an actor of one tenant may not ask
 * @param tenant how a tenant is named
 * @param mediaType of the body; empty when there is none
 */
record EndpointExample(
    String method,
    String path,
    Set<Permission> anyOf,
    int refusal,
    boolean allTenants,
    String tenant,
    String mediaType,
    String body) {
  private static final String ALL_TENANTS = "+all";

  static List<EndpointExample> all() throws IOException {
    try (InputStream in = EndpointExample.class.getResourceAsStream("endpoints.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(EndpointExample::of)
          .toList();
    }
  }

  private static EndpointExample of(String line) {
    String[] cells = line.split("\\s+", 5);
    String example = cells.length < 5 ? "" : cells[4];
    boolean json = example.startsWith("{");
    int border = example.indexOf(':');
    String mediaType = json ? "application/json" : example.substring(0, Math.max(border, 0));
    return new EndpointExample(
        cells[0],
        cells[1],
        permissions(cells[2].replace(ALL_TENANTS, "")),
        refusal(cells[2]),
        cells[2].endsWith(ALL_TENANTS),
        cells[3],
        mediaType,
        json ? example : example.substring(border + 1));
  }

  /** The method that a request is sent with. */
  String sentMethod() {
    return method.equals("ANY") ? "GET" : method;
  }

  /** Whether a key that may do only this is let in. */
  boolean admits(Permission permission) {
    return (anyOf.isEmpty() && refusal == 0)
        || anyOf.contains(permission)
        || (permission == Permission.ADMIN && refusal == 0);
  }

  /** Whether nobody needs to say who they are. */
  boolean admitsEverybody() {
    return anyOf.isEmpty() && refusal == 0;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  private static int refusal(String who) {
    return switch (who) {
      case "session" -> 401;
      case "token" -> 403;
      default -> 0;
    };
  }

  private static Set<Permission> permissions(String who) {
    return switch (who) {
      case "everybody", "session", "token" -> Set.of();
      case "known" -> Set.of(Permission.values());
      default -> {
        Set<String> labels = Set.of(who.split(","));
        Set<Permission> permissions =
            Stream.of(Permission.values())
                .filter(it -> labels.contains(it.label()))
                .collect(toSet());
        if (permissions.size() != labels.size()) {
          throw new IllegalArgumentException(
              "unknown permissions: " + Arrays.toString(who.split(",")));
        }
        yield permissions;
      }
    };
  }
}
