package dev.menshen.server.people;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A small OpenID provider: it lets in whoever it is told to, and its tokens can be spoilt. */
final class FakeOidcService implements AutoCloseable {
  static final String CLIENT = "menshen";
  static final String CLIENT_SECRET = "the client's secret";

  private final HttpServer server;
  private final ECKey key = newKey();
  private final JsonMapper mapper = new JsonMapper();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile Map<String, Object> person = Map.of();
  private volatile UnaryOperator<JWTClaimsSet.Builder> spoil = UnaryOperator.identity();
  private volatile ECKey signing = key;

  FakeOidcService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::configuration);
    server.createContext("/jwks", it -> answer(it, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/token", this::token);
    server.createContext(
        "/userinfo",
        it -> answer(it, 200, mapper.writeValueAsString(Map.of("sub", person.get("sub")))));
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Says who is in front of the browser from now on. */
  void is(Map<String, Object> claims) {
    person = claims;
    spoil = UnaryOperator.identity();
    signing = key;
  }

  /** Changes the tokens from now on. */
  void spoil(UnaryOperator<JWTClaimsSet.Builder> change) {
    spoil = change;
  }

  /** Signs the tokens with a key that nobody knows from now on. */
  void signWithAnotherKey() {
    signing = newKey();
  }

  /** What the page to which somebody was sent makes of it: the address that leads back. */
  URI authorize(String address) {
    URI uri = URI.create(address);
    Map<String, String> query = form(uri.getRawQuery());
    String code = UUID.randomUUID().toString();
    codes.put(code, query);
    return URI.create(
        query.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + URLEncoder.encode(query.get("state"), UTF_8));
  }

  private void configuration(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        mapper.writeValueAsString(
            Map.of(
                "issuer",
                issuer(),
                "authorization_endpoint",
                issuer() + "/authorize",
                "token_endpoint",
                issuer() + "/token",
                "userinfo_endpoint",
                issuer() + "/userinfo",
                "jwks_uri",
                issuer() + "/jwks",
                "response_types_supported",
                new String[] {"code"},
                "subject_types_supported",
                new String[] {"public"},
                "id_token_signing_alg_values_supported",
                new String[] {"ES256"})));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Map<String, String> sent = codes.remove(form.getOrDefault("code", ""));
    String credentials =
        Base64.getEncoder()
            .encodeToString(
                (URLEncoder.encode(CLIENT, UTF_8) + ":" + URLEncoder.encode(CLIENT_SECRET, UTF_8))
                    .getBytes(UTF_8));
    boolean known =
        ("Basic " + credentials).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!known
        || sent == null
        || !sent.get("code_challenge").equals(challenge(form.get("code_verifier")))) {
      answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
      return;
    }
    answer(
        exchange,
        200,
        mapper.writeValueAsString(
            Map.of(
                "access_token", "an-access-token",
                "token_type", "Bearer",
                "expires_in", 300,
                "scope", "openid profile email",
                "id_token", idToken(sent.get("nonce")))));
  }

  private String idToken(String nonce) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .audience(CLIENT)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
            .claim("nonce", nonce);
    person.forEach(claims::claim);
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
              spoil.apply(claims).build());
      token.sign(new ECDSASigner(signing));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("the-key").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> URLDecoder.decode(pair[0], UTF_8),
                pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
