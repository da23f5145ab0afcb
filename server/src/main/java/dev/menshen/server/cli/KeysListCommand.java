package dev.menshen.server.cli;

import static java.util.stream.Collectors.joining;

import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.keys.ApiKey;
import dev.menshen.server.keys.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen keys list}: the keys that there are, the oldest first. */
@Command(name = "list", sortOptions = false)
final class KeysListCommand implements Callable<Integer> {
  private static final int PAGE = 1000;

  private final Terminal terminal;
  private final Texts texts;
  private final KeyAccess access;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  KeysListCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.terminal = terminal;
    this.texts = texts;
    this.access = new KeyAccess(terminal, texts, common);
  }

  @Override
  public Integer call() {
    List<ApiKey> keys = access.with(dataFolder, KeysListCommand::all);
    if (keys.isEmpty()) {
      terminal.out().println(texts.get("keys.list.none"));
      return ExitCode.OK;
    }
    Instant now = Instant.now();
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            texts.get("keys.list.id"),
            texts.get("keys.list.name"),
            texts.get("keys.list.scopes"),
            texts.get("keys.list.tenant"),
            texts.get("keys.list.status"),
            texts.get("keys.list.secrets"),
            texts.get("keys.list.lastUsed"),
            texts.get("keys.list.expires")));
    keys.forEach(key -> lines.add(line(key, now)));
    Table.aligned(lines).forEach(terminal.out()::println);
    return ExitCode.OK;
  }

  private static List<ApiKey> all(Keys keys) {
    List<ApiKey> all = new ArrayList<>();
    List<ApiKey> page;
    do {
      Optional<String> last = all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().id());
      page = keys.page(Actor.COMMAND, last, PAGE).orElseThrow();
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private List<String> line(ApiKey key, Instant now) {
    ApiKey.Status status = key.status(now);
    int valid = status == ApiKey.Status.ACTIVE ? key.valid(now).size() : 0;
    return List.of(
        key.id(),
        key.name(),
        key.permissions().stream().sorted().map(Permission::label).collect(joining(",")),
        key.scope().tenant().isEmpty() ? texts.get("keys.list.all") : key.scope().toString(),
        texts.get("keys.status." + status.label()),
        Integer.toString(valid),
        time(key.lastUsed()),
        time(key.expires()));
  }

  private String time(Optional<Instant> time) {
    return time.map(it -> it.truncatedTo(ChronoUnit.MINUTES).toString())
        .orElseGet(() -> texts.get("keys.list.never"));
  }
}
