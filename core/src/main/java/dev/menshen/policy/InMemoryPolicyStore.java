package dev.menshen.policy;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Policies of this process alone, gone when it ends. No version is ever dropped, so what it takes
 * is what people have written.
 */
public final class InMemoryPolicyStore implements PolicyStore {
  private static final Running NOTHING = new Running(Optional.empty(), Optional.empty());

  private final Map<Scope, List<StoredPolicy>> versions = new HashMap<>();
  private final Map<Scope, Running> running = new HashMap<>();
  private long revision;

  @Override
  public synchronized StoredPolicy add(
      Scope scope, String yaml, String author, String comment, Instant time) {
    List<StoredPolicy> ofScope =
        versions.computeIfAbsent(requireNonNull(scope, "scope is null"), s -> new ArrayList<>());
    StoredPolicy policy =
        new StoredPolicy(
            scope,
            ofScope.size() + 1,
            requireNonNull(yaml, "yaml is null"),
            requireNonNull(author, "author is null"),
            requireNonNull(comment, "comment is null"),
            requireNonNull(time, "time is null"));
    ofScope.add(policy);
    revision++;
    return policy;
  }

  @Override
  public synchronized List<StoredPolicy> versions(Scope scope) {
    return List.copyOf(versions.getOrDefault(scope, List.of()).reversed());
  }

  @Override
  public synchronized Optional<StoredPolicy> find(Scope scope, int version) {
    List<StoredPolicy> ofScope = versions.getOrDefault(scope, List.of());
    return version < 1 || version > ofScope.size()
        ? Optional.empty()
        : Optional.of(ofScope.get(version - 1));
  }

  @Override
  public synchronized List<Scope> scopes() {
    return versions.keySet().stream().sorted(Comparator.comparing(Scope::toString)).toList();
  }

  @Override
  public synchronized Running running(Scope scope) {
    return running.getOrDefault(scope, NOTHING);
  }

  @Override
  public synchronized void run(Scope scope, Running running) {
    Stream.concat(running.active().stream(), running.candidate().stream())
        .filter(version -> find(scope, version).isEmpty())
        .findFirst()
        .ifPresent(
            version -> {
              throw PolicyStore.unknown(scope, version);
            });
    this.running.put(scope, running);
    revision++;
  }

  @Override
  public synchronized long revision() {
    return revision;
  }
}
