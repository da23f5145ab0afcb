package dev.menshen.server.api;

import dev.menshen.BoundedGuard;
import dev.menshen.server.access.Permission;
import dev.menshen.server.access.Requires;
import dev.menshen.server.web.LimitsProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which server this is, which guard judges and how much one request may ask for. */
@RestController
@Requires({
  Permission.MODERATE,
  Permission.REVIEW,
  Permission.POLICY,
  Permission.AUDIT,
  Permission.ADMIN
})
@Tag(name = "Server")
final class InfoController {
  private final InfoBody info;

  InfoController(
      BoundedGuard guard,
      LimitsProperties limits,
      @Value("${spring.application.version}") String version) {
    this.info = InfoBody.of(version, guard.info(), guard.limits(), limits);
  }

  @GetMapping(path = "/api/v1/info", produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Which server and guard this is",
      description = "The version, the guard that judges, and how much one request may ask for.")
  InfoBody info() {
    return info;
  }
}
