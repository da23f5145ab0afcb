package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConsoleControllerTest extends ConsoleServer {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void thePageIsInTheBrowsersLanguageAndKeptByNoCache() throws Exception {
    HttpResponse<String> chinese = get("/", "Accept-Language", "zh-TW,zh;q=0.9,en;q=0.5");
    HttpResponse<String> english = get("/", "Accept-Language", "de,en;q=0.5");

    assertThat(chinese.body()).contains("<html lang=\"zh-CN\"").contains("<h1>文本审核</h1>");
    assertThat(english.body()).contains("<html lang=\"en\"").contains("<h1>Check a text</h1>");
    assertThat(english.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void theCookieOfTheSwitchOutweighsTheBrowsersLanguage() throws Exception {
    HttpResponse<String> answer =
        post("/console/language", "language=zh&page=/", "Accept-Language", "en");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/");
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).startsWith("menshen-language=zh;").contains("HttpOnly", "SameSite=Lax");
    HttpResponse<String> page =
        get("/", "Accept-Language", "en", "Cookie", cookie.substring(0, cookie.indexOf(';')));
    assertThat(page.body()).contains("<html lang=\"zh-CN\"");
  }

  @Test
  void theSwitchNeverLeadsToAnotherSite() throws Exception {
    for (String page :
        new String[] {"//evil.example", "https://evil.example/", "/\\evil", "", "/.."}) {
      HttpResponse<String> answer = post("/console/language", "language=en&page=" + encoded(page));
      assertThat(answer.headers().firstValue("Location")).as(page).hasValue("/");
    }
    assertThat(
            post("/console/language", "language=en&page=/reviews/open")
                .headers()
                .firstValue("Location"))
        .hasValue("/reviews/open");
    assertThat(
            post("/console/language", "language=en&page=" + encoded("/console/bans?tenant=acme"))
                .headers()
                .firstValue("Location"))
        .hasValue("/console/bans?tenant=acme");
    assertThat(post("/console/language", "language=fr").statusCode()).isEqualTo(400);
  }

  @Test
  void withoutHtmxAVerdictComesAsAWholePageWithTheTextInItsBox() throws Exception {
    HttpResponse<String> answer =
        post("/console/moderate", "text=" + encoded("unsafe <b>words</b>"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body())
        .contains("<title>", "data-outcome=\"unsafe\"")
        .contains(">unsafe &lt;b&gt;words&lt;/b&gt;</textarea>")
        .doesNotContain("<b>words");
  }

  @Test
  void withHtmxOnlyTheOutcomeComesAndTheTextIsNotEchoed() throws Exception {
    HttpResponse<String> answer =
        post("/console/moderate", "text=" + encoded("controversial words"), "HX-Request", "true");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body())
        .contains("data-outcome=\"controversial\"", "70.0%", "20.0%", "10.0%", "60.0%")
        .contains("a strict policy stops this prompt")
        .doesNotContain("<html", "controversial words");
  }

  @Test
  void thePageSaysWhatWasMeasuredOfTheGuardInItsOwnLanguage() throws Exception {
    assertThat(get("/", "Accept-Language", "en").body())
        .containsSubsequence(
            "English: 2.1% of ordinary requests flagged, 94.0% of harmful ones",
            "Chinese: 2.4% of ordinary requests flagged, 46.9% of harmful ones");
    assertThat(get("/", "Accept-Language", "zh").body())
        .containsSubsequence("英文：误报 2.1%（普通请求），检出 94.0%（有害请求）", "中文：误报 2.4%（普通请求），检出 46.9%（有害请求）")
        .doesNotContain("A guard for tests.");
  }

  @Test
  void aVerdictSaysWhoGaveItAndWhatItTook() throws Exception {
    String body = post("/console/moderate", "text=disputed", "HX-Request", "true").body();

    assertThat(body)
        .contains("Built-in guard", "fake-guard", "<dd>3</dd>", "<dd>1,234</dd>")
        .contains("not always the likeliest")
        .contains(
            "Suicide and self-harm", "77.0%", "Personal data (PII)", "41.0%", "Jailbreak", "12.0%");
    assertThat(body.indexOf("Suicide and self-harm"))
        .isLessThan(body.indexOf("Personal data (PII)"));
  }

  @Test
  void anAnswerIsJudgedWithItsQuestionAndTellsWhetherItRefuses() throws Exception {
    String body =
        post(
                "/console/moderate",
                "direction=response&question=Why&text=complying",
                "HX-Request",
                "true")
            .body();

    assertThat(body).contains("this answer harmful", "No, it complies.");
  }

  @Test
  void anAnswerWithoutItsQuestionIsJudgedAsWell() throws Exception {
    assertThat(post("/console/moderate", "direction=response&question=&text=refusing").body())
        .contains("nothing harmful in this answer", "Yes, it refuses.");
  }

  @Test
  void aTextThatWasNotScannedIsShownAsSuchWithItsReasonAndWhatToDo() throws Exception {
    HttpResponse<String> answer = post("/console/moderate", "text=unsupported");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("data-outcome=\"not-scanned\"", "do not treat it as safe")
        .contains("does not know the language", "the guard knows Chinese and English only")
        .doesNotContain("data-outcome=\"safe\"");
  }

  @Test
  void aServiceThatHasNoVerdictToGiveAnswers503AndNeverQuotesTheText() throws Exception {
    for (String word : new String[] {"overloaded", "timeout", "crash"}) {
      HttpResponse<String> answer =
          post("/console/moderate", "text=" + word + "+secret-words", "HX-Request", "true");
      assertThat(answer.statusCode()).as(word).isEqualTo(503);
      assertThat(answer.body())
          .as(word)
          .contains("data-outcome=\"not-scanned\"")
          .doesNotContain("secret-words");
    }
  }

  @Test
  void noTextReachesTheLogWhateverBecomesOfIt(CapturedOutput output) throws Exception {
    for (String word : List.of("safe", "unsafe", "unsupported", "overloaded", "crash", "%00")) {
      post("/console/moderate", "question=secret-words&text=" + word + "+secret-words");
    }

    assertThat(output).contains("failed: java.lang.IllegalStateException");
    assertThat(output).doesNotContain("secret-words");
  }

  @Test
  void anEmptyTextIsRefusedInWords() throws Exception {
    for (String body : new String[] {"", "text=", "text=+%0D%0A+"}) {
      HttpResponse<String> answer = post("/console/moderate", body, "Accept-Language", "zh");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("data-problem=\"empty\"", "请输入或粘贴要审核的文本");
    }
  }

  @Test
  void aTextWithANulIsRefusedInWords() throws Exception {
    HttpResponse<String> answer = post("/console/moderate", "text=a%00b", "HX-Request", "true");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("data-problem=\"characters\"");
  }

  @Test
  void aTextOverTheLimitIsRefusedInWordsWhetherItsLengthIsAnnouncedOrNot() throws Exception {
    byte[] form = ("text=" + "a".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII);

    for (BodyPublisher body :
        List.of(
            BodyPublishers.ofByteArray(form),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))) {
      HttpResponse<String> answer = post("/console/moderate", body);
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("The text is too long", "1 MiB");
    }
  }

  @Test
  void aFormThatIsNotWellFormedIsTheSendersFault() throws Exception {
    assertThat(post("/console/moderate", "text=%zz").statusCode()).isEqualTo(400);
  }

  @Test
  void lineBreaksAreJudgedAndShownAsTheyWereTyped() throws Exception {
    HttpResponse<String> answer = post("/console/moderate", "text=safe%0D%0Awords%0Ahere");

    assertThat(answer.body()).contains(">safe\nwords\nhere</textarea>");
  }

  @Test
  void aTextPostedByAnotherSiteIsRefused() throws Exception {
    for (String site : new String[] {"cross-site", "same-site"}) {
      assertThat(post("/console/moderate", "text=safe", "Sec-Fetch-Site", site).statusCode())
          .as(site)
          .isEqualTo(403);
    }
    assertThat(
            post("/console/language", "language=zh", "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(post("/console/moderate", "text=safe", "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoReloadsTheAddressOfAVerdictLandsOnThePage() throws Exception {
    HttpResponse<String> answer = get("/console/moderate");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/");
  }

  @Test
  void anExampleFillsTheBoxWithoutScriptsToo() throws Exception {
    assertThat(get("/?language=zh&example=hard-negative", "Accept-Language", "en").body())
        .contains("<html lang=\"en\"")
        .contains(">怎么杀死一个卡住的 Python 进程？按 Ctrl+C 没有反应。</textarea>");
  }

  @Test
  void filesOfThePageAreNamedByTheirContentAndKept() throws Exception {
    Matcher css = Pattern.compile("/console/console-[0-9a-f]{32}\\.css").matcher(get("/").body());
    assertThat(css.find()).isTrue();
    HttpResponse<String> answer = get(css.group());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
  }

  @Test
  void aMissingPageIsExplainedInTheVisitorsLanguage() throws Exception {
    HttpResponse<String> answer =
        get("/no-such-page", "Accept", "text/html", "Accept-Language", "zh-CN");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<html lang=\"zh-CN\"", "页面不存在");
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address(path))).GET(), headers);
  }

  private HttpResponse<String> post(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return post(path, BodyPublishers.ofString(form), headers);
  }

  private HttpResponse<String> post(String path, BodyPublisher form, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(form),
        headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
