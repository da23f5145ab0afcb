package dev.menshen.server.people;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What became of a change on the account's page. Words are in the bundles. */
enum AccountNotice {
  /** The password is changed. */
  PASSWORD_CHANGED(HttpStatus.OK),
  /** The second factor is taken away. */
  CODES_OFF(HttpStatus.OK),
  /** The present password is wrong. */
  WRONG(HttpStatus.UNPROCESSABLE_CONTENT),
  /** There were too many attempts. */
  WAIT(HttpStatus.TOO_MANY_REQUESTS),
  /** Too many passwords are being checked. */
  BUSY(HttpStatus.SERVICE_UNAVAILABLE),
  /** The new password is too short. */
  SHORT(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The new password is too long. */
  LONG(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The new password is easy to guess. */
  EASY(HttpStatus.UNPROCESSABLE_CONTENT),
  /** The code is not the one of the app. */
  WRONG_CODE(HttpStatus.UNPROCESSABLE_CONTENT),
  /** A role needs the second factor. */
  CODES_REQUIRED(HttpStatus.UNPROCESSABLE_CONTENT);

  private final HttpStatus status;

  AccountNotice(HttpStatus status) {
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

  /** The name in bundles, such as {@code password-changed}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static AccountNotice of(PasswordRules.Fault fault) {
    return switch (fault) {
      case SHORT -> SHORT;
      case LONG -> LONG;
      case EASY -> EASY;
    };
  }
}
