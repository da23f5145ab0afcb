package dev.menshen.server.cli;

import static java.util.stream.Collectors.joining;

import dev.menshen.Scope;
import dev.menshen.server.access.Actor;
import dev.menshen.server.access.Permission;
import dev.menshen.server.keys.IssuedKey;
import dev.menshen.server.keys.KeyDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code menshen keys create}: makes a key and shows its secret, once. */
@Command(name = "create", sortOptions = false)
final class KeysCreateCommand implements Callable<Integer> {
  private static final Pattern LATER = Pattern.compile("([1-9][0-9]{0,4})([hd])");

  /** Later than what every database can keep. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Texts texts;
  private final KeyAccess access;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      descriptionKey = "keys.create.name")
  private String name;

  @SuppressWarnings("NullAway.Init") // set by picocli
  @Option(
      names = "--scope",
      required = true,
      split = ",",
      paramLabel = "SCOPE",
      descriptionKey = "keys.create.scope")
  private List<String> scopes;

  @Option(names = "--tenant", paramLabel = "NAME", descriptionKey = "keys.create.tenant")
  private @Nullable String tenant;

  @Option(names = "--application", paramLabel = "NAME", descriptionKey = "keys.create.application")
  private @Nullable String application;

  @Option(names = "--expires", paramLabel = "90d|TIME", descriptionKey = "keys.create.expires")
  private @Nullable String expires;

  @Option(names = "--data-dir", paramLabel = "FOLDER", descriptionKey = "serve.dataDir")
  private @Nullable String dataFolder;

  KeysCreateCommand(Terminal terminal, Texts texts, CommonOptions common) {
    this.texts = texts;
    this.access = new KeyAccess(terminal, texts, common);
  }

  @Override
  public Integer call() {
    KeyDraft draft = draft();
    IssuedKey issued = access.with(dataFolder, keys -> keys.create(Actor.COMMAND, draft));
    access.print(issued);
    return ExitCode.OK;
  }

  private KeyDraft draft() {
    if (!KeyDraft.isName(name)) {
      throw CommandFailure.usage(texts.get("error.keys.name", KeyDraft.LONGEST_NAME));
    }
    return new KeyDraft(name, scope(), permissions(), Optional.ofNullable(expires).map(this::time));
  }

  private Scope scope() {
    try {
      return new Scope(Optional.ofNullable(tenant), Optional.ofNullable(application));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(texts.get("error.keys.tenant"));
    }
  }

  private Set<Permission> permissions() {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (String scope : scopes) {
      permissions.add(
          Stream.of(Permission.values())
              .filter(it -> it.label().equals(scope.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      CommandFailure.usage(
                          texts.get(
                              "error.keys.scope",
                              Stream.of(Permission.values())
                                  .map(Permission::label)
                                  .collect(joining(", "))))));
    }
    return permissions;
  }

  private Instant time(String value) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Matcher later = LATER.matcher(value);
    try {
      Instant time =
          later.matches()
              ? now.plus(
                  later.group(2).equals("h")
                      ? Duration.ofHours(Long.parseLong(later.group(1)))
                      : Duration.ofDays(Long.parseLong(later.group(1))))
              : Instant.parse(value);
      if (time.isAfter(now) && time.isBefore(LATEST)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // As wrong as one that is over.
    }
    throw CommandFailure.usage(texts.get("error.keys.expires"));
  }
}
