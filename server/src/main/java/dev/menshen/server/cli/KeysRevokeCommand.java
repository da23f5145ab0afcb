package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.keys.ApiKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code menshen keys revoke}: ends a key. */
@Command(name = "revoke", sortOptions = false)
final class KeysRevokeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Texts texts;
  private final KeyAccess access;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Parameters(paramLabel = "ID", descriptionKey = "keys.id")
  private String id;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  KeysRevokeCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.access = new KeyAccess(terminal, texts, common);
  }

  @Override
  public Integer call() {
    ApiKey key =
        access.with(
            dataFolder,
            keys -> {
              ApiKey found = access.find(keys, id);
              keys.revoke(Actor.COMMAND, found);
              return found;
            });
    terminal.out().println(texts.get("keys.revoked", key.name()));
    return ExitCode.OK;
  }
}
