package dev.menshen.ban;

import dev.menshen.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps strikes and bans in maps. */
final class MadeUpBanStore implements BanStore {
  private final Map<Subject, Map<String, Instant>> strikes = new HashMap<>();
  private final Map<Subject, Ban> bans = new HashMap<>();

  @Override
  public synchronized int strike(
      Subject subject, String moderationId, Instant time, Instant since, Instant keepUntil) {
    strikes.computeIfAbsent(subject, s -> new HashMap<>()).put(moderationId, time);
    return count(subject, since);
  }

  @Override
  public synchronized Standing standing(Subject subject, Instant now, Instant since) {
    return new Standing(
        Optional.ofNullable(bans.get(subject)).filter(ban -> ban.until().isAfter(now)),
        count(subject, since));
  }

  @Override
  public synchronized void ban(Ban ban) {
    bans.merge(
        ban.subject(), ban, (one, other) -> other.until().isAfter(one.until()) ? other : one);
  }

  @Override
  public synchronized boolean lift(Subject subject, Instant now) {
    strikes.remove(subject);
    Ban ban = bans.remove(subject);
    return ban != null && ban.until().isAfter(now);
  }

  @Override
  public synchronized List<Ban> bans(String tenant, Instant now, Optional<Ban> after, int limit) {
    List<Ban> all = new ArrayList<>(bans.values());
    all.removeIf(ban -> !ban.tenant().equals(tenant) || !ban.until().isAfter(now));
    all.sort(Comparator.comparing(Ban::until).thenComparing(ban -> ban.subject().digest()));
    int from = after.map(all::indexOf).orElse(-1) + 1;
    return List.copyOf(all.subList(from, Math.min(all.size(), from + limit)));
  }

  private int count(Subject subject, Instant since) {
    return (int)
        strikes.getOrDefault(subject, Map.of()).values().stream()
            .filter(time -> !time.isBefore(since))
            .count();
  }
}
