package dev.menshen.server.console;

import dev.menshen.GuardInfo;
import dev.menshen.pipeline.Pipeline;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.NoAdministratorException;
import dev.menshen.server.access.Openness;
import dev.menshen.server.web.LimitsProperties;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What the layout of every page asks for, error pages included. */
@Component("site")
final class Site {
  private final String version;
  private final DataSize limit;
  private final Pipeline pipeline;
  private final Openness openness;

  Site(
      @Value("${spring.application.version}") String version,
      LimitsProperties limits,
      Pipeline pipeline,
      Openness openness) {
    this.version = version;
    this.limit = limits.body();
    this.pipeline = pipeline;
    this.openness = openness;
  }

  /** The program's version. */
  public String version() {
    return version;
  }

  /** The page's language. */
  public Language language(Locale locale) {
    return Language.of(locale);
  }

  /** Who sees the page. */
  public Actor visitor() {
    return RequestContextHolder.getRequestAttributes()
            instanceof ServletRequestAttributes attributes
        ? Actors.recognised(attributes.getRequest())
        : Actor.STRANGER;
  }

  /** The languages that pages are in. */
  public List<Language> languages() {
    return List.of(Language.values());
  }

  /** The guard that judges what is sent. */
  public GuardInfo guard() {
    return pipeline.guard();
  }

  /** Whether everybody who reaches the server may do everything. */
  public boolean open() {
    return openness.isOpen();
  }

  /** What makes the first administrator. */
  public String closing() {
    return NoAdministratorException.COMMAND;
  }

  /** A share of 0 to 1 in percent, written out. */
  public String percent(double share, Locale locale) {
    return new Figures(locale).percent(share);
  }

  /** The largest request, in bytes. */
  public long limitBytes() {
    return limit.toBytes();
  }

  /** The largest request, written out. */
  public String limit() {
    return Figures.size(limit);
  }
}
