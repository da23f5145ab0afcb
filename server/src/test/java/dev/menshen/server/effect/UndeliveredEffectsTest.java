package dev.menshen.server.effect;

import static dev.menshen.server.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.effect.Effect;
import dev.menshen.effect.EffectDispatcher;
import dev.menshen.effect.EffectSink;
import dev.menshen.policy.Action;
import dev.menshen.server.Http;
import dev.menshen.server.ServerTest;
import dev.menshen.server.effect.UndeliveredBody.EffectBody;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;

@ServerTest
class UndeliveredEffectsTest {
  private static final EffectProperties PROPERTIES =
      new EffectProperties(
          10, Duration.ZERO, 1, 2, Duration.ZERO, Duration.ZERO, 10, Duration.ofMinutes(1));

  @LocalServerPort private int port;
  @Autowired private EffectDispatcher running;
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void areShownWithoutTextCountedAndDoNotMakeTheServerDown() {
    EffectDispatcher dispatcher = dispatcher(new Broken());
    EffectHealth health = new EffectHealth(dispatcher);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    dispatcher.accept(SomeEffects.of(Action.REVIEW));
    dispatcher.close();

    UndeliveredBody body = controller(dispatcher).undelivered();
    EffectBody effect = body.effects().getFirst();
    Health sick = health.health();

    assertThat(body.effects()).hasSize(1);
    assertThat(body.pending()).isZero();
    assertThat(effect.moderation()).isEqualTo("m1");
    assertThat(effect.action()).isEqualTo("review");
    assertThat(effect.scope()).isEqualTo("acme/forum");
    assertThat(effect.sink()).isEqualTo("broken");
    assertThat(effect.cause()).isEqualTo("java.io.IOException");
    assertThat(body.toString()).doesNotContain("pineapple");
    assertThat(sick.getStatus().getCode()).isEqualTo("UNDELIVERED");
    assertThat(sick.getDetails()).containsEntry("undelivered", 1);
    assertThat(count("review", "broken", "undelivered")).isEqualTo(1);
    assertThat(registry.get("menshen.effects.undelivered").gauge().value()).isEqualTo(1);
    assertThat(registry.get("menshen.effects.pending").gauge().value()).isZero();
  }

  @Test
  void areTriedAgainWhenAsked() {
    EffectDispatcher dispatcher = dispatcher(new Broken());
    dispatcher.accept(SomeEffects.of(Action.ALERT));
    dispatcher.close();

    assertThat(controller(dispatcher).retry(new MockHttpServletRequest()).retried()).isEqualTo(1);
    assertThat(count("alert", "broken", "undelivered")).isEqualTo(2);
  }

  @Test
  void theServerWritesEffectsToTheLogAndHasNoneLeft() throws Exception {
    Http http = new Http(port);
    running.accept(SomeEffects.of(Action.ALERT));
    while (!http.get("/metrics")
        .body()
        .contains("menshen_effects_total{kind=\"alert\",result=\"delivered\",sink=\"log\"}")) {
      Thread.sleep(5);
    }

    HttpResponse<String> undelivered = http.get("/api/v1/effects/undelivered");
    HttpResponse<String> retried = http.send("POST", "/api/v1/effects/undelivered/retry");

    assertThat(undelivered.statusCode()).isEqualTo(200);
    assertThat(json(undelivered).get("effects").isEmpty()).isTrue();
    assertThat(retried.body()).isEqualTo("{\"retried\":0}");
    assertThat(json(http.get("/health")).at("/components/effectHealth/status").stringValue())
        .isEqualTo("UP");
    assertThat(json(http.get("/readyz")).at("/components/effectHealth").isMissingNode()).isTrue();
  }

  private EffectDispatcher dispatcher(EffectSink sink) {
    return new EffectConfiguration()
        .effects(List.of(sink), PROPERTIES, new EffectMetrics(registry));
  }

  private static EffectController controller(EffectDispatcher dispatcher) {
    return new EffectController(dispatcher, act -> {});
  }

  private double count(String kind, String sink, String result) {
    return registry
        .get("menshen.effects")
        .tags("kind", kind, "sink", sink, "result", result)
        .counter()
        .count();
  }

  /** Takes nothing. */
  private record Broken() implements EffectSink {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Set<Action> actions() {
      return Set.of(Action.REVIEW, Action.ALERT);
    }

    @Override
    public void deliver(Effect effect) throws IOException {
      throw new IOException("no pineapple");
    }
  }
}
