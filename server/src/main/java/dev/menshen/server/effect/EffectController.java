package dev.menshen.server.effect;

import dev.menshen.Scope;
import dev.menshen.effect.EffectDispatcher;
import dev.menshen.server.access.Actors;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.audit.AdministrativeAct;
import dev.menshen.server.audit.AdministrativeActs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the effects that could not be delivered, of all tenants, and tries them again. */
@RestController
@Requires(value = Permission.ADMIN, allTenants = true)
@Tag(name = "Effects", description = "Alerts, reviews and the like on their way")
final class EffectController {
  private final EffectDispatcher dispatcher;
  private final AdministrativeActs acts;

  EffectController(EffectDispatcher dispatcher, AdministrativeActs acts) {
    this.acts = acts;
    this.dispatcher = dispatcher;
  }

  @GetMapping(path = "/api/v1/effects/undelivered", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "undeliveredEffects",
      summary = "The effects that could not be delivered",
      description =
          "Those of all tenants, without any text. There are as many as"
              + " `menshen.effects.undelivered` says; after that the oldest give way, which the log"
              + " and the metrics tell. They are gone when the server stops.")
  UndeliveredBody undelivered() {
    return UndeliveredBody.of(dispatcher);
  }

  @PostMapping(
      path = "/api/v1/effects/undelivered/retry",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      operationId = "retryUndeliveredEffects",
      summary = "Try to deliver them again",
      description =
          "Tries every effect that could not be delivered again, as if it were new. The answer does"
              + " not wait for the deliveries.")
  RetryBody retry(HttpServletRequest request) {
    acts.record(
        new AdministrativeAct(
            Actors.recognised(request),
            "effect.retry",
            "undelivered",
            Scope.GLOBAL,
            Map.of("effects", Integer.toString(dispatcher.undeliveredCount()))));
    return new RetryBody(dispatcher.retry());
  }

  /**
   * What is tried again.
   *
   * @param retried how many effects
   */
  @Schema(name = "RetriedEffects")
  record RetryBody(
      @Schema(
              description = "How many effects are tried again.",
              requiredMode = Schema.RequiredMode.REQUIRED)
          int retried) {}
}
