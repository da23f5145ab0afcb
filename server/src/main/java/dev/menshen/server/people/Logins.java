package dev.menshen.server.people;

import dev.menshen.server.access.Permission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Who is logged in. A session holds the account's id and its epoch; all else is read from the
 * account at every request. Whoever logs in gets a new session, and a new token against forged
 * requests, so that nobody can have planted one.
 */
final class Logins {
  private static final String ACCOUNT = "account";
  private static final String EPOCH = "epoch";
  private static final String BROWSER = "browser";
  private static final String PENDING = "pending";
  private static final String NEXT = "next";

  private final AccountStore accounts;
  private final LoginProperties login;
  private final SessionProperties properties;
  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final CsrfTokenRepository tokens;
  private final InstantSource clock;

  Logins(
      AccountStore accounts,
      LoginProperties login,
      SessionProperties properties,
      FindByIndexNameSessionRepository<? extends Session> sessions,
      CsrfTokenRepository tokens,
      InstantSource clock) {
    this.accounts = accounts;
    this.login = login;
    this.properties = properties;
    this.sessions = sessions;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** The account that is logged in, while its session holds. */
  Optional<Account> account(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null || text(session, ACCOUNT).isEmpty()) {
      return Optional.empty();
    }
    Optional<Account> account =
        text(session, ACCOUNT).flatMap(accounts::find).filter(it -> holds(session, it));
    if (account.isEmpty()) {
      session.invalidate();
    }
    return account;
  }

  private boolean holds(HttpSession session, Account account) {
    Instant end = Instant.ofEpochMilli(session.getCreationTime()).plus(properties.absolute());
    return account.enabled()
        && text(session, EPOCH).filter(Integer.toString(account.epoch())::equals).isPresent()
        && clock.instant().isBefore(end);
  }

  /** What an account may do now: nothing, while it lacks a second factor that its role requires. */
  Set<Permission> permissions(Account account) {
    return lacksSecondFactor(account) ? Set.of() : account.permissions();
  }

  /** Whether a role of a local account requires a second factor, and it has none. */
  boolean lacksSecondFactor(Account account) {
    return account.secondFactor().isEmpty() && requiresSecondFactor(account);
  }

  /** Whether a role of a local account requires a second factor. */
  boolean requiresSecondFactor(Account account) {
    return account.isLocal() && account.roles().stream().anyMatch(login.secondFactor()::contains);
  }

  /** Logs an account in, in a new session. */
  void open(HttpServletRequest request, HttpServletResponse response, Account account) {
    close(request);
    HttpSession session = request.getSession(true);
    session.setAttribute(ACCOUNT, account.id());
    session.setAttribute(EPOCH, Integer.toString(account.epoch()));
    session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, account.id());
    session.setAttribute(
        BROWSER, Browser.of(Objects.toString(request.getHeader(HttpHeaders.USER_AGENT), "")));
    CsrfToken token = tokens.generateToken(request);
    tokens.saveToken(token, request, response);
  }

  /** Ends the session of a request, if it has one. */
  void close(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }

  /** Remembers, for a while, whose password was right, and where they wanted to go. */
  void await(HttpServletRequest request, Account account, String next) {
    close(request);
    HttpSession session = begun(request);
    session.setAttribute(PENDING, account.id());
    session.setAttribute(EPOCH, Integer.toString(account.epoch()));
    session.setAttribute(NEXT, next);
  }

  /** A session for the steps of a login. */
  HttpSession begun(HttpServletRequest request) {
    HttpSession session = request.getSession(true);
    if (!session.isNew()) {
      return session;
    }
    session.setMaxInactiveInterval(Math.toIntExact(properties.login().toSeconds()));
    return session;
  }

  /** Whose code is awaited. */
  Optional<Account> awaited(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    Duration age =
        Duration.between(Instant.ofEpochMilli(session.getCreationTime()), clock.instant());
    return age.compareTo(properties.login()) > 0
        ? Optional.empty()
        : text(session, PENDING)
            .flatMap(accounts::find)
            .filter(
                it ->
                    text(session, EPOCH).filter(Integer.toString(it.epoch())::equals).isPresent());
  }

  /** Where somebody wanted to go before they had to log in. */
  String next(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? "" : text(session, NEXT).orElse("");
  }

  /** Remembers where somebody wants to go who logs in at another service. */
  void remember(HttpServletRequest request, String next) {
    begun(request).setAttribute(NEXT, next);
  }

  /** The sessions of an account, the one used last first. */
  List<Seen> sessions(HttpServletRequest request, Account account) {
    HttpSession current = request.getSession(false);
    String id = current == null ? "" : current.getId();
    return sessions.findByPrincipalName(account.id()).values().stream()
        .filter(session -> !session.isExpired())
        .map(
            session ->
                new Seen(
                    Objects.toString(session.getAttribute(BROWSER), ""),
                    session.getCreationTime(),
                    session.getLastAccessedTime(),
                    session.getId().equals(id)))
        .sorted(Comparator.comparing(Seen::used).reversed())
        .toList();
  }

  private static Optional<String> text(HttpSession session, String name) {
    return Optional.ofNullable((String) session.getAttribute(name));
  }

  /**
   * A session as its owner sees it.
   *
   * @param browser with what
   * @param begun since when
   * @param used when last
   * @param current whether it is the one that asks
   */
  record Seen(String browser, Instant begun, Instant used, boolean current) {}
}
