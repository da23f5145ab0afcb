package dev.menshen.server.cli;

import dev.menshen.server.FakeGuard;
import dev.menshen.server.doctor.Host;
import dev.menshen.server.doctor.MadeUpHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A command that has run in this process, with {@link FakeGuard}.
 *
 * @param exitCode what it ended with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... arguments) {
    return with(Map.of(), "", arguments);
  }

  static CommandRun reading(String input, String... arguments) {
    return with(Map.of(), input, arguments);
  }

  static CommandRun inChinese(String... arguments) {
    return with(Map.of("LANG", "zh_CN.UTF-8"), "", arguments);
  }

  static CommandRun with(Map<String, String> environment, String input, String... arguments) {
    return with(environment, input.getBytes(StandardCharsets.UTF_8), false, arguments);
  }

  static CommandRun onATerminal(Map<String, String> environment, String... arguments) {
    return with(environment, new byte[0], true, arguments);
  }

  /** Runs a command that reads this input, with a guard that can be asked afterwards. */
  static CommandRun judgedBy(FakeGuard guard, String input, String... arguments) {
    return run(() -> guard, Map.of(), input.getBytes(StandardCharsets.UTF_8), false, arguments);
  }

  static CommandRun with(
      Map<String, String> environment, byte[] input, boolean terminal, String... arguments) {
    return run(FakeGuard::new, environment, input, terminal, arguments);
  }

  /** Runs a command on a machine that is made up, where models may be. */
  static CommandRun on(MadeUpHost machine, String... arguments) {
    return run(FakeGuard::new, machine::host, machine.environment(), new byte[0], false, arguments);
  }

  private static CommandRun run(
      GuardLoader guards,
      Map<String, String> environment,
      byte[] input,
      boolean terminal,
      String... arguments) {
    return run(guards, () -> Host.ofProcess(environment), environment, input, terminal, arguments);
  }

  private static CommandRun run(
      GuardLoader guards,
      Supplier<Host> host,
      Map<String, String> environment,
      byte[] input,
      boolean terminal,
      String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            arguments,
            new Terminal(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                terminal,
                terminal),
            guards,
            host);
    return new CommandRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
