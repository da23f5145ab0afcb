package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LanguageTest {
  private final LanguageResolver resolver = new LanguageResolver();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zh                      | ZH
          zh-CN,zh;q=0.9          | ZH
          zh-Hant-TW              | ZH
          de,zh;q=0.4,en;q=0.3    | ZH
          en-GB,en;q=0.9,zh;q=0.8 | EN
          zh;q=0.2,en             | EN
          de-DE,fr                | EN
          *                       | EN
          en;q=nonsense           | EN
          ;;,                     | EN
          """)
  void theBrowsersPreferenceDecides(String acceptLanguage, Language expected) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Accept-Language", acceptLanguage);

    assertThat(resolver.resolveLocale(request)).isEqualTo(expected.locale());
  }

  @Test
  void whoStatesNoPreferenceReadsEnglishWhateverTheServersOwnLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
      assertThat(resolver.resolveLocale(new MockHttpServletRequest())).isEqualTo(Locale.ENGLISH);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theCookieOutweighsTheBrowser() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Accept-Language", "en");
    request.setCookies(new Cookie(LanguageResolver.COOKIE, "zh"));

    assertThat(resolver.resolveLocale(request)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
  }

  @ParameterizedTest
  @CsvSource({"fr", "''", "zh_CN; x", "../.."})
  void aCookieThatNamesNoLanguageOfOursIsPassedOver(String value) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Accept-Language", "zh");
    request.setCookies(new Cookie(LanguageResolver.COOKIE, value));

    assertThat(resolver.resolveLocale(request)).isEqualTo(Locale.SIMPLIFIED_CHINESE);
  }

  @Test
  void theChoiceIsRememberedForAYearInACookieThatScriptsCannotRead() {
    MockHttpServletResponse response = new MockHttpServletResponse();
    resolver.setLocale(new MockHttpServletRequest(), response, Language.ZH.locale());

    assertThat(response.getHeader("Set-Cookie"))
        .startsWith("menshen-language=zh;")
        .contains("Path=/", "Max-Age=31536000", "HttpOnly", "SameSite=Lax");
  }
}
