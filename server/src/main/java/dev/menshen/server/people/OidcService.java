package dev.menshen.server.people;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * The service that people log in at. It is asked where its parts are by the first who logs in, so
 * that a server starts without it.
 */
final class OidcService implements ClientRegistrationRepository {
  /** The service's name in addresses. */
  static final String ID = "sso";

  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final OidcProperties properties;
  private final JdkClientHttpRequestFactory http;
  private final SingletonSupplier<ClientRegistration> registration =
      SingletonSupplier.of(this::discover);
  private final SingletonSupplier<JwtDecoder> decoder = SingletonSupplier.of(this::makeDecoder);

  OidcService(OidcProperties properties) {
    this.properties = properties;
    this.http =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.timeout())
                .build());
    http.setReadTimeout(properties.timeout());
  }

  /**
   * The registration; null for another id.
   *
   * @throws UnreachableException when the service does not say where its parts are
   */
  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return id.equals(ID) ? registration.obtain() : null;
  }

  private ClientRegistration discover() {
    String issuer = requireNonNull(properties.issuer(), "issuer is null").toString();
    Map<String, Object> configuration;
    try {
      configuration =
          RestClient.builder()
              .requestFactory(http)
              .build()
              .get()
              .uri(issuer.replaceFirst("/+$", "") + DISCOVERY)
              .retrieve()
              .body(new ParameterizedTypeReference<>() {});
    } catch (RestClientException e) {
      throw new UnreachableException(e);
    }
    if (configuration == null || !issuer.equals(configuration.get("issuer"))) {
      throw new IllegalStateException(
          "the service does not call itself what menshen.access.oidc.issuer says; set it to what"
              + " its discovery document says");
    }
    String secret = secret();
    ClientRegistration.Builder builder =
        ClientRegistrations.fromOidcConfiguration(configuration)
            .registrationId(ID)
            .clientId(requireNonNull(properties.clientId(), "clientId is null"))
            .clientName(properties.label())
            .scope(properties.scopes());
    return secret == null
        ? builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build()
        : builder.clientSecret(secret).build();
  }

  private @Nullable String secret() {
    Path file = properties.clientSecretFile();
    if (file == null) {
      return properties.clientSecret();
    }
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "the file that menshen.access.oidc.client-secret-file names cannot be read: " + file, e);
    }
  }

  /** Gets the tokens for a code. */
  RestClientAuthorizationCodeTokenResponseClient tokens() {
    RestClientAuthorizationCodeTokenResponseClient tokens =
        new RestClientAuthorizationCodeTokenResponseClient();
    tokens.setRestClient(
        RestClient.builder()
            .requestFactory(http)
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return tokens;
  }

  /** Asks the service for what the token does not say of somebody. */
  OidcUserService users() {
    DefaultOAuth2UserService asking = new DefaultOAuth2UserService();
    RestTemplate template = new RestTemplate(http);
    template.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
    asking.setRestOperations(template);
    OidcUserService users = new OidcUserService();
    users.setOauth2UserService(asking);
    return users;
  }

  /** Checks a token: who signed it, for whom, and until when it holds. */
  JwtDecoder decoder(ClientRegistration registration) {
    return decoder.obtain();
  }

  private JwtDecoder makeDecoder() {
    ClientRegistration known = registration.obtain();
    NimbusJwtDecoder made =
        NimbusJwtDecoder.withJwkSetUri(
                requireNonNull(known.getProviderDetails().getJwkSetUri(), "jwks_uri is null"))
            .jwsAlgorithms(
                algorithms -> algorithms.addAll(Arrays.asList(SignatureAlgorithm.values())))
            .restOperations(new RestTemplate(http))
            .build();
    made.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(known)));
    made.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
    return made;
  }

  /** The service does not answer. */
  static final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnreachableException(Throwable cause) {
      super("the service of the single sign-on does not answer", cause);
    }
  }
}
