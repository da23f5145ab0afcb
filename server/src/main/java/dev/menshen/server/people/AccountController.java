package dev.menshen.server.people;

import dev.menshen.server.access.NotAdmittedException;
import dev.menshen.server.access.Requires;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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

/**
 * The page on which somebody sees and changes what is their own. What would let a stranger stay in
 * who sits down at an open browser, or lock the owner out, needs the password once more.
 */
@Controller
@Requires({})
final class AccountController {
  private static final String PATH = "/account";
  private static final String PROPOSED = "proposed second factor";

  private final AccountStore accounts;
  private final SignIn signIn;
  private final Logins logins;
  private final PasswordHasher hasher;
  private final PasswordRules rules;
  private final SecondFactor secondFactor;
  private final AdministrativeActs acts;

  AccountController(
      AccountStore accounts,
      SignIn signIn,
      Logins logins,
      PasswordHasher hasher,
      PasswordRules rules,
      SecondFactor secondFactor,
      AdministrativeActs acts) {
    this.accounts = accounts;
    this.signIn = signIn;
    this.logins = logins;
    this.hasher = hasher;
    this.rules = rules;
    this.secondFactor = secondFactor;
    this.acts = acts;
  }

  @ModelAttribute
  void forbidCaching(HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
  }

  @GetMapping(PATH)
  ModelAndView page(HttpServletRequest request, Locale locale) {
    return show(request, own(request), null, locale);
  }

  /** Where somebody lands who reloads or shares the address of an answer. */
  @GetMapping({PATH + "/password", PATH + "/recovery-codes", PATH + "/sessions/end"})
  RedirectView pageOfAnswer() {
    return LoginController.seeOther(PATH);
  }

