package dev.menshen.server.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.menshen.Conversation;
import dev.menshen.Message;
import dev.menshen.Secret;
import dev.menshen.Subject;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.limit.Limit.Measure;
import dev.menshen.server.limit.Limit.Owner;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets requests in, or keeps them out, before anything of them is moderated. What is kept out
 * counts towards no limit. Where nothing is limited it costs nothing.
 */
public final class Limits {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final QuotaProperties quotas;
  private final boolean limits;
  private final Actors actors;
  private final Secret secret;
  private final Optional<SharedBuckets> sharing;
  private final MeterRegistry registry;
  private final TimeMeter clock;
  private final Cache<Holder, Account> accounts;

  Limits(
      QuotaProperties quotas,
      Actors actors,
      Secret secret,
      Optional<SharedBuckets> sharing,
      MeterRegistry registry,
      TimeMeter clock) {
    this.quotas = quotas;
    this.limits = quotas.limits();
    this.actors = actors;
    this.secret = secret;
    this.sharing = sharing;
    this.registry = registry;
    this.clock = clock;
    this.accounts =
        Caffeine.newBuilder()
            .maximumSize(quotas.tracked())
            .expireAfterAccess(quotas.idle())
            .build();
  }

  /**
   * Lets a request in, and puts the {@code RateLimit} headers on its answer.
   *
   * @param subject the end user on whose behalf it is
   * @param conversations all that is to be moderated
   * @return to be closed when the request has ended
   * @throws LimitExceededException when a limit keeps it out
   */
  public Admission admit(
      HttpServletRequest request,
      HttpServletResponse response,
      Optional<Subject> subject,
      List<Conversation> conversations) {
    if (!limits) {
      return Admission.FREE;
    }
    Admission admission =
        admit(actors.of(request), subject, conversations.size(), characters(conversations));
    admission.headers().forEach(response::setHeader);
    return admission;
  }

  /** Lets so many texts with so many characters in. */
  Admission admit(Actor actor, Optional<Subject> subject, long texts, long characters) {
    List<Account> accounts = accounts(actor, subject);
    if (accounts.isEmpty()) {
      return Admission.FREE;
    }
    try {
      Asked asked = new Asked(texts, characters);
      requireRoom(accounts, asked);
      enter(accounts);
      try {
        return new Admission(accounts, take(accounts, asked));
      } catch (LimitExceededException e) {
        accounts.forEach(Account::leave);
        throw e;
      }
    } catch (LimitExceededException e) {
      Counter.builder("menshen.limited")
          .description("Requests that a limit kept out")
          .tag("limit", e.limit().name())
          .register(registry)
          .increment();
      throw e;
    }
  }

  /** How many keys and end users are counted now. */
  long tracked() {
    accounts.cleanUp();
    return accounts.estimatedSize();
  }

  /** Finds the limit that keeps the request out before anything is taken from another. */
  private static void requireRoom(List<Account> accounts, Asked asked) {
    for (Account account : accounts) {
      for (Allowance allowance : account.minutes()) {
        long count = asked.of(allowance.limit());
        if (count > allowance.limit().quota()) {
          throw LimitExceededException.ever(
              allowance.limit(),
              count,
              Map.of("RateLimit-Policy", RateLimitHeaders.policies(accounts)));
        }
        EstimationProbe room = allowance.room(count);
        if (!room.canBeConsumed()) {
          throw full(
              accounts,
              allowance.limit(),
              room.getRemainingTokens(),
              Duration.ofNanos(room.getNanosToWaitForRefill()));
        }
      }
    }
  }

  private static void enter(List<Account> accounts) {
    for (int i = 0; i < accounts.size(); i++) {
      if (!accounts.get(i).enter()) {
        accounts.subList(0, i).forEach(Account::leave);
        throw full(accounts, accounts.get(i).concurrent().orElseThrow(), 0, MOMENT);
      }
    }
  }

  private static Map<String, String> take(List<Account> accounts, Asked asked) {
    RateLimitHeaders headers = new RateLimitHeaders(accounts);
    for (Account account : accounts) {
      for (Allowance allowance : account.minutes()) {
        ConsumptionProbe taken = allowance.take(asked.of(allowance.limit()));
        if (!taken.isConsumed()) {
          // Somebody was faster since there was room.
          throw full(
              accounts,
              allowance.limit(),
              taken.getRemainingTokens(),
              Duration.ofNanos(taken.getNanosToWaitForRefill()));
        }
        headers.left(
            allowance.limit(),
            taken.getRemainingTokens(),
            Duration.ofNanos(taken.getNanosToWaitForReset()));
      }
      account
          .concurrent()
          .ifPresent(limit -> headers.left(limit, limit.quota() - account.running().get()));
    }
    return headers.asMap();
  }

  private static LimitExceededException full(
      List<Account> accounts, Limit limit, long left, Duration wait) {
    RateLimitHeaders headers = new RateLimitHeaders(accounts);
    headers.left(limit, left, wait);
    headers.retryAfter(wait);
    return LimitExceededException.now(limit, wait, headers.asMap());
  }

  private List<Account> accounts(Actor actor, Optional<Subject> subject) {
    List<Account> found = new ArrayList<>(2);
    Quota ofKey = quotas.ofKey(actor.id());
    if (ofKey.limits()) {
      found.add(account(new Holder(Owner.KEY, actor.kind().label(), actor.id()), ofKey));
    }
    if (subject.isPresent() && quotas.subject().limits()) {
      found.add(account(new Holder(Owner.SUBJECT, "", subject.get().digest()), quotas.subject()));
    }
    return found;
  }

  private Account account(Holder holder, Quota quota) {
    return accounts.get(
        holder, it -> Account.of(it.owner(), quota, it.digest(secret), clock, sharing));
  }

  private static long characters(List<Conversation> conversations) {
    long characters = 0;
    for (Conversation conversation : conversations) {
      for (Message message : conversation.messages()) {
        characters += message.content().codePointCount(0, message.content().length());
      }
    }
    return characters;
  }

  /** Whose account it is. */
  private record Holder(Owner owner, String kind, String id) {
    /** What Redis gets to see. A subject is a keyed digest already. */
    String digest(Secret secret) {
      return owner == Owner.SUBJECT ? id : secret.keyed("limit").hex(kind, id);
    }
  }

  /** What a request counts. */
  private record Asked(long texts, long characters) {
    long of(Limit limit) {
      return limit.measure() == Measure.CHARACTERS ? characters : texts;
    }
  }
}
