package dev.menshen.server.cli;

import dev.menshen.server.keyring.Purpose;
import dev.menshen.server.keyring.Signatures;
import dev.menshen.server.keyring.StoredKey;
import dev.menshen.server.keyring.StoredKeyring;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code menshen keyring}: the installation's keys. Alone it says what it can do. */
@Command(name = "keyring", sortOptions = false)
final class KeyringCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Spec
  private CommandSpec spec;

  private KeyringCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  /** The command with its own commands. */
  static CommandLine create(Terminal terminal, Texts texts, CommonOptions common) {
    KeyringCommand keyring = new KeyringCommand(terminal, texts, common);
    return new CommandLine(keyring)
        .addSubcommand(keyring.new ListKeys())
        .addSubcommand(keyring.new Rotate())
        .addSubcommand(keyring.new Destroy())
        .addSubcommand(keyring.new Export());
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }

  private int with(@Nullable String data, Consumer<Installation> work) {
    try (Installation installation =
        Installation.open(
            DataFolder.prepare(data, terminal.environment(), texts), terminal, texts, common)) {
      work.accept(installation);
    }
    return ExitCode.OK;
  }

  private Purpose purpose(String label) {
    return Purpose.ofLabel(label)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    texts.get(
                        "error.keyring.purpose",
                        label,
                        Arrays.stream(Purpose.values())
                            .map(Purpose::label)
                            .collect(Collectors.joining(texts.get("check.comma"))))));
  }

  private String state(StoredKey key, boolean newest) {
    return key.destroyed()
        .map(at -> texts.get("keyring.destroyed", at.truncatedTo(ChronoUnit.SECONDS)))
        .orElseGet(() -> texts.get(newest ? "keyring.current" : "keyring.old"));
  }

  /** {@code menshen keyring list}. */
  @Command(name = "list", sortOptions = false)
  private final class ListKeys implements Callable<Integer> {
    @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "keyring.dataDir")
    private @Nullable String data;

    @Override
    public Integer call() {
      return with(
          data,
          installation -> {
            StoredKeyring keyring = installation.get(StoredKeyring.class);
            for (Purpose purpose : Purpose.values()) {
              var keys = keyring.keys(purpose);
              for (StoredKey key : keys) {
                terminal
                    .out()
                    .println(
                        "%-14s %-13s %s  %s  %s"
                            .formatted(
                                purpose.label(),
                                purpose.algorithm(),
                                key.id(),
                                key.made().truncatedTo(ChronoUnit.SECONDS),
                                state(key, key.equals(keys.getLast()))));
              }
            }
          });
    }
  }

  /** {@code menshen keyring rotate}. */
  @Command(name = "rotate", sortOptions = false)
  private final class Rotate implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // set by picocli
    @Parameters(paramLabel = "PURPOSE", descriptionKey = "keyring.purpose")
    private String label;

    @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "keyring.dataDir")
    private @Nullable String data;

    @Override
    public Integer call() {
      Purpose purpose = purpose(label);
      return with(
          data,
          installation -> {
            StoredKeyring keyring = installation.get(StoredKeyring.class);
            AuditCommand.record(installation, "keyring.rotate", purpose.label(), Map.of());
            terminal
                .out()
                .println(
                    texts.get("keyring.rotated", purpose.label(), keyring.rotate(purpose).id()));
          });
    }
  }

  /** {@code menshen keyring destroy}. */
  @Command(name = "destroy", sortOptions = false)
  private final class Destroy implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // set by picocli
    @Parameters(index = "0", paramLabel = "PURPOSE", descriptionKey = "keyring.purpose")
    private String label;

    @SuppressWarnings("NullAway.Init") // set by picocli
    @Parameters(index = "1", paramLabel = "KEY", descriptionKey = "keyring.key")
    private String id;

    @Option(names = "--for-ever", descriptionKey = "keyring.forEver")
    private boolean sure;

    @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "keyring.dataDir")
    private @Nullable String data;

    @Override
    public Integer call() {
      Purpose purpose = purpose(label);
      if (!sure) {
        throw CommandFailure.usage(texts.get("error.keyring.sure", id));
      }
      return with(
          data,
          installation -> {
            StoredKeyring keyring = installation.get(StoredKeyring.class);
            AuditCommand.record(
                installation, "keyring.destroy", purpose.label(), Map.of("key", id));
            try {
              keyring.destroy(purpose, id);
            } catch (IllegalArgumentException e) {
              throw CommandFailure.of(
                  texts.get("error.keyring.destroy", String.valueOf(e.getMessage())), e);
            }
            terminal.out().println(texts.get("keyring.gone", purpose.label(), id));
          });
    }
  }

  /** {@code menshen keyring export}: the public halves of the keys of seals. */
  @Command(name = "export", sortOptions = false)
  private final class Export implements Callable<Integer> {
    @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "keyring.dataDir")
    private @Nullable String data;

    @Override
    public Integer call() {
      return with(
          data,
          installation -> terminal.out().println(installation.get(Signatures.class).publicKeys()));
    }
  }
}
