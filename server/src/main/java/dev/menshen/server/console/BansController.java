package dev.menshen.server.console;

import dev.menshen.Scope;
import dev.menshen.Subject;
import dev.menshen.ban.BanStore;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.api.CallerHeaders;
import dev.menshen.server.api.Callers;
import dev.menshen.server.api.InvalidRequestException;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.ban.TenantBans;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * The page on which an operator sees who is banned, and lifts bans. Ids of users are posted, so
 * that they are in no address and in no log of addresses.
 */
@Controller
@Requires(Permission.REVIEW)
final class BansController {
  private static final String PATH = "/console/bans";

  private final TenantBans bans;
  private final Callers callers;
  private final AdministrativeActs acts;

  BansController(TenantBans bans, Callers callers, AdministrativeActs acts) {
    this.acts = acts;
    this.bans = bans;
    this.callers = callers;
  }

  @GetMapping(PATH)
  ModelAndView page(
      @RequestParam(defaultValue = "") String tenant,
      @RequestParam(defaultValue = "") String cursor,
      HttpServletRequest request,
      Locale locale) {
    return named(request, tenant)
        .map(scope -> show(false, scope, cursor, null, null, locale))
        .orElseGet(() -> refuse(false, tenant));
  }

  /** Where somebody lands who reloads or shares the address of an answer. */
  @GetMapping({PATH + "/lookup", PATH + "/lift"})
  RedirectView page() {
    return ConsoleController.seeOther(PATH);
  }

  @PostMapping(
      path = PATH + "/lookup",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView lookUp(
      @RequestParam(defaultValue = "") String tenant,
      @RequestParam(defaultValue = "") String user,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
      HttpServletRequest request,
      Locale locale) {
    Optional<Scope> scope = named(request, tenant);
    if (scope.isEmpty()) {
      return refuse(fragment, tenant);
    }
    Subject subject;
    try {
      subject = callers.subject(scope.get().tenantName(), user);
    } catch (InvalidRequestException e) {
      return show(fragment, scope.get(), "", null, BanNotice.USER, locale);
    }
    return show(
        fragment, scope.get(), "", standing(user, subject, scope.get(), locale), null, locale);
  }

  @PostMapping(
      path = PATH + "/lift",
      consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
      produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView lift(
      @RequestParam(defaultValue = "") String tenant,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "") String cursor,
      @RequestHeader(name = "HX-Request", defaultValue = "false") boolean fragment,
      HttpServletRequest request,
      Locale locale) {
    Optional<Scope> scope = named(request, tenant);
    if (scope.isEmpty()) {
      return refuse(fragment, tenant);
    }
    BanNotice notice =
        lift(request, subject, scope.get()) ? BanNotice.LIFTED : BanNotice.NOT_BANNED;
    return show(fragment, scope.get(), cursor, null, notice, locale);
  }

  private boolean lift(HttpServletRequest request, String digest, Scope scope) {
    Subject subject;
    try {
      subject = new Subject(digest);
    } catch (IllegalArgumentException e) {
      return false;
    }
    AdministrativeAct act =
        new AdministrativeAct(
            Actors.recognised(request), "ban.lift", subject.digest(), scope, Map.of());
    return bans.lift(subject, scope, () -> acts.record(act));
  }

  private BansPage.Standing standing(String user, Subject subject, Scope scope, Locale locale) {
    BanStore.Standing standing = bans.standing(subject, scope);
    Figures figures = new Figures(locale);
    return new BansPage.Standing(
        user,
        standing.ban().map(ban -> BanRow.of(ban, locale)).orElse(null),
        figures.count(standing.strikes()),
        figures.span(bans.window(scope)));
  }

  private ModelAndView show(
      boolean fragment,
      Scope scope,
      String cursor,
      BansPage.@Nullable Standing standing,
      @Nullable BanNotice notice,
      Locale locale) {
    BansPage.Listing list;
    BanNotice told = notice;
    try {
      list = listing(scope, cursor, locale);
    } catch (InvalidRequestException e) {
      list = listing(scope, "", locale);
      told = notice == null ? BanNotice.CURSOR : notice;
    }
    return render(fragment, new BansPage(scope.tenantName(), list, standing, told));
  }

  /** A page of the list; the first one when nothing is left of a later one. */
  private BansPage.Listing listing(Scope scope, String cursor, Locale locale) {
    TenantBans.Page page =
        bans.page(
            scope.tenantName(), bans.pageSize(), Optional.of(cursor).filter(it -> !it.isEmpty()));
    if (page.bans().isEmpty() && !cursor.isEmpty()) {
      return listing(scope, "", locale);
    }
    List<BanRow> rows = page.bans().stream().map(ban -> BanRow.of(ban, locale)).toList();
    return new BansPage.Listing(rows, cursor, page.next().orElse(null));
  }

  private static ModelAndView refuse(boolean fragment, String tenant) {
    return render(fragment, new BansPage(tenant, null, null, BanNotice.TENANT));
  }

  private static ModelAndView render(boolean fragment, BansPage page) {
    BanNotice notice = page.notice();
    return new ModelAndView(
        fragment ? "bans :: bans" : "bans",
        Map.of("page", page),
        notice == null ? HttpStatus.OK : notice.status());
  }

  /** The tenant's default application; empty when the tenant's name is none. */
  private static Optional<Scope> named(HttpServletRequest request, String tenant) {
    try {
      Optional<String> name = Optional.of(tenant.strip()).filter(it -> !it.isEmpty());
      Scope scope = CallerHeaders.reach(request, new Scope(name, Optional.empty()));
      return Optional.of(Scope.application(scope.tenantName(), scope.applicationName()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
