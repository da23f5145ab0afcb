package dev.menshen.server.access;

import static java.util.Objects.requireNonNull;

import dev.menshen.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks for something: a program with a key, a person who has logged in, or, where nobody needs
 * to say who they are, anybody.
 *
 * @param kind what sort of actor it is
 * @param id the id of the key or the account, for records; never the key itself
 * @param name what people call it, such as the key's name or the account's
 * @param tenant the one tenant whose things it may see and change; empty for all
 * @param application the one application of the tenant that it acts for; empty for all
 * @param permissions what it may do
 */
public record Actor(
    Kind kind,
    String id,
    String name,
    Optional<String> tenant,
    Optional<String> application,
    Set<Permission> permissions) {
  /** Anybody, where the server is open to all who reach it. */
  public static final Actor ANYBODY = everything(Kind.ANYBODY, "anybody");

  /** Somebody who did not say who they are, where that is needed for most things. */
  public static final Actor STRANGER =
      new Actor(
          Kind.ANYBODY,
          Kind.ANYBODY.label(),
          "anybody",
          Optional.empty(),
          Optional.empty(),
          Set.of());

  /** Whoever runs a command on the machine of the installation. */
  public static final Actor COMMAND = everything(Kind.COMMAND, "command line");

  /** Checks that nothing is missing. */
  public Actor {
    requireNonNull(kind, "kind is null");
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(application, "application is null");
    permissions = Set.copyOf(permissions);
    if (tenant.isEmpty() && application.isPresent()) {
      throw new IllegalArgumentException("an application belongs to a tenant; name the tenant too");
    }
  }

  /** How records name it: its kind and its id, such as {@code key:7f3a}. */
  public String reference() {
    return kind.label() + ":" + id;
  }

  /** Whether it may do this; an {@link Permission#ADMIN} may do everything. */
  public boolean may(Permission permission) {
    return permissions.contains(permission) || permissions.contains(Permission.ADMIN);
  }

  /** Whether it may see and change what is of this tenant. */
  public boolean sees(String tenant) {
    return this.tenant.isEmpty() || this.tenant.get().equals(tenant);
  }

  /** Whether it may see and change what holds for exactly this scope. */
  public boolean sees(Scope scope) {
    return reach(scope).filter(scope::equals).isPresent();
  }

  /**
   * The scope that it means by the names it gives: what it does not name is its own tenant, and its
   * own application.
   *
   * @return empty when it names another's, of which it is not to know that there is any
   */
  public Optional<Scope> reach(Scope named) {
    if (tenant.isEmpty()) {
      return Optional.of(named);
    }
    boolean another =
        isAnother(tenant, named.tenant()) || isAnother(application, named.application());
    return another
        ? Optional.empty()
        : Optional.of(new Scope(tenant, application.or(named::application)));
  }

  private static boolean isAnother(Optional<String> own, Optional<String> named) {
    return own.isPresent() && named.isPresent() && !own.equals(named);
  }

  private static Actor everything(Kind kind, String name) {
    return new Actor(
        kind, kind.label(), name, Optional.empty(), Optional.empty(), Set.of(Permission.ADMIN));
  }

  /** The sorts of actors. */
  public enum Kind {
    /** A program with an API key. */
    KEY("key"),
    /** A person who has logged in. */
    PERSON("person"),
    /** Anybody, where the server is open. */
    ANYBODY("anybody"),
    /** Whoever runs a command. */
    COMMAND("command");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name in records, such as {@code key}. */
    public String label() {
      return label;
    }
  }
}
