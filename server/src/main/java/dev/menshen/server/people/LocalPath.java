package dev.menshen.server.people;

import java.util.regex.Pattern;

/** Where somebody goes after a login: to a page of this server and to no other (CWE-601). */
final class LocalPath {
  /** A path of pages, with a plain query; browsers take "//" and "/\" for the name of a host. */
  private static final Pattern PATH =
      Pattern.compile("/(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?)?(?:\\?[A-Za-z0-9._~=&%-]*)?");

  private static final int LONGEST = 500;

  private LocalPath() {}

  /** A path that was sent; the start page when it is none of ours, or leads to a login again. */
  static String of(String path) {
    boolean page =
        path.length() <= LONGEST
            && PATH.matcher(path).matches()
            && !path.startsWith("/login")
            && !path.startsWith("/logout")
            && !path.contains("..");
    return page ? path : "/";
  }
}
