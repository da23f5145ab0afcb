package dev.menshen.server.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.policy.Action;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LogSinkTest {
  private final LogSink sink = new LogSink();

  @Test
  void anAlertIsOneLineOfPairsAsAWarning(CapturedOutput output) {
    sink.deliver(SomeEffects.of(Action.ALERT));

    assertThat(output.toString().lines().filter(line -> line.contains("effect=")))
        .singleElement()
        .asString()
        .contains("WARN")
        .endsWith(
            "effect=alert moderation=m1 scope=acme/forum direction=prompt severity=Unsafe"
                + " categories=[Violent,Suicide_&_Self-Harm] rule=\"unsafe\" policy=\"strict\""
                + " policy_scope=acme policy_version=3 subject="
                + "a".repeat(64));
  }

  @Test
  void everythingElseIsInformationWithoutTheText(CapturedOutput output) {
    sink.deliver(SomeEffects.of(Action.REVIEW));

    assertThat(output).contains("INFO").contains("effect=review").doesNotContain("pineapple");
  }

  @Test
  void whatWasNotScannedSaysWhy(CapturedOutput output) {
    sink.deliver(SomeEffects.of(Action.BLOCK, "unsafe", Optional.empty()));

    assertThat(output).contains("severity=timeout categories=[]");
  }

  @Test
  void aRulesNameEndsNeitherItsQuotesNorTheLine(CapturedOutput output) {
    sink.deliver(SomeEffects.of(Action.LOG, "a\"b\nc", Optional.empty()));

    assertThat(output).contains("rule=\"a_b_c\"");
  }
}
