package dev.menshen.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.Scope;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.server.Http;
import dev.menshen.server.ban.TenantBans;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BansControllerTest extends ConsoleServer {
  private static final Pattern ROW = Pattern.compile("data-subject=\"[0-9a-f]{64}\"");
  private static final Pattern NEXT =
      Pattern.compile("href=\"(/console/bans\\?tenant=[^\"]*&amp;cursor=[^\"]+)\"");

  @Autowired private TenantBans bans;
  @Autowired private Secret secret;
  private final String tenant = "console-" + UUID.randomUUID();

  @Test
  void thePageIsKeptByNoCacheAndShowsTheDefaultTenantToWhomeverNamesNone() throws Exception {
    for (String path : new String[] {"/console/bans", "/console/bans?tenant="}) {
      HttpResponse<String> page = get(path);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(page.body()).contains("Bans of the tenant “default”");
    }
  }

  @Test
  void whatABanIsAndWhatToDoIsToldWhereNobodyIsBanned() throws Exception {
    assertThat(get("/console/bans?tenant=" + tenant).body())
        .contains("Nobody is banned.", "is a strike against its user", "ban a user by hand")
        .doesNotContain("<table");
  }

  @Test
  void bansComeInPagesThatTogetherHoldEachOnce() throws Exception {
    for (int user = 0; user < bans.pageSize() + 3; user++) {
      ban("user-" + user);
    }

    String first = get("/console/bans?tenant=" + tenant).body();
    Matcher next = NEXT.matcher(first);
    assertThat(next.find()).isTrue();
    String last = get(next.group(1).replace("&amp;", "&")).body();

    assertThat(ROW.matcher(first).results()).hasSize(bans.pageSize());
    assertThat(ROW.matcher(last).results()).hasSize(3);
    assertThat(first).doesNotContain("First page");
    assertThat(last).contains("First page").doesNotContain("Next page");
    ROW.matcher(last).results().forEach(row -> assertThat(first).doesNotContain(row.group()));
  }

  @Test
  void whenTheLastBanOfALaterPageIsLiftedTheFirstPageIsShown() throws Exception {
    for (int user = 0; user < bans.pageSize() + 1; user++) {
      ban("user-" + user);
    }
    Matcher next = NEXT.matcher(get("/console/bans?tenant=" + tenant).body());
    assertThat(next.find()).isTrue();
    String cursor = next.group(1).substring(next.group(1).indexOf("cursor=") + 7);
    String last = get(next.group(1).replace("&amp;", "&")).body();
    Matcher row = ROW.matcher(last);
    assertThat(row.find()).isTrue();
    String subject = row.group().substring(14, 78);

    String page =
        post("/lift", "tenant=%s&subject=%s&cursor=%s".formatted(tenant, subject, cursor)).body();

    assertThat(page).contains("data-notice=\"lifted\"").doesNotContain("data-empty");
    assertThat(ROW.matcher(page).results()).hasSize(bans.pageSize());
  }

  @Test
  void withHtmxOnlyTheFragmentComes() throws Exception {
    assertThat(post("/lookup", "tenant=" + tenant + "&user=user-7", "HX-Request", "true").body())
        .contains("data-standing", "not banned")
        .doesNotContain("<html");
    assertThat(post("/lookup", "tenant=" + tenant + "&user=user-7").body()).contains("<html");
  }

  @Test
  void noTenantSeesOrLiftsTheBanOfAnother() throws Exception {
    Subject subject = ban("user-7");

    HttpResponse<String> answer = post("/lift", "tenant=other&subject=" + subject.digest());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("data-notice=\"not-banned\"");
    assertThat(get("/console/bans?tenant=other").body()).doesNotContain(subject.digest());
    assertThat(bans.standing(subject, scope()).ban()).isPresent();
  }

  @Test
  void whatCannotBeLiftedIsToldInASentence() throws Exception {
    for (String subject : new String[] {"", "none", "0".repeat(64), "%3Cb%3E"}) {
      HttpResponse<String> answer = post("/lift", "tenant=" + tenant + "&subject=" + subject);
      assertThat(answer.statusCode()).as(subject).isEqualTo(404);
      assertThat(answer.body()).contains("There was no ban to lift").doesNotContain("<b>");
    }
  }

  @Test
  void tenantsIdsAndCursorsThatAreNoneAreRefusedInASentence() throws Exception {
    String bad = URLEncoder.encode("<b>Bad</b>", StandardCharsets.UTF_8);
    HttpResponse<String> page = get("/console/bans?tenant=" + bad);
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body()).contains("There can be no tenant of this name").doesNotContain("<b>");
    for (String path : new String[] {"/lookup", "/lift"}) {
      HttpResponse<String> answer = post(path, "tenant=" + bad + "&user=u");
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("data-notice=\"tenant\"");
    }
    assertThat(post("/lookup", "tenant=" + tenant + "&user=+").body())
        .contains("This is no user id");
    HttpResponse<String> cursor = get("/console/bans?tenant=" + tenant + "&cursor=none");
    assertThat(cursor.statusCode()).isEqualTo(422);
    assertThat(cursor.body()).contains("here is the first one", "Nobody is banned.");
  }

  @Test
  void whatAnotherSitePostsIsRefusedAndLiftsNothing() throws Exception {
    Subject subject = ban("user-7");

    HttpResponse<String> answer =
        post(
            "/lift",
            "tenant=" + tenant + "&subject=" + subject.digest(),
            "Sec-Fetch-Site",
            "cross-site");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(bans.standing(subject, scope()).ban()).isPresent();
  }

  @Test
  void aFormThatIsNotWellFormedIsTheSendersFault() throws Exception {
    assertThat(post("/lookup", "user=%zz").statusCode()).isEqualTo(400);
  }

  @Test
  void whoReloadsTheAddressOfAnAnswerLandsOnThePage() throws Exception {
    for (String path : new String[] {"/console/bans/lookup", "/console/bans/lift"}) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(answer.headers().firstValue("Location")).hasValue("/console/bans");
    }
  }

  @Test
  void noIdReachesTheLog(CapturedOutput output) throws Exception {
    for (String user : new String[] {"pineapple-7", "pineapple%00", "pineapple".repeat(100)}) {
      post("/lookup", "tenant=" + tenant + "&user=" + user);
    }

    assertThat(output.toString()).doesNotContain("pineapple");
  }

  private Subject ban(String user) {
    Subject subject = Subject.of(secret, tenant, user);
    bans.ban(subject, scope(), Duration.ofHours(1), "spam");
    return subject;
  }

  private Scope scope() {
    return Scope.application(tenant, Scope.DEFAULT_NAME);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http().get(path, "Accept", "text/html");
  }

  private HttpResponse<String> post(String path, String form, String... headers)
      throws IOException, InterruptedException {
    String[] all = new String[headers.length + 4];
    all[0] = "Content-Type";
    all[1] = "application/x-www-form-urlencoded";
    all[2] = "Accept";
    all[3] = "text/html";
    System.arraycopy(headers, 0, all, 4, headers.length);
    return http().post("/console/bans" + path, form.getBytes(StandardCharsets.UTF_8), all);
  }

  private Http http() {
    return new Http(URI.create(address("/")).getPort());
  }
}
