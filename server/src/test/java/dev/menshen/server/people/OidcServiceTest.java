package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

class OidcServiceTest {
  @Test
  void aServerStartsWithoutTheServiceAndAsksItAgainWhenItIsThere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    OidcService service = service("http://127.0.0.1:" + port);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> service.findByRegistrationId("sso"))
          .isInstanceOf(OidcService.UnreachableException.class);
    }
    assertThat(service.findByRegistrationId("another")).isNull();
  }

  @Test
  void aServiceThatCallsItselfOtherwiseIsNotBelieved() {
    try (FakeOidcService fake = new FakeOidcService()) {
      OidcService service = service(fake.issuer() + "/");

      assertThatIllegalStateException()
          .isThrownBy(() -> service.findByRegistrationId("sso"))
          .withMessageContaining("menshen.access.oidc.issuer");
    }
  }

  @Test
  void theServiceSaysWhereItsPartsAre() {
    try (FakeOidcService fake = new FakeOidcService()) {
      ClientRegistration found = service(fake.issuer()).findByRegistrationId("sso");

      assertThat(found).isNotNull();
      assertThat(found.getProviderDetails().getTokenUri()).isEqualTo(fake.issuer() + "/token");
      assertThat(found.getScopes()).containsExactly("openid", "profile", "email");
    }
  }

  private static OidcService service(String issuer) {
    return new OidcService(
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "menshen.access.oidc.issuer", issuer,
                        "menshen.access.oidc.client-id", "menshen",
                        "menshen.access.oidc.client-secret", "secret")))
            .bind("menshen.access.oidc", Bindable.of(OidcProperties.class))
            .get());
  }
}
