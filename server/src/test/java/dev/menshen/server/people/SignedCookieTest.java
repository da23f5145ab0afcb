package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Secret;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

class SignedCookieTest {
  private final SignedCookie cookie = new SignedCookie(Secret.of(new byte[32]));

  @Test
  void theIdComesBackFromTheCookie() {
    assertThat(read(written("an-id", false).split(";")[0].split("=")[1])).containsExactly("an-id");
  }

  @Test
  void anIdAloneOrWithAnotherDigestIsNone() {
    String value = written("an-id", false).split(";")[0].split("=")[1];

    assertThat(read("an-id")).isEmpty();
    assertThat(read("an-id.")).isEmpty();
    assertThat(read(value.replace("an-id", "another-id"))).isEmpty();
    assertThat(read(value.substring(0, value.length() - 1))).isEmpty();
    assertThat(new SignedCookie(Secret.random()).readCookieValues(request(value))).isEmpty();
  }

  @Test
  void noScriptAndNoOtherSitesFormGetsTheCookieAndOverTlsNoPlainConnection() {
    assertThat(written("an-id", false))
        .startsWith("menshen-session=an-id.")
        .contains("Path=/", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure", "Max-Age", "Domain");
    assertThat(written("an-id", true)).contains("Secure");
  }

  @Test
  void theCookieIsTakenAwayAtTheEnd() {
    assertThat(written("", false)).startsWith("menshen-session=;").contains("Max-Age=0");
  }

  private List<String> read(String value) {
    return cookie.readCookieValues(request(value));
  }

  private static MockHttpServletRequest request(String value) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setCookies(new Cookie("menshen-session", value));
    return request;
  }

  private String written(String id, boolean secure) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSecure(secure);
    MockHttpServletResponse response = new MockHttpServletResponse();
    cookie.writeCookieValue(new CookieValue(request, response, id));
    return String.valueOf(response.getHeader("Set-Cookie"));
  }
}
