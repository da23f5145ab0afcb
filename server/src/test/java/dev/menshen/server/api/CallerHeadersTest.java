package dev.menshen.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.menshen.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CallerHeadersTest {
  private final MockHttpServletRequest request = new MockHttpServletRequest();

  @Test
  void aCallerThatNamesNothingIsTheDefaultApplicationOfTheDefaultTenant() {
    assertThat(CallerHeaders.scope(request)).isEqualTo(Scope.DEFAULT);
    assertThat(CallerHeaders.tenant(request)).isEqualTo("default");
  }

  @Test
  void theHeadersNameTenantAndApplication() {
    request.addHeader("menshen-tenant", "acme");
    request.addHeader("menshen-application", "forum");

    assertThat(CallerHeaders.scope(request)).isEqualTo(Scope.application("acme", "forum"));
    assertThat(CallerHeaders.tenant(request)).isEqualTo("acme");
  }

  @Test
  void whatIsNotNamedIsTheDefaultBesideWhatIs() {
    request.addHeader("Menshen-Application", "forum");

    assertThat(CallerHeaders.scope(request)).isEqualTo(Scope.application("default", "forum"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "a b", "../acme", "a/b", "-acme"})
  void aNameThatIsNoneIsRefusedWithItsHeaderAndWithoutBeingRepeated(String name) {
    request.addHeader("Menshen-Tenant", name);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> CallerHeaders.scope(request))
        .withMessage(
            "the header Menshen-Tenant is no name: the tenant's name is not 1 to 64 of a-z, 0-9,"
                + " '.', '-' and '_', beginning with a letter or a digit; mend it, or leave it out"
                + " for \"default\"")
        .satisfies(e -> assertThat(e.param()).hasValue("Menshen-Tenant"));
  }

  @Test
  void twoNamesAreRefused() {
    request.addHeader("Menshen-Application", "forum");
    request.addHeader("Menshen-Application", "shop");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> CallerHeaders.scope(request))
        .withMessageContaining("the header Menshen-Application occurs more than once");
  }
}
