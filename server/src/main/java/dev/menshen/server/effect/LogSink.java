package dev.menshen.server.effect;

import dev.menshen.Category;
import dev.menshen.NotScannedException;
import dev.menshen.Severity;
import dev.menshen.effect.Effect;
import dev.menshen.effect.EffectSink;
import dev.menshen.policy.Action;
import dev.menshen.policy.PolicyReference;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/**
 * Writes each effect to the log, as one line of {@code key=value} pairs without the text: an alert
 * as a warning, so that whoever watches the log sees it, and everything else as information.
 */
@Component
final class LogSink implements EffectSink {
  private static final Logger LOGGER = LoggerFactory.getLogger("dev.menshen.effects");

  @Override
  public String name() {
    return "log";
  }

  @Override
  public Set<Action> actions() {
    return EnumSet.of(Action.LOG, Action.REVIEW, Action.ALERT, Action.BLOCK);
  }

  @Override
  public void deliver(Effect effect) {
    LOGGER.atLevel(level(effect.action())).log(line(effect));
  }

  private static Level level(Action action) {
    return switch (action) {
      case ALERT -> Level.WARN;
      case PASS, FLAG, WATERMARK, MASK, LOG, REVIEW, REPLY, BAN, BLOCK -> Level.INFO;
    };
  }

  private static String line(Effect effect) {
    PolicyReference policy = effect.decision().policy();
    return ("effect=%s moderation=%s scope=%s direction=%s severity=%s categories=%s rule=\"%s\""
            + " policy=\"%s\" policy_scope=%s policy_version=%d subject=%s")
        .formatted(
            effect.action().label(),
            effect.moderationId(),
            effect.evidence().scope(),
            effect.evidence().direction().label(),
            severity(effect),
            effect.decision().categories().stream()
                .map(Category::label)
                .map(label -> label.replace(' ', '_'))
                .collect(Collectors.joining(",", "[", "]")),
            quoted(effect.rule()),
            quoted(policy.name()),
            policy.scope(),
            policy.version(),
            effect.subject().map(subject -> subject.digest()).orElse("none"));
  }

  private static String severity(Effect effect) {
    return effect
        .decision()
        .severity()
        .map(Severity::label)
        .or(() -> effect.evidence().notScanned().map(NotScannedException.Reason::label))
        .orElse("none");
  }

  /** A name that somebody gave, so that it can neither end its quotes nor its line. */
  private static String quoted(String name) {
    return name.codePoints()
        .map(c -> c == '"' || Character.isISOControl(c) ? '_' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
