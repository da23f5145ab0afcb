package dev.menshen.server.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * The fields of one line of a journal, as JSON in UTF-8, without the braces around them. Commas
 * come by themselves. Written by hand because a record is made for every request.
 */
final class JsonLine {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int MICROS = 1_000_000;

  /** What a character takes at most: {@code \}{@code u001f}. */
  private static final int ESCAPED = 6;

  private byte[] bytes = new byte[1024];
  private int length;

  /** The bytes, of which {@link #length} are used. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  JsonLine string(String name, String value) {
    name(name);
    quoted(value);
    return this;
  }

  JsonLine number(String name, long value) {
    name(name);
    digits(value);
    return this;
  }

  /** A probability, rounded to six decimals. */
  JsonLine decimal(String name, double value) {
    name(name);
    decimal(value);
    return this;
  }

  /** {@code true}; what is not so is left out. */
  JsonLine flag(String name) {
    name(name);
    ascii("true");
    return this;
  }

  JsonLine hex(String name, byte[] value) {
    name(name);
    room(2 * value.length + 2);
    bytes[length++] = '"';
    for (byte b : value) {
      bytes[length++] = HEX[(b >> 4) & 0xf];
      bytes[length++] = HEX[b & 0xf];
    }
    bytes[length++] = '"';
    return this;
  }

  /** A time in UTC, with six decimals. */
  JsonLine time(String name, Instant time) {
    name(name);
    LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
    long second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    room(32);
    bytes[length++] = '"';
    padded(date.getYear(), 4);
    bytes[length++] = '-';
    padded(date.getMonthValue(), 2);
    bytes[length++] = '-';
    padded(date.getDayOfMonth(), 2);
    bytes[length++] = 'T';
    padded((int) (second / 3600), 2);
    bytes[length++] = ':';
    padded((int) ((second / 60) % 60), 2);
    bytes[length++] = ':';
    padded((int) (second % 60), 2);
    bytes[length++] = '.';
    padded(time.getNano() / 1000, 6);
    bytes[length++] = 'Z';
    bytes[length++] = '"';
    return this;
  }

  JsonLine object(String name) {
    name(name);
    put('{');
    return this;
  }

  /** An object in an array. */
  JsonLine object() {
    comma();
    put('{');
    return this;
  }

  JsonLine endObject() {
    put('}');
    return this;
  }

  JsonLine array(String name) {
    name(name);
    put('[');
    return this;
  }

  JsonLine endArray() {
    put(']');
    return this;
  }

  /** A string in an array. */
  JsonLine item(String value) {
    comma();
    quoted(value);
    return this;
  }

  /** A probability in an array. */
  JsonLine item(double value) {
    comma();
    decimal(value);
    return this;
  }

  private void name(String name) {
    comma();
    put('"');
    ascii(name);
    room(2);
    bytes[length++] = '"';
    bytes[length++] = ':';
  }

  private void comma() {
    if (length > 0 && bytes[length - 1] != '{' && bytes[length - 1] != '[') {
      put(',');
    }
  }

  private void quoted(String value) {
    room(value.length() + 2);
    bytes[length++] = '"';
    int i = 0;
    while (i < value.length() && isPlain(value.charAt(i))) {
      bytes[length++] = (byte) value.charAt(i++);
    }
    if (i < value.length()) {
      escaped(value, i);
    }
    put('"');
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  }

  private void escaped(String value, int start) {
    room(ESCAPED * (value.length() - start));
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (isPlain(c)) {
        bytes[length++] = (byte) c;
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else if (c <= 0x7f) {
        unicode(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        int point = Character.toCodePoint(c, value.charAt(++i));
        bytes[length++] = (byte) (0xf0 | (point >> 18));
        bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (point & 0x3f));
      } else if (Character.isSurrogate(c)) {
        unicode(c);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xc0 | (c >> 6));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
      } else {
        bytes[length++] = (byte) (0xe0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (c & 0x3f));
      }
    }
  }

  private void unicode(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(c >> shift) & 0xf];
    }
  }

  private void decimal(double value) {
    long micros = Math.round(value * MICROS);
    digits(micros / MICROS);
    int fraction = (int) Math.abs(micros % MICROS);
    if (fraction > 0) {
      int places = 6;
      while (fraction % 10 == 0) {
        fraction /= 10;
        places--;
      }
      put('.');
      room(places);
      padded(fraction, places);
    }
  }

  private void digits(long value) {
    if (value < 0) {
      ascii(Long.toString(value));
      return;
    }
    int places = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      places++;
    }
    room(places);
    long rest = value;
    for (int i = length + places - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += places;
  }

  /** Digits with zeros before them; there is room. */
  private void padded(int value, int places) {
    int rest = value;
    for (int i = length + places - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += places;
  }

  private void ascii(String value) {
    room(value.length());
    for (int i = 0; i < value.length(); i++) {
      bytes[length++] = (byte) value.charAt(i);
    }
  }

  private void put(char c) {
    room(1);
    bytes[length++] = (byte) c;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
