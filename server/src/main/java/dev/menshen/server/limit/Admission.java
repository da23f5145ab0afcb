package dev.menshen.server.limit;

import java.util.List;
import java.util.Map;

/** A request that was let in, until it is closed. */
public final class Admission implements AutoCloseable {
  /** Of a request that nothing limits. */
  static final Admission FREE = new Admission(List.of(), Map.of());

  private final List<Account> accounts;
  private final Map<String, String> headers;

  Admission(List<Account> accounts, Map<String, String> headers) {
    this.accounts = accounts;
    this.headers = headers;
  }

  /** The headers that tell the caller what is left. */
  Map<String, String> headers() {
    return headers;
  }

  /** Tells that the request has ended; to be called once. */
  @Override
  public void close() {
    accounts.forEach(Account::leave);
  }
}
