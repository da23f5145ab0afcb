package dev.menshen.server.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * What the page of a login has to tell. Words are in the bundles, as {@code login.notice.<key>}.
 */
enum LoginNotice {
  /** The name or the password is wrong, or the account may not log in. */
  WRONG(HttpStatus.UNAUTHORIZED),
  /** The code is wrong, or was used before. */
  WRONG_CODE(HttpStatus.UNAUTHORIZED),
  /** There were too many attempts. */
  WAIT(HttpStatus.TOO_MANY_REQUESTS),
  /** Too many log in at once. */
  BUSY(HttpStatus.SERVICE_UNAVAILABLE),
  /** It took too long from the password to the code. */
  LATE(HttpStatus.UNAUTHORIZED),
  /** Somebody has logged out. */
  OUT(HttpStatus.OK),
  /** Somebody has logged out everywhere. */
  OUT_EVERYWHERE(HttpStatus.OK),
  /** The other service did not say who it is, or not so that it can be believed. */
  SSO_FAILED(HttpStatus.UNAUTHORIZED),
  /** The other service does not answer. */
  SSO_UNREACHABLE(HttpStatus.SERVICE_UNAVAILABLE),
  /** The other service knows them, and they have no role here. */
  SSO_NO_ROLE(HttpStatus.FORBIDDEN);

  private final HttpStatus status;

  LoginNotice(HttpStatus status) {
    this.status = status;
  }

  /** The status of the answer that shows it. */
  HttpStatus status() {
    return status;
  }

  /** Whether nothing went wrong. */
  public boolean isGood() {
    return status == HttpStatus.OK;
  }

  /** The name in bundles and addresses, such as {@code wrong-code}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The notice with this {@link #key()}, if there is one. */
  static Optional<LoginNotice> ofKey(String key) {
    return Arrays.stream(values()).filter(notice -> notice.key().equals(key)).findFirst();
  }
}
