package dev.menshen.server.cli;

import dev.menshen.policy.Policy;
import dev.menshen.server.doctor.CollectorFault;
import dev.menshen.server.doctor.Host;
import dev.menshen.server.input.MalformedUtf8Exception;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** The program's entry. */
public final class Main {
  /** The commands that decide about texts. */
  private static final Set<String> DECIDING = Set.of("check", "serve", "eval");

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    // The doctor runs no inference, and tells of this fault with all others.
    if (CollectorFault.isHere() && !(arguments.length > 0 && arguments[0].equals("doctor"))) {
      Texts texts = Texts.of(terminal.environment());
      terminal.err().println("menshen: " + texts.get("error.collector", Runtime.version()));
      System.exit(ExitCode.FAILURE);
    }
    int exitCode;
    try {
      String[] decoded = Arguments.decoded(arguments);
      if (Logs.unwanted(Arrays.asList(decoded))) {
        Logs.off();
      }
      if (decoded.length > 0 && DECIDING.contains(decoded[0])) {
        // To compile a policy takes its time; the command line is read meanwhile.
        Thread.ofPlatform().daemon().name("menshen-policy").start(Policy::standard);
      }
      exitCode = run(decoded, terminal, GuardLoader.BUILT_IN);
    } catch (MalformedUtf8Exception e) {
      Texts texts = Texts.of(terminal.environment());
      terminal.err().println("menshen: " + texts.get("error.argument.utf8", e.offset()));
      exitCode = ExitCode.USAGE;
    }
    terminal.out().flush();
    terminal.err().flush();
    System.exit(exitCode);
  }

  /**
   * Runs a command in this process.
   *
   * @param arguments the command line without the program's name
   * @param terminal the streams and the environment
   * @param guards where the guard comes from when the command needs one
   * @return the exit code; {@code menshen help} lists them
   */
  public static int run(String[] arguments, Terminal terminal, GuardLoader guards) {
    return run(arguments, terminal, guards, () -> Host.ofProcess(terminal.environment()));
  }

  /** As the other, on a machine that may be made up. */
  static int run(String[] arguments, Terminal terminal, GuardLoader guards, Supplier<Host> host) {
    Texts texts = Texts.of(terminal.environment());
    CommonOptions common = new CommonOptions();
    CommandSpec spec = CommandSpec.forAnnotatedObject(new MenshenCommand());
    spec.addMixin("common", CommandSpec.forAnnotatedObject(common));
    GuardLoading loading = new GuardLoading(terminal, texts, guards, host);
    CommandLine menshen =
        new CommandLine(spec)
            .addSubcommand(new CheckCommand(terminal, texts, common, loading))
            .addSubcommand(new ServeCommand(terminal, texts, common, loading))
            .addSubcommand(new EvalCommand(terminal, texts, common, loading))
            .addSubcommand(new DoctorCommand(terminal, texts, common, host))
            .addSubcommand(ModelsCommand.create(terminal, texts, common, host))
            .addSubcommand(PolicyCommand.create(terminal, texts, common))
            .addSubcommand(KeysCommand.create(terminal, texts, common))
            .addSubcommand(DbCommand.create(terminal, texts, common))
            .addSubcommand(UsersCommand.create(terminal, texts, common))
            .addSubcommand(AuditCommand.create(terminal, texts, common))
            .addSubcommand(KeyringCommand.create(terminal, texts, common))
            .addSubcommand(new WarmUpCommand(terminal, texts, common, guards))
            .addSubcommand(new LauncherCommands.Build(texts))
            .addSubcommand(new LauncherCommands.Test(texts))
            .addSubcommand(new HelpCommand());
    Failures failures = new Failures(terminal, texts, common);
    return menshen
        .setResourceBundle(texts.bundle())
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(ansi(arguments, terminal)))
        .setUsageHelpWidth(100)
        // A text may begin with "@", and a cluster such as "-hello" is a slip.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setPosixClusteredShortOptionsAllowed(false)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .execute(arguments);
  }

  private static Help.Ansi ansi(String[] arguments, Terminal terminal) {
    List<String> options = Arrays.asList(arguments);
    boolean plain =
        options.contains("--no-color")
            || !terminal.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return terminal.outIsTerminal() && !plain ? Help.Ansi.ON : Help.Ansi.OFF;
  }
}
