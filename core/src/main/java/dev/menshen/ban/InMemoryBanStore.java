package dev.menshen.ban;

import static java.util.Objects.requireNonNull;

import dev.menshen.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Strikes and bans of this process alone, gone when it ends. Strikes are dropped when they may be
 * forgotten; when there are too many subjects, the one that has been left in peace for the longest
 * time is.
 */
public final class InMemoryBanStore implements BanStore {
  private static final Comparator<Ban> ORDER =
      Comparator.comparing(Ban::until).thenComparing(ban -> ban.subject().digest());

  private final int capacity;
  // In the order of the subjects' last strikes or bans.
  private final Map<Subject, Account> accounts = new LinkedHashMap<>();

  /**
   * Nobody has done anything yet.
   *
   * @param capacity how many subjects are remembered at most
   */
  public InMemoryBanStore(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity is %d; give at least 1".formatted(capacity));
    }
    this.capacity = capacity;
  }

  @Override
  public synchronized int strike(
      Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil) {
    Account account = touch(subject);
    account.strikes.values().removeIf(strike -> !strike.keepUntil().isAfter(time));
    account.strikes.putIfAbsent(
        requireNonNull(moderationId, "moderationId is null"), new Strike(time, keepUntil));
    return account.strikesSince(since);
  }

  @Override
  public synchronized Standing standing(Subject subject, Instant now, Instant since) {
    Account account = accounts.get(subject);
    return account == null
        ? Standing.CLEAN
        : new Standing(account.banAt(now), account.strikesSince(since));
  }

  @Override
  public synchronized void ban(Ban ban) {
    Account account = touch(ban.subject());
    if (account.ban == null || ban.until().isAfter(account.ban.until())) {
      account.ban = ban;
    }
  }

  @Override
  public synchronized boolean lift(Subject subject, Instant now) {
    Account account = accounts.remove(subject);
    return account != null && account.banAt(now).isPresent();
  }

  @Override
  public synchronized List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit) {
    return accounts.values().stream()
        .flatMap(account -> account.banAt(now).stream())
        .filter(ban -> ban.tenant().equals(tenant))
        .filter(ban -> after.isEmpty() || ORDER.compare(ban, after.get()) > 0)
        .sorted(ORDER)
        .limit(limit)
        .toList();
  }

  /** A subject's account, from now on the last that is dropped. */
  private Account touch(Subject subject) {
    Account account = accounts.remove(requireNonNull(subject, "subject is null"));
    if (account == null) {
      account = new Account();
    }
    accounts.put(subject, account);
    if (accounts.size() > capacity) {
      accounts.remove(accounts.keySet().iterator().next());
    }
    return account;
  }

  /** What is held against a subject. */
  private static final class Account {
    private final Map<String, Strike> strikes = new HashMap<>();
    private @Nullable Ban ban;

    private int strikesSince(Instant since) {
      return Math.toIntExact(
          strikes.values().stream().filter(strike -> !strike.time().isBefore(since)).count());
    }

    private Optional<Ban> banAt(Instant now) {
      return Optional.ofNullable(ban).filter(it -> it.until().isAfter(now));
    }
  }

  private record Strike(Instant time, Instant keepUntil) {
    private Strike {
      requireNonNull(time, "time is null");
      requireNonNull(keepUntil, "keepUntil is null");
    }
  }
}
