package dev.menshen.server.ban;

import dev.menshen.Scope;
import dev.menshen.Subject;
import dev.menshen.ban.Ban;
import dev.menshen.ban.BanStore;
import dev.menshen.ban.Bans;
import dev.menshen.policy.Policies;
import dev.menshen.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Bans as a tenant sees and lifts them: its own, and no other's. */
@Component
public final class TenantBans {
  private static final int PAGE = 100;

  private final Bans bans;
  private final ObjectProvider<Policies> policies;
  private final BanProperties properties;

  TenantBans(Bans bans, ObjectProvider<Policies> policies, BanProperties properties) {
    this.bans = bans;
    this.policies = policies;
    this.properties = properties;
  }

  /** How many bans are on a page when nobody says how many. */
  public int pageSize() {
    return Math.min(PAGE, properties.page());
  }

  /**
   * A page of the bans that hold now, those that end first first.
   *
   * @param size how many are on a page
   * @param cursor {@link Page#next()} of the page before; empty for the first page
   * @throws dev.menshen.server.api.InvalidRequestException when the cursor is none
   */
  public Page page(String tenant, int size, Optional<String> cursor) {
    Optional<Ban> after = cursor.map(it -> BanCursor.read(it, tenant));
    List<Ban> found = bans.list(tenant, now(), after, size + 1);
    if (found.size() <= size) {
      return new Page(found, Optional.empty());
    }
    List<Ban> page = found.subList(0, size);
    return new Page(page, Optional.of(BanCursor.behind(page.getLast())));
  }

  /** How a subject stands now; clean when another tenant banned it. */
  public BanStore.Standing standing(Subject subject, Scope application) {
    BanStore.Standing standing = bans.standing(subject, now(), window(application));
    String tenant = application.tenantName();
    boolean foreign = standing.ban().filter(ban -> !ban.tenant().equals(tenant)).isPresent();
    return foreign ? BanStore.Standing.CLEAN : standing;
  }

  /**
   * Bans a subject by hand.
   *
   * @param reason why, for other people
   * @return the ban that holds now: this one, or an earlier one that ends later
   */
  public Ban ban(Subject subject, Scope application, Duration duration, String reason) {
    return bans.ban(
        subject, application.tenantName(), duration, reason, now(), window(application));
  }

  /**
   * Ends a ban and forgets the subject's strikes.
   *
   * @return false when the tenant has no such ban
   */
  public boolean lift(Subject subject, Scope application) {
    return lift(subject, application, () -> {});
  }

  /**
   * The same for somebody.
   *
   * @param record is run when there is such a ban, before it is lifted
   */
  public boolean lift(Subject subject, Scope application, Runnable record) {
    if (standing(subject, application).ban().isEmpty()) {
      return false;
    }
    record.run();
    return bans.lift(subject, now());
  }

  /** How long strikes count by an application's policy. */
  public Duration window(Scope application) {
    return policies
        .getIfAvailable(() -> Policies.only(Policy.standard()))
        .of(application)
        .active()
        .banTerms()
        .window();
  }

  /** Stores keep milliseconds. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Some of the bans that hold now.
   *
   * @param bans those that end first first
   * @param next the cursor of the next page; empty when this is the last one
   */
  public record Page(List<Ban> bans, Optional<String> next) {
    /** Keeps a copy of the list. */
    public Page {
      bans = List.copyOf(bans);
    }
  }
}
