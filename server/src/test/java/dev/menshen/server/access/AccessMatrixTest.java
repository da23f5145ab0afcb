package dev.menshen.server.access;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.server.ClosedServerTest;
import dev.menshen.server.Http;
import dev.menshen.server.keys.TestKeys;
import dev.menshen.server.people.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint, asked by everybody: {@code endpoints.txt} says who is let in. */
@ClosedServerTest
class AccessMatrixTest {
  private static final String OTHER = "matrix-other";

  /** What is done to an endpoint that is not let in, or is there for others alone. */
  private static final int UNKNOWN = 401;

  private static final int FORBIDDEN = 403;
  private static final int MISSING = 404;

  @LocalServerPort private int port;
  @Autowired private TestKeys keys;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mapping;

  private Http http;

  @BeforeEach
  void connect() {
    http = new Http(port);
  }

  static List<EndpointExample> endpoints() throws IOException {
    return EndpointExample.all();
  }

  @Test
  void everyEndpointIsInTheTableAndNothingElse() throws Exception {
    Set<String> served = new TreeSet<>();
    mapping
        .getHandlerMethods()
        .keySet()
        .forEach(
            info -> {
              Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
              for (String path : info.getPatternValues()) {
                if (methods.isEmpty()) {
                  served.add("ANY " + path);
                }
                methods.forEach(method -> served.add(method + " " + path));
              }
            });

    assertThat(endpoints()).extracting(EndpointExample::toString).doesNotHaveDuplicates();
    assertThat(endpoints())
        .extracting(EndpointExample::toString)
        .containsExactlyInAnyOrderElementsOf(served);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void aKeyIsLetInWhereItsPermissionIsEnough(EndpointExample endpoint) throws Exception {
    for (Permission permission : Permission.values()) {
      int status = ask(endpoint, keys.with(Scope.GLOBAL, permission)).statusCode();
      if (endpoint.admits(permission)) {
        assertThat(status).as(permission.label()).isNotIn(UNKNOWN, FORBIDDEN).isLessThan(500);
      } else {
        assertThat(status)
            .as(permission.label())
            .isEqualTo(endpoint.refusal() == 0 ? FORBIDDEN : endpoint.refusal());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void whatARoleAllowsIsLetInWhereOneOfItsPermissionsIsEnough(EndpointExample endpoint)
      throws Exception {
    for (Role role : Role.values()) {
      Permission[] permissions = role.permissions().toArray(Permission[]::new);
      int status = ask(endpoint, keys.with(Scope.GLOBAL, permissions)).statusCode();
      if (Stream.of(permissions).anyMatch(endpoint::admits)) {
        assertThat(status).as(role.label()).isNotIn(UNKNOWN, FORBIDDEN).isLessThan(500);
      } else {
        assertThat(status).as(role.label()).isIn(UNKNOWN, FORBIDDEN);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void whoeverIsNotKnownIsLetInWhereEverybodyIs(EndpointExample endpoint) throws Exception {
    HttpResponse<String> answer = ask(endpoint);

    if (endpoint.admitsEverybody()) {
      assertThat(answer.statusCode()).isNotIn(UNKNOWN, FORBIDDEN).isLessThan(500);
    } else if (endpoint.refusal() != 0) {
      assertThat(answer.statusCode()).isEqualTo(endpoint.refusal());
    } else {
      assertThat(answer.statusCode()).isEqualTo(UNKNOWN);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(answer.body()).contains("Authorization: Bearer menshen_");
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void aKeyThatIsNotValidIsRefusedEverywhere(EndpointExample endpoint) throws Exception {
    for (String[] key : List.of(keys.expired(), keys.revoked(), keys.unknown())) {
      HttpResponse<String> answer = ask(endpoint, key);
      if (endpoint.refusal() == FORBIDDEN) {
        // The token is looked for first.
        assertThat(answer.statusCode()).isEqualTo(FORBIDDEN);
        continue;
      }
      assertThat(answer.statusCode()).isEqualTo(UNKNOWN);
      assertThat(answer.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer error=\"invalid_token\"");
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void whatIsAnotherTenantsIsNotThere(EndpointExample endpoint) throws Exception {
    Permission permission =
        endpoint.anyOf().stream().sorted().findFirst().orElse(Permission.MODERATE);
    String[] key = keys.with(Scope.tenant("matrix-own"), permission);

    HttpResponse<String> answer =
        switch (endpoint.tenant()) {
          case "header" ->
              ask(endpoint, endpoint.path(), endpoint.body(), and(key, "Menshen-Tenant", OTHER));
          case "query" -> ask(endpoint, endpoint.path() + "?tenant=" + OTHER, endpoint.body(), key);
          case "body" ->
              ask(
                  endpoint,
                  endpoint.path(),
                  endpoint.body().replaceFirst("\\{", "{\"tenant\": \"" + OTHER + "\","),
                  key);
          case "csv" ->
              ask(endpoint, endpoint.path(), "tenant,text\n" + OTHER + ",matrixword\n", key);
          case "path" -> ask(endpoint, ofAnother(endpoint), endpoint.body(), key);
          case "none" -> ask(endpoint, key);
          default -> throw new IllegalArgumentException(endpoint + ": " + endpoint.tenant());
        };

    if (endpoint.refusal() != 0) {
      assertThat(answer.statusCode()).isEqualTo(endpoint.refusal());
    } else if (endpoint.allTenants()) {
      assertThat(answer.statusCode()).isEqualTo(FORBIDDEN);
    } else if (endpoint.tenant().equals("none")) {
      assertThat(answer.statusCode()).isNotIn(UNKNOWN, FORBIDDEN).isLessThan(500);
      assertThat(answer.body()).doesNotContain(OTHER);
    } else {
      assertThat(answer.statusCode()).isEqualTo(MISSING);
      assertThat(answer.body()).doesNotContain(OTHER);
    }
  }

  /** The path of something that is another tenant's, and that is shown to be there. */
  private String ofAnother(EndpointExample endpoint) throws Exception {
    Map<String, Callable<String>> makers = new TreeMap<>();
    makers.put("/api/v1/lists/entries/", () -> entry());
    makers.put("/api/v1/bans/", () -> ban());
    makers.put("/api/v1/keys/", () -> key());
    makers.put("/api/v1/review/items/", () -> reviewItem());
    makers.put("/api/v1/webhooks/", () -> destination("webhooks"));
    makers.put("/api/v1/alerts/channels/", () -> destination("alerts/channels"));
    makers.put("/api/v1/deliveries/", () -> delivery());
    makers.put("/api/v1/people/", () -> person());
    for (Map.Entry<String, Callable<String>> maker : makers.entrySet()) {
      if (endpoint.path().startsWith(maker.getKey())) {
        return endpoint.path().replaceAll("\\{[a-z]+}", maker.getValue().call());
      }
    }
    throw new IllegalArgumentException("make something of another tenant's for " + endpoint);
  }

  private String entry() throws Exception {
    return json(made(
            "/api/v1/lists/entries", "{\"tenant\":\"" + OTHER + "\",\"text\":\"matrixword\"}"))
        .at("/ids/0")
        .stringValue();
  }

  private String ban() throws Exception {
    return json(made(
            "/api/v1/bans",
            "{\"user\":\"matrix\",\"duration\":\"1h\",\"reason\":\"matrix\"}",
            "Menshen-Tenant",
            OTHER))
        .at("/subject")
        .stringValue();
  }

  private String key() throws Exception {
    return json(made(
            "/api/v1/keys",
            "{\"name\":\"matrix\",\"scopes\":[\"moderate\"],\"tenant\":\"" + OTHER + "\"}"))
        .at("/key/id")
        .stringValue();
  }

  private String reviewItem() throws Exception {
    made("/api/v1/moderate", "{\"text\":\"controversial matrix\"}", "Menshen-Tenant", OTHER);
    HttpResponse<String> items = http.get("/api/v1/review/items?tenant=" + OTHER, keys.admin());
    return json(items).at("/items/0/id").stringValue();
  }

  private String destination(String kind) throws Exception {
    return json(made(
            "/api/v1/" + kind,
            "{\"name\":\"matrix\",\"url\":\"https://matrix.invalid/\","
                + (kind.equals("alerts/channels") ? "\"kind\":\"slack\"," : "")
                + "\"tenant\":\""
                + OTHER
                + "\"}"))
        .at("/id")
        .stringValue();
  }

  private String person() throws Exception {
    return json(made(
            "/api/v1/people",
            "{\"name\":\"p-%s\",\"roles\":[\"reviewer\"],\"tenant\":\"%s\"}"
                .formatted(UUID.randomUUID(), OTHER)))
        .at("/person/id")
        .stringValue();
  }

  private String delivery() throws Exception {
    String webhook = destination("webhooks");
    made("/api/v1/webhooks/" + webhook + "/test", "");
    return json(http.get("/api/v1/deliveries?destination=" + webhook, keys.admin()))
        .at("/deliveries/0/id")
        .stringValue();
  }

  private HttpResponse<String> made(String path, String body, String... headers) throws Exception {
    HttpResponse<String> answer =
        http.post(
            path,
            body.getBytes(StandardCharsets.UTF_8),
            and(and(keys.admin(), headers), "Content-Type", "application/json"));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return answer;
  }

  private HttpResponse<String> ask(EndpointExample endpoint, String... headers) throws Exception {
    return ask(endpoint, endpoint.path(), endpoint.body(), headers);
  }

  private HttpResponse<String> ask(
      EndpointExample endpoint, String path, String body, String... headers) throws Exception {
    String concrete = path.replaceAll("\\{[a-z]+}", "1");
    return endpoint.mediaType().isEmpty()
        ? http.send(endpoint.sentMethod(), concrete, headers)
        : http.send(
            endpoint.sentMethod(),
            concrete,
            body.getBytes(StandardCharsets.UTF_8),
            and(headers, "Content-Type", endpoint.mediaType()));
  }

  private static String[] and(String[] headers, String... more) {
    return Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
  }
}
