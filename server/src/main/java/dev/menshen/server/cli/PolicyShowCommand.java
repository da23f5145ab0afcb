package dev.menshen.server.cli;

import dev.menshen.policy.BuiltInPolicy;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code menshen policy show}: a built-in policy, to begin one's own with. */
@Command(name = "show", sortOptions = false)
final class PolicyShowCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;

  @Parameters(
      arity = "0..1",
      paramLabel = "default|strict|loose",
      descriptionKey = "policy.show.name")
  private String name = BuiltInPolicy.DEFAULT.label();

  PolicyShowCommand(Terminal terminal, Texts texts) {
    this.terminal = terminal;
    this.texts = texts;
  }

  @Override
  public Integer call() {
    BuiltInPolicy policy =
        BuiltInPolicy.ofLabel(name)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        texts.get(
                            "error.policy.builtIn",
                            name,
                            Arrays.stream(BuiltInPolicy.values())
                                .map(BuiltInPolicy::label)
                                .collect(Collectors.joining(texts.get("check.comma"))))));
    terminal.out().print(policy.yaml());
    return ExitCode.OK;
  }
}
