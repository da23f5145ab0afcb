package dev.menshen.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.moderations.Moderation;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.moderations.ModerationCreateResponse;
import com.openai.models.moderations.ModerationImageUrlInput;
import com.openai.models.moderations.ModerationMultiModalInput;
import com.openai.models.moderations.ModerationTextInput;
import dev.menshen.server.ServerTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** OpenAI's own client for Java against this server. */
@ServerTest
class OpenAiClientTest {
  @LocalServerPort private int port;
  private OpenAIClient client;

  @BeforeEach
  void connect() {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl("http://127.0.0.1:%d/v1".formatted(port))
            .apiKey("any")
            .maxRetries(0)
            .responseValidation(true)
            .build();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void readsTheResultOfAString() {
    ModerationCreateResponse response =
        client.moderations().create(params().input("unsafe words").build());

    assertThat(response.id()).startsWith("modr-");
    assertThat(response.model()).isEqualTo("fake-guard");
    Moderation moderation = response.results().getFirst();
    moderation.validate();
    assertThat(moderation.flagged()).isTrue();
    assertThat(moderation.categories().violence()).isTrue();
    assertThat(moderation.categories().illicitViolent()).hasValue(true);
    assertThat(moderation.categories().harassment()).isFalse();
    assertThat(moderation.categoryScores().violence()).isEqualTo(0.9);
    assertThat(moderation.categoryScores().sexualMinors()).isLessThan(0.5);
    assertThat(moderation.categoryAppliedInputTypes().hateThreatening()).hasSize(1);
    assertThat(moderation._additionalProperties()).containsKey("menshen");
  }

  @Test
  void readsAResultForEachStringInOrder() {
    ModerationCreateResponse response =
        client
            .moderations()
            .create(params().inputOfStrings(List.of("safe", "unsafe", "safe")).build());

    assertThat(response.results())
        .extracting(Moderation::flagged)
        .containsExactly(false, true, false);
  }

  @Test
  void readsOneResultForTextPartsTogether() {
    ModerationCreateResponse response =
        client
            .moderations()
            .create(
                params()
                    .inputOfModerationMultiModalArray(List.of(text("controversial"), text("end")))
                    .build());

    assertThat(response.results()).extracting(Moderation::flagged).containsExactly(true);
  }

  @Test
  void understandsThatImagesAreRefused() {
    ModerationMultiModalInput image =
        ModerationMultiModalInput.ofImageUrl(
            ModerationImageUrlInput.builder()
                .imageUrl(
                    ModerationImageUrlInput.ImageUrl.builder()
                        .url("https://images.example/1.png")
                        .build())
                .build());

    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(
            () ->
                client
                    .moderations()
                    .create(
                        params()
                            .inputOfModerationMultiModalArray(List.of(text("safe"), image))
                            .build()))
        .satisfies(
            e -> {
              assertThat(e.param()).hasValue("input[1].type");
              assertThat(e.type()).hasValue("invalid_request_error");
              assertThat(e.getMessage()).contains("reads text only");
            });
  }

  @Test
  void understandsThatAnEmptyInputIsRefused() {
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> client.moderations().create(params().input("").build()))
        .satisfies(e -> assertThat(e.param()).hasValue("input"));
  }

  @Test
  void throwsWhenTheTextWasNotScanned() {
    assertThatExceptionOfType(UnprocessableEntityException.class)
        .isThrownBy(() -> client.moderations().create(params().input("unsupported").build()))
        .satisfies(e -> assertThat(e.code()).hasValue("unsupported_language"));
    assertThatExceptionOfType(InternalServerException.class)
        .isThrownBy(() -> client.moderations().create(params().input("crash").build()))
        .satisfies(e -> assertThat(e.code()).hasValue("guard_failed"));
  }

  private static ModerationCreateParams.Builder params() {
    return ModerationCreateParams.builder().model("omni-moderation-latest");
  }

  private static ModerationMultiModalInput text(String text) {
    return ModerationMultiModalInput.ofText(ModerationTextInput.builder().text(text).build());
  }
}
