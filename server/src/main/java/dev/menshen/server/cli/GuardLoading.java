package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.guard.local.LocalGuard;
import dev.menshen.server.doctor.Host;
import dev.menshen.server.guard.LocalModels;
import dev.menshen.server.guard.LocalProperties;
import dev.menshen.server.guard.ModelRequest;
import dev.menshen.server.guard.SelectedModel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Loads the guard that a command is to use, tells on standard error what is loaded and how far a
 * conversion is, and says what is wrong when that fails: no text was there yet.
 */
final class GuardLoading {
  private final Terminal terminal;
  private final Texts texts;
  private final GuardLoader builtIn;
  private final Supplier<Host> host;

  /**
   * Loads guards for a terminal.
   *
   * @param builtIn where the guard comes from when no model is named
   * @param host where models are looked for, and memory for them
   */
  GuardLoading(Terminal terminal, Texts texts, GuardLoader builtIn, Supplier<Host> host) {
    this.terminal = terminal;
    this.texts = texts;
    this.builtIn = builtIn;
    this.host = host;
  }

  /**
   * Loads a guard whole.
   *
   * @throws CommandFailure when it does not load
   */
  Guard whole(ModelOptions options) {
    return request(options).<Guard>map(this::load).orElseGet(() -> builtIn(builtIn::load));
  }

  /**
   * Loads a guard for one text.
   *
   * @throws CommandFailure when it does not load
   */
  Guard lazily(ModelOptions options) {
    return request(options).<Guard>map(this::load).orElseGet(() -> builtIn(builtIn::loadLazily));
  }

  /**
   * What loads the server's guard once the server knows its settings; nothing when the server is to
   * use the one that it has.
   *
   * @param selected told which model is loaded
   * @throws CommandFailure when the options are wrong; the function throws it when the guard does
   *     not load
   */
  Optional<Function<LocalProperties, Guard>> forServer(
      ModelOptions options, Consumer<? super SelectedModel> selected) {
    Optional<ModelRequest> request = request(options);
    if (request.isPresent()) {
      return Optional.of(properties -> load(request.get(), properties, selected));
    }
    return builtIn.equals(GuardLoader.BUILT_IN)
        ? Optional.empty()
        : Optional.of(_ -> builtIn(builtIn::load));
  }

  private Optional<ModelRequest> request(ModelOptions options) {
    return options.request(terminal.environment(), texts);
  }

  private Guard builtIn(Supplier<Guard> guard) {
    try {
      return guard.get();
    } catch (IllegalStateException e) {
      throw LoadingFailures.of(e, texts);
    }
  }

  private LocalGuard load(ModelRequest request) {
    return load(request, ModelSettings.of(terminal, texts), _ -> {});
  }

  private LocalGuard load(
      ModelRequest request, LocalProperties properties, Consumer<? super SelectedModel> chosen) {
    LocalModels models = new LocalModels(host.get(), texts.locale());
    try {
      SelectedModel selected = models.select(request, properties);
      chosen.accept(selected);
      ModelNote.loading(selected, texts).forEach(terminal.err()::println);
      try (LoadingDisplay display = LoadingDisplay.of(terminal, texts)) {
        return models.load(selected, properties, display);
      }
    } catch (RuntimeException e) {
      throw LoadingFailures.of(e, texts);
    }
  }
}
