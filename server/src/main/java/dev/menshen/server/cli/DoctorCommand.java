package dev.menshen.server.cli;

import dev.menshen.server.doctor.Diagnosis;
import dev.menshen.server.doctor.Host;
import dev.menshen.server.doctor.Listening;
import dev.menshen.server.doctor.Machine;
import dev.menshen.server.doctor.Mark;
import dev.menshen.server.doctor.Models;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen doctor}: what this machine is, what fits, and what keeps {@code serve} away. */
@Command(name = "doctor", sortOptions = false)
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;
  private final Supplier<Host> host;

  @Option(names = "--json", descriptionKey = "doctor.json")
  private boolean json;

  DoctorCommand(Terminal terminal, Texts texts, CommonOptions common, Supplier<Host> host) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
    this.host = host;
  }

  @Override
  public Integer call() {
    Host here = host.get();
    Path data = InputFile.path(DataFolder.locate(null, here.environment()), texts);
    Diagnosis diagnosis =
        Diagnosis.of(
            Machine.read(here, data, Models.downloads(here)),
            listening(here.environment()),
            Models.read(here, texts.locale()));
    if (json) {
      terminal.out().println(DoctorJson.of(diagnosis, texts));
    } else {
      new DoctorReport(
              terminal.out(),
              new Palette(terminal.outIsTerminal() && !common.plain(terminal)),
              texts)
          .print(diagnosis);
    }
    return diagnosis.mark() == Mark.FAULT ? ExitCode.FAILURE : ExitCode.OK;
  }

  private Listening listening(Map<String, String> environment) {
    try {
      ListenAddress address = ListenAddress.configured(null, null, environment, texts);
      address.requireFree("./menshen serve", texts);
      return new Listening(address.host(), OptionalInt.of(address.port()), Optional.empty());
    } catch (CommandFailure e) {
      return new Listening(
          environment.getOrDefault("MENSHEN_HOST", ServeCommand.DEFAULT_HOST),
          port(environment),
          Optional.ofNullable(e.getMessage()));
    }
  }

  private static OptionalInt port(Map<String, String> environment) {
    String port = environment.getOrDefault("MENSHEN_PORT", "");
    try {
      return OptionalInt.of(port.isEmpty() ? ServeCommand.DEFAULT_PORT : Integer.parseInt(port));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
