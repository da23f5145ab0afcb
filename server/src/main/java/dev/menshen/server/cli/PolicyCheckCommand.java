package dev.menshen.server.cli;

import dev.menshen.Scope;
import dev.menshen.policy.InvalidPolicyException;
import dev.menshen.policy.Policy;
import dev.menshen.policy.PolicyProblem;
import dev.menshen.policy.PolicyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code menshen policy check}: whether policies can be read, and if not, all that is wrong. */
@Command(name = "check", sortOptions = false)
final class PolicyCheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;

  @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "policy.check.file")
  private List<String> files = new ArrayList<>();

  PolicyCheckCommand(Terminal terminal, Texts texts) {
    this.terminal = terminal;
    this.texts = texts;
  }

  @Override
  public Integer call() {
    boolean whole = true;
    for (String file : files) {
      whole &= check(new InputFile(file, terminal, texts));
    }
    return whole ? ExitCode.OK : ExitCode.FAILURE;
  }

  private boolean check(InputFile file) {
    try {
      Policy policy = PolicyReader.read(file.text(), Scope.GLOBAL, 0);
      terminal
          .out()
          .println(
              texts.get(
                  "policy.check.valid",
                  file.label(),
                  policy.reference().name(),
                  policy.rules().size()));
      return true;
    } catch (InvalidPolicyException e) {
      print(file, e, terminal, texts);
      return false;
    }
  }

  /** Shows all that is wrong with a file, in the form that editors jump to. */
  static void print(
      InputFile file, InvalidPolicyException invalid, Terminal terminal, Texts texts) {
    for (PolicyProblem problem : invalid.problems()) {
      terminal
          .err()
          .println(
              "%s:%d:%d: %s"
                  .formatted(
                      file.label(),
                      problem.line(),
                      problem.column(),
                      problem.message(texts.locale())));
    }
  }
}
