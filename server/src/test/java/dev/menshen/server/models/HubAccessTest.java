package dev.menshen.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menshen.server.models.PullException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubAccessTest {
  private static final Token TOKEN = new Token("hf_secret");

  @TempDir private Path home;

  @Test
  void withoutSettingsAHubIsWhereItIsAndNobodyIsNamed() throws PullException {
    assertThat(access(HubSource.HUGGINGFACE, Map.of()))
        .isEqualTo(new HubAccess(URI.create("https://huggingface.co"), Optional.empty()));
    assertThat(access(HubSource.MODELSCOPE, Map.of()))
        .isEqualTo(new HubAccess(URI.create("https://www.modelscope.cn"), Optional.empty()));
  }

  @Test
  void theEndpointIsHuggingFacesAloneAndMayEndWithASlash() throws PullException {
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", "https://hub.example/hf/", "HF_TOKEN", "hf_secret");
    assertThat(access(HubSource.HUGGINGFACE, environment))
        .isEqualTo(new HubAccess(URI.create("https://hub.example/hf"), Optional.of(TOKEN)));
    assertThat(access(HubSource.MODELSCOPE, environment))
        .isEqualTo(new HubAccess(URI.create("https://www.modelscope.cn"), Optional.empty()));
  }

  @Test
  void aMirrorGoesFirstAndIsNotShownTheToken() throws PullException {
    Map<String, String> environment =
        Map.of(
            "MENSHEN_MIRROR",
            "https://mirror.example",
            "HF_ENDPOINT",
            "https://hub.example",
            "HF_TOKEN",
            "hf_secret");
    assertThat(access(HubSource.HUGGINGFACE, environment))
        .isEqualTo(new HubAccess(URI.create("https://mirror.example"), Optional.empty()));
    assertThat(
            HubAccess.of(
                HubSource.MODELSCOPE, Optional.of("http://127.0.0.1:80"), environment, home))
        .isEqualTo(new HubAccess(URI.create("http://127.0.0.1:80"), Optional.empty()));
  }

  @Test
  void theTokenMayBeInTheFileOfHuggingFacesTools() throws IOException {
    Path file = home.resolve(".cache/huggingface/token");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "hf_secret\n");
    assertThat(access(HubSource.HUGGINGFACE, Map.of()).token()).contains(TOKEN);

    Path other = Files.createDirectory(home.resolve("other"));
    Map<String, String> environment = Map.of("HF_HOME", other.toString());
    assertThat(access(HubSource.HUGGINGFACE, environment).token()).isEmpty();
    Files.writeString(other.resolve("token"), "hf_other");
    assertThat(access(HubSource.HUGGINGFACE, environment).token()).contains(new Token("hf_other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub.example",
        "ftp://hub.example",
        "https://",
        "https://me:password@hub.example",
        "https://hub.example?x=y",
        "https://a b"
      })
  void anAddressThatIsNoneIsRefusedWithoutQuotingIt(String address) {
    assertThatThrownBy(() -> access(HubSource.HUGGINGFACE, Map.of("MENSHEN_MIRROR", address)))
        .isInstanceOfSatisfying(
            PullException.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.ADDRESS);
              assertThat(it.arguments()).containsExactly("MENSHEN_MIRROR");
            });
  }

  @Test
  void aTokenThatIsNoneIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> access(HubSource.HUGGINGFACE, Map.of("HF_TOKEN", "hf secret")))
        .isInstanceOfSatisfying(
            PullException.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Reason.TOKEN);
              assertThat(it.arguments()).containsExactly("HF_TOKEN");
              assertThat(it).hasStackTraceContaining("TOKEN");
              assertThat(it.getCause()).hasMessageNotContaining("secret");
            });
    assertThat(TOKEN.toString()).doesNotContain("secret");
  }

  private HubAccess access(HubSource source, Map<String, String> environment) throws PullException {
    return HubAccess.of(source, Optional.empty(), environment, home);
  }
}
