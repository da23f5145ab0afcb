package dev.menshen.server.cli;

import dev.menshen.Scope;
import dev.menshen.policy.InvalidPolicyException;
import dev.menshen.policy.PolicyReader;
import dev.menshen.server.policy.ReportBody;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code menshen policy backtest}: what a policy would have changed, asked of a server. */
@Command(name = "backtest", sortOptions = false)
final class PolicyBacktestCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "FILE", descriptionKey = "policy.backtest.file")
  private String file;

  @Option(names = "--since", paramLabel = "7d|TIME", descriptionKey = "policy.backtest.since")
  private String since = "7d";

  @Option(names = "--until", paramLabel = "1d|TIME", descriptionKey = "policy.backtest.until")
  private @Nullable String until;

  @Option(names = "--tenant", paramLabel = "NAME", descriptionKey = "policy.backtest.tenant")
  private @Nullable String tenant;

  @Option(
      names = "--application",
      paramLabel = "NAME",
      descriptionKey = "policy.backtest.application")
  private @Nullable String application;

  @Option(names = "--json", descriptionKey = "policy.backtest.json")
  private boolean json;

  @Mixin private ServerOptions server = new ServerOptions();

  PolicyBacktestCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  @Override
  public Integer call() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant from = TimeOption.parse(since, "--since", now, texts);
    Instant to = until == null ? now : TimeOption.parse(until, "--until", now, texts);
    Optional<String> yaml = yaml(new InputFile(file, terminal, texts));
    if (yaml.isEmpty()) {
      return ExitCode.FAILURE;
    }
    JsonMapper mapper = new JsonMapper();
    ObjectNode request = mapper.createObjectNode().put("yaml", yaml.get());
    request.put("since", from.toString()).put("until", to.toString());
    if (tenant != null) {
      request.put("tenant", tenant);
    }
    if (application != null) {
      request.put("application", application);
    }
    String answer = server.client(terminal, texts).post("/api/v1/policies/backtest", request);
    if (json) {
      terminal.out().println(answer);
    } else {
      new BacktestReport(
              terminal.out(),
              new Palette(terminal.outIsTerminal() && !common.plain(terminal)),
              texts)
          .print(mapper.readValue(answer, ReportBody.class));
    }
    return ExitCode.OK;
  }

  private Optional<String> yaml(InputFile input) {
    String yaml = input.text();
    try {
      PolicyReader.read(yaml, Scope.GLOBAL, 0);
      return Optional.of(yaml);
    } catch (InvalidPolicyException e) {
      PolicyCheckCommand.print(input, e, terminal, texts);
      return Optional.empty();
    }
  }
}
