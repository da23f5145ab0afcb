package dev.menshen.server.people;

import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The pages of a login, and the way out. */
@Controller
@Requires({})
final class LoginController {
  private static final String PATH = "/login";

  /** An answer that says "busy" is as good as the next attempt a moment later. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  private final SignIn signIn;
  private final Logins logins;
  private final OidcProperties oidc;
  private final AdministrativeActs acts;

  LoginController(SignIn signIn, Logins logins, OidcProperties oidc, AdministrativeActs acts) {
    this.signIn = signIn;
    this.logins = logins;
    this.oidc = oidc;
    this.acts = acts;
  }

  @ModelAttribute
  void forbidCaching(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
  }

  @GetMapping(PATH)
  Object page(
      @RequestParam(defaultValue = "/") String next,
      @RequestParam(defaultValue = "") String notice,
      HttpServletRequest request) {
    if (logins.account(request).isPresent()) {
      return seeOther(LocalPath.of(next));
    }
    return render("login", LocalPath.of(next), LoginNotice.ofKey(notice).orElse(null), "");
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Object login(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "/") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    String safeNext = LocalPath.of(next);
    SignIn.Outcome outcome = signIn.password(name, password, request.getRemoteAddr());
    if (outcome instanceof SignIn.Outcome.CodeNeeded(Account account)) {
      logins.await(request, account, safeNext);
      return seeOther(PATH + "/code");
    }
    return answer("login", outcome, LoginNotice.WRONG, safeNext, request, response, locale);
  }

  @GetMapping(PATH + "/code")
  Object codePage(HttpServletRequest request) {
    if (logins.awaited(request).isEmpty()) {
      return seeOther(PATH);
    }
    return render("login-code", logins.next(request), null, "");
  }

  @PostMapping(path = PATH + "/code", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Object code(
      @RequestParam(defaultValue = "") String code,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    String next = logins.next(request);
    Optional<Account> account = logins.awaited(request);
    if (account.isEmpty()) {
      return render("login", LocalPath.of(next), LoginNotice.LATE, "");
    }
    return answer(
        "login-code",
        signIn.code(account.get(), code, request.getRemoteAddr()),
        LoginNotice.WRONG_CODE,
        next,
        request,
        response,
        locale);
  }

  /** Where somebody lands who reloads the address. */
  @GetMapping("/logout")
  RedirectView logoutPage() {
    return seeOther("/");
  }

  @PostMapping("/logout")
  RedirectView logout(HttpServletRequest request) {
    logins
        .account(request)
        .ifPresent(
            account ->
                acts.record(
                    new AdministrativeAct(
                        SignIn.actor(account, account.permissions()),
                        "person.logout",
                        account.id(),
                        account.scope(),
                        Map.of())));
    logins.close(request);
    return seeOther(notice(LoginNotice.OUT));
  }

  /** The address of the login with something to tell. */
  static String notice(LoginNotice notice) {
    return PATH + "?notice=" + notice.key();
  }

  /** Leads a browser to another page of this server, whatever the method was. */
  static RedirectView seeOther(String path) {
    RedirectView redirect = new RedirectView(path);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return redirect;
  }

  /** Where somebody goes who has just logged in. */
  static String landing(Account account, String next, Logins logins) {
    boolean toStart = next.isEmpty() || next.equals("/");
    boolean mayStart = SignIn.actor(account, logins.permissions(account)).may(Permission.MODERATE);
    return logins.lacksSecondFactor(account) || (toStart && !mayStart)
        ? "/account"
        : LocalPath.of(toStart ? "/" : next);
  }

  private Object answer(
      String view,
      SignIn.Outcome outcome,
      LoginNotice wrong,
      String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    return switch (outcome) {
      case SignIn.Outcome.Right(Account account) -> {
        logins.open(request, response, account);
        yield seeOther(landing(account, next, logins));
      }
      case SignIn.Outcome.CodeNeeded _, SignIn.Outcome.Wrong _ -> render(view, next, wrong, "");
      case SignIn.Outcome.Wait(Duration duration) -> {
        long seconds = Math.max(1, duration.plusMillis(999).toSeconds());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        String written = NumberFormat.getIntegerInstance(locale).format(seconds);
        yield render(view, next, LoginNotice.WAIT, written);
      }
      case SignIn.Outcome.Busy _ -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(MOMENT.toSeconds()));
        yield render(view, next, LoginNotice.BUSY, "");
      }
    };
  }

  private ModelAndView render(
      String view, String next, @Nullable LoginNotice notice, String seconds) {
    String service = oidc.isConfigured() ? oidc.label() : null;
    return new ModelAndView(
        view,
        Map.of("page", new LoginPage(next, notice, seconds, service)),
        notice == null ? HttpStatus.OK : notice.status());
  }
}
