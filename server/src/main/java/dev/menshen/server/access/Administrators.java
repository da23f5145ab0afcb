package dev.menshen.server.access;

/** One way to be an administrator of the installation, such as by a key. Safe for many threads. */
@FunctionalInterface
public interface Administrators {
  /**
   * Whether there is an administrator of all tenants, or was one: whoever takes the last one's
   * rights away does not open the server to everybody.
   */
  boolean exist();
}
