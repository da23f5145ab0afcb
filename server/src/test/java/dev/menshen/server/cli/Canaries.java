package dev.menshen.server.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Words that nobody else writes, put where nobody may write them down, and the search for them: as
 * they are, in UTF-16, in Base64, in hexadecimal, percent-encoded and compressed, whole or their
 * beginning.
 */
final class Canaries {
  private static final int LENGTH = 14;

  /** What is cut short still shows this much. */
  private static final int SHOWN = 10;

  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};

  private static final int DEEP = 2;

  private final SplittableRandom random = new SplittableRandom();

  /** What to look for by its first two bytes; a character stands for a byte. */
  private final Map<Integer, List<Form>> forms = new HashMap<>();

  /** A new word of small letters, for a place that the search names when it finds it. */
  String word(String place) {
    return make(place, 'a', 26);
  }

  /** A new word of Chinese characters. */
  String chinese(String place) {
    return make(place, '一', 20_000);
  }

  private String make(String place, char first, int letters) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      word.append((char) (first + random.nextInt(letters)));
    }
    known(place, word.toString());
    return word.toString();
  }

  /** Looks for the beginning of a word that somebody else has made. */
  void known(String place, String word) {
    forms(word.substring(0, SHOWN))
        .forEach(
            form ->
                forms
                    .computeIfAbsent(beginning(form.getBytes(LATIN), 0), _ -> new ArrayList<>())
                    .add(new Form(place, form)));
  }

  /** Every place whose word is in a text, as {@code text: place}. */
  List<String> in(String name, String text) {
    return in(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every place whose word is in a file of a folder, or in its name. */
  List<String> inFolder(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try {
          found.addAll(in(file.toString(), Files.readAllBytes(file)));
          found.addAll(in(file + " (its name)", file.toString()));
        } catch (NoSuchFileException e) {
          // One that was there for a moment.
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Every place whose word is in some bytes. */
  List<String> in(String name, byte[] bytes) {
    TreeSet<String> found = new TreeSet<>();
    search(bytes, 0, found);
    return found.stream().map(place -> name + ": " + place).toList();
  }

  private void search(byte[] bytes, int depth, TreeSet<String> found) {
    scan(bytes, found);
    scan(new String(bytes, LATIN).toLowerCase(Locale.ROOT).getBytes(LATIN), found);
    for (int at = indexOf(bytes, 0); at >= 0 && depth < DEEP; at = indexOf(bytes, at + 1)) {
      unpacked(bytes, at).ifPresent(it -> search(it, depth + 1, found));
    }
  }

  /** Compares what stands at a place with those forms only that begin like it. */
  private void scan(byte[] bytes, TreeSet<String> found) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      for (Form form : forms.getOrDefault(beginning(bytes, i), List.of())) {
        if (form.isAt(bytes, i)) {
          found.add(form.place());
        }
      }
    }
  }

  private static int beginning(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /** A form of the beginning of a word. */
  private record Form(String place, String text) {
    private boolean isAt(byte[] bytes, int at) {
      if (at + text.length() > bytes.length) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if ((bytes[at + i] & 0xff) != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private static Stream<String> forms(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>();
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] encoded = word.getBytes(charset);
      forms.add(new String(encoded, LATIN));
      forms.addAll(base64(encoded));
      forms.add(HexFormat.of().formatHex(encoded));
      forms.add(HexFormat.of().withUpperCase().formatHex(encoded));
    }
    forms.add(HexFormat.ofDelimiter("%").withUpperCase().formatHex(utf8));
    forms.add(HexFormat.ofDelimiter("%").formatHex(utf8));
    forms.add(escaped(word));
    return forms.stream();
  }

  /** The middle of its Base64, whatever stands before it: what depends on that is cut off. */
  private static List<String> base64(byte[] word) {
    List<String> forms = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + word.length];
      System.arraycopy(word, 0, shifted, before, word.length);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      String middle = encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2);
      forms.add(middle);
      forms.add(middle.replace('+', '-').replace('/', '_'));
    }
    return forms;
  }

  /** As JSON may write it. */
  private static String escaped(String word) {
    StringBuilder escaped = new StringBuilder();
    word.chars().forEach(it -> escaped.append("\\u%04x".formatted(it)));
    return escaped.toString();
  }

  private static int indexOf(byte[] bytes, int from) {
    for (int i = from; i <= bytes.length - GZIP.length; i++) {
      if (bytes[i] == GZIP[0] && bytes[i + 1] == GZIP[1] && bytes[i + 2] == GZIP[2]) {
        return i;
      }
    }
    return -1;
  }

  /** As much as can be unpacked. */
  private static Optional<byte[]> unpacked(byte[] bytes, int from) {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        unpacked.write(next);
      }
    } catch (IOException e) {
      // Not compressed at all, or other bytes follow.
    }
    return unpacked.size() == 0 ? Optional.empty() : Optional.of(unpacked.toByteArray());
  }
}
