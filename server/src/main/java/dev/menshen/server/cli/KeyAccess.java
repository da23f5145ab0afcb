package dev.menshen.server.cli;

import dev.menshen.server.access.Actor;
import dev.menshen.server.keys.ApiKey;
import dev.menshen.server.keys.IssuedKey;
import dev.menshen.server.keys.Keys;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of an installation, as commands work on them. */
final class KeyAccess {
  private final Terminal terminal;
  private final Texts texts;
  private final CommonOptions common;

  KeyAccess(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.common = common;
  }

  /** Does something with the keys. */
  <T> T with(@Nullable String dataFolder, Function<Keys, T> work) {
    try (Installation installation =
        Installation.open(
            DataFolder.prepare(dataFolder, terminal.environment(), texts),
            terminal,
            texts,
            common)) {
      return work.apply(installation.get(Keys.class));
    }
  }

  /** The key with this id. */
  ApiKey find(Keys keys, String id) {
    return keys.find(Actor.COMMAND, id)
        .orElseThrow(() -> CommandFailure.of(texts.get("error.keys.unknown")));
  }

  /** Shows a new secret, alone on standard output so that a script can take it from there. */
  void print(IssuedKey issued) {
    terminal.err().println(texts.get("keys.issued", issued.key().name(), issued.key().id()));
    terminal.err().flush();
    terminal.out().println(issued.secret().text());
  }
}
