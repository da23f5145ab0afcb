package dev.menshen.server.cli;

import dev.menshen.server.input.MalformedUtf8Exception;
import dev.menshen.server.input.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of this process as the UTF-8 that they are. Java decodes them by the locale: under
 * {@code LANG=C} every Chinese character is lost before {@code main} begins. Linux keeps the bytes.
 */
final class Arguments {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Arguments() {}

  /**
   * The arguments, decoded again where Java has lost something.
   *
   * @throws MalformedUtf8Exception when one is not UTF-8; the offset counts from its start
   */
  static String[] decoded(String[] arguments) throws MalformedUtf8Exception {
    if (Arrays.stream(arguments).allMatch(Arguments::isAscii) && isUtf8Locale()) {
      return arguments;
    }
    byte[] commandLine;
    try {
      commandLine = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return arguments;
    }
    return decoded(arguments, commandLine);
  }

  /** The last of a command line's zero-terminated entries, as many as there are arguments. */
  static String[] decoded(String[] arguments, byte[] commandLine) throws MalformedUtf8Exception {
    List<byte[]> entries = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        entries.add(Arrays.copyOfRange(commandLine, from, i));
        from = i + 1;
      }
    }
    if (entries.size() < arguments.length) {
      return arguments;
    }
    String[] decoded = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      decoded[i] = Utf8.decode(entries.get(entries.size() - arguments.length + i));
    }
    return decoded;
  }

  private static boolean isUtf8Locale() {
    return StandardCharsets.UTF_8.name().equals(System.getProperty("sun.jnu.encoding"));
  }

  private static boolean isAscii(String argument) {
    return argument.chars().allMatch(c -> c < 128);
  }
}
