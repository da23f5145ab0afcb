package dev.menshen.server.console;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * What became of what somebody did on the page of bans. Words are in the bundles, as {@code
 * bans.notice.<key>}.
 */
enum BanNotice {
  /** The ban is lifted. */
  LIFTED(HttpStatus.OK),
  /** There was no ban to lift: it had ended, or somebody else had lifted it. */
  NOT_BANNED(HttpStatus.NOT_FOUND),
  /** What was given as the tenant is no name. */
  TENANT(HttpStatus.UNPROCESSABLE_CONTENT),
  /** What was given as the user's id is none. */
  USER(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The address names a page of the list that there cannot be. */
  CURSOR(HttpStatus.UNPROCESSABLE_CONTENT);

  private final HttpStatus status;

  BanNotice(HttpStatus status) {
    this.status = status;
  }

  /** The status of the answer that shows it. */
  HttpStatus status() {
    return status;
  }

  /** The name in the bundles, such as {@code not-banned}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