  @PostMapping(path = PATH + "/password", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView changePassword(
      @RequestParam(defaultValue = "") String password,
      @RequestParam(name = "new-password", defaultValue = "") String newPassword,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    Account account = local(request);
    Optional<AccountNotice> refused =
        rules
            .fault(newPassword, account.name())
            .map(AccountNotice::of)
            .or(() -> refused(account, password, request));
    if (refused.isPresent()) {
      return show(request, account, refused.get(), locale);
    }
    String encoded;
    try {
      encoded = hasher.encode(newPassword);
    } catch (PasswordHasher.BusyException e) {
      return show(request, account, AccountNotice.BUSY, locale);
    }
    record(account, "person.change-password");
    accounts.changePassword(account.id(), encoded);
    return show(request, stay(request, response, account), AccountNotice.PASSWORD_CHANGED, locale);
  }

  @PostMapping(
      path = PATH + "/second-factor/begin",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Object proposeSecondFactor(
      @RequestParam(defaultValue = "") String password, HttpServletRequest request, Locale locale) {
    Account account = local(request);
    Optional<AccountNotice> refused = refused(account, password, request);
    if (refused.isPresent()) {
      return show(request, account, refused.get(), locale);
    }
    request.getSession().setAttribute(PROPOSED, secondFactor.propose(account));
    return LoginController.seeOther(PATH + "/second-factor");
  }

  @GetMapping({PATH + "/second-factor", PATH + "/second-factor/{step}"})
  Object secondFactorPage(HttpServletRequest request) {
    Account account = local(request);
    return proposed(request)
        .<Object>map(encrypted -> propose(account, encrypted, null))
        .orElseGet(() -> LoginController.seeOther(PATH));
  }

  @PostMapping(
      path = PATH + "/second-factor",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  Object enrolSecondFactor(
      @RequestParam(defaultValue = "") String code, HttpServletRequest request) {
    Account account = local(request);
    Optional<String> encrypted = proposed(request);
    if (encrypted.isEmpty()) {
      return LoginController.seeOther(PATH);
    }
    if (!secondFactor.confirms(account, encrypted.get(), code)) {
      return propose(account, encrypted.get(), AccountNotice.WRONG_CODE);
    }
    record(account, "person.enrol-second-factor");
    request.getSession().removeAttribute(PROPOSED);
    return recoveryCodes(secondFactor.enrol(account, encrypted.get(), code));
  }

  @PostMapping(
      path = PATH + "/second-factor/end",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView endSecondFactor(
      @RequestParam(defaultValue = "") String password, HttpServletRequest request, Locale locale) {
    Account account = local(request);
    if (logins.requiresSecondFactor(account)) {
      return show(request, account, AccountNotice.CODES_REQUIRED, locale);
    }
    Optional<AccountNotice> refused = refused(account, password, request);
    if (refused.isPresent()) {
      return show(request, account, refused.get(), locale);
    }
    record(account, "person.end-second-factor");
    accounts.changeSecondFactor(account.id(), Optional.empty(), 0, List.of());
    return show(request, own(request), AccountNotice.CODES_OFF, locale);
  }

  @PostMapping(
      path = PATH + "/recovery-codes",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ModelAndView renewRecoveryCodes(
      @RequestParam(defaultValue = "") String password, HttpServletRequest request, Locale locale) {
    Account account = local(request);
    Optional<AccountNotice> refused = refused(account, password, request);
    if (refused.isPresent() || account.secondFactor().isEmpty()) {
      return show(request, account, refused.orElse(null), locale);
    }
    record(account, "person.renew-recovery-codes");
    return recoveryCodes(secondFactor.renewRecoveryCodes(account));
  }

  @PostMapping(PATH + "/sessions/end")
  RedirectView signOutEverywhere(HttpServletRequest request) {
    Account account = own(request);
    record(account, "person.sign-out");
    logins.close(request);
    accounts.signOut(account.id());
    return LoginController.seeOther(LoginController.notice(LoginNotice.OUT_EVERYWHERE));
  }

  private Account own(HttpServletRequest request) {
    return logins
        .account(request)
        .orElseThrow(
            () ->
                new NotAdmittedException(
                    NotAdmittedException.Reason.UNKNOWN, "log in to see your account"));
  }

  private Account local(HttpServletRequest request) {
    Account account = own(request);
    if (!account.isLocal()) {
      throw new NotAdmittedException(
          NotAdmittedException.Reason.FORBIDDEN,
          "this account logs in at another service, which has its password and factors");
    }
    return account;
  }

  private Optional<AccountNotice> refused(
      Account account, String password, HttpServletRequest request) {
    return switch (signIn.again(account, password, request.getRemoteAddr())) {
      case SignIn.Outcome.Right _ -> Optional.empty();
      case SignIn.Outcome.CodeNeeded _, SignIn.Outcome.Wrong _ -> Optional.of(AccountNotice.WRONG);
      case SignIn.Outcome.Wait _ -> Optional.of(AccountNotice.WAIT);
      case SignIn.Outcome.Busy _ -> Optional.of(AccountNotice.BUSY);
    };
  }

  /** The other sessions have ended, and this one with them: whoever changed it gets a new one. */
  private Account stay(HttpServletRequest request, HttpServletResponse response, Account account) {
    Account changed = accounts.find(account.id()).orElseThrow();
    logins.open(request, response, changed);
    return changed;
  }

  private static Optional<String> proposed(HttpServletRequest request) {
    return Optional.ofNullable((String) request.getSession().getAttribute(PROPOSED));
  }

  private ModelAndView propose(Account account, String encrypted, @Nullable AccountNotice notice) {
    return new ModelAndView(
        "second-factor",
        Map.of(
            "code", QrCode.of(secondFactor.uri(account, encrypted)),
            "secret", secondFactor.typed(account, encrypted),
            "wrong", notice != null),
        notice == null ? HttpStatus.OK : notice.status());
  }

  private static ModelAndView recoveryCodes(List<String> codes) {
    return new ModelAndView("recovery-codes", Map.of("codes", codes));
  }

  private void record(Account account, String name) {
    acts.record(
        new AdministrativeAct(
            SignIn.actor(account, account.permissions()),
            name,
            account.id(),
            account.scope(),
            Map.of()));
  }

  private ModelAndView show(
      HttpServletRequest request, Account account, @Nullable AccountNotice notice, Locale locale) {
    AccountPage page =
        new AccountPage(
            account.name(),
            account.issuer(),
            account.tenant().orElse(""),
            account.roles().stream().sorted().map(Role::label).toList(),
            account.secondFactor().isPresent(),
            logins.requiresSecondFactor(account),
            accounts.recoveryCodes(account.id()),
            logins.sessions(request, account).stream()
                .map(seen -> AccountPage.SessionRow.of(seen, locale))
                .toList(),
            rules.minimumLength(),
            notice);
    return new ModelAndView(
        "account", Map.of("page", page), notice == null ? HttpStatus.OK : notice.status());
  }
}
