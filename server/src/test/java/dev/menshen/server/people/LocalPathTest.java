package dev.menshen.server.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/account",
        "/console/bans",
        "/console/bans?tenant=acme&cursor=a%3D",
        "/docs/"
      })
  void aPageOfOursIsKept(String path) {
    assertThat(LocalPath.of(path)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/%09/evil.example",
        "/%2F/evil.example",
        "/.//evil.example",
        "javascript:alert(1)",
        "/console/../../evil",
        "/a?next=//evil.example",
        "/a#//evil.example",
        "/@evil.example",
        "evil.example",
        "/login",
        "/login/code",
        "/logout"
      })
  void whatLeadsElsewhereOrInACircleLeadsToTheStart(String path) {
    assertThat(LocalPath.of(path)).isEqualTo("/");
  }

  @Test
  void whatIsTooLongLeadsToTheStart() {
    assertThat(LocalPath.of("/" + "a".repeat(500))).isEqualTo("/");
  }
}
