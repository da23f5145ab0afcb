package dev.menshen.server.models;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host's answer, after all redirects.
 *
 * @param address the address that answered
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body, still to be read
 */
record Answer(URI address, int status, HttpHeaders headers, InputStream body) implements Closeable {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  String host() {
    return Hosts.of(address);
  }

  boolean isWebPage() {
    return header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  OptionalLong contentLength() {
    return headers.firstValueAsLong("Content-Length");
  }

  /** What part of a file this is, when the answer says so (RFC 9110, 14.4). */
  Optional<Range> range() {
    Matcher matcher = CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
    return matcher.matches()
        ? Optional.of(
            new Range(
                Long.parseLong(matcher.group(1)),
                matcher.group(3).equals("*")
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(matcher.group(3)))))
        : Optional.empty();
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // Nobody wants the rest.
    }
  }

  /**
   * A part of a file.
   *
   * @param from its first byte
   * @param size the length of the whole file, when it is known
   */
  record Range(long from, OptionalLong size) {}
}
