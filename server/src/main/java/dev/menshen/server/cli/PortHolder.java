package dev.menshen.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The process that listens on a port.
 *
 * @param pid its process id
 * @param command what was run, shortened
 */
record PortHolder(long pid, String command) {
  /** How much of the start and of the end of a long command is shown. */
  private static final int SHOWN = 50;

  private static final int LSOF_SECONDS = 5;

  /** The state of a listening socket in {@code /proc/net/tcp} (TCP_LISTEN in the kernel). */
  private static final String LISTEN = "0A";

  /** Finds the process, as far as this system and its permissions tell. */
  static Optional<PortHolder> find(int port) {
    try {
      Optional<Long> pid =
          Files.isReadable(Path.of("/proc/net/tcp")) ? fromProc(port) : fromLsof(port);
      return pid.map(it -> new PortHolder(it, command(it)));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Long> fromProc(int port) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.isReadable(Path.of(table))) {
        sockets.addAll(sockets(Files.readAllLines(Path.of(table)), port));
      }
    }
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process.resolve("fd"), sockets)) {
          return Optional.of(Long.valueOf(process.getFileName().toString()));
        }
      }
    }
    return Optional.empty();
  }

  /** The links to the sockets that listen on a port, of the lines of {@code /proc/net/tcp}. */
  static Set<String> sockets(List<String> lines, int port) {
    Set<String> sockets = new HashSet<>();
    String address = ":%04X".formatted(port);
    for (String line : lines) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length > 9 && fields[1].endsWith(address) && fields[3].equals(LISTEN)) {
        sockets.add("socket:[" + fields[9] + "]");
      }
    }
    return sockets;
  }

  private static boolean holds(Path descriptors, Set<String> sockets) {
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (sockets.contains(Files.readSymbolicLink(link).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The process has ended or belongs to somebody else.
      return false;
    }
    return false;
  }

  private static Optional<Long> fromLsof(int port) throws IOException, InterruptedException {
    Process lsof =
        new ProcessBuilder("lsof", "-nP", "-t", "-iTCP:" + port, "-sTCP:LISTEN")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!lsof.waitFor(LSOF_SECONDS, TimeUnit.SECONDS)) {
      lsof.destroy();
      return Optional.empty();
    }
    return new String(lsof.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(Long::valueOf)
        .findFirst();
  }

  private static String command(long pid) {
    String command =
        ProcessHandle.of(pid)
            .map(ProcessHandle::info)
            .flatMap(info -> info.commandLine().or(info::command))
            .orElse("?");
    return shortened(command);
  }

  /** The start, which is the program, and the end, which is what it runs. */
  static String shortened(String command) {
    return command.length() > 2 * SHOWN + 5
        ? command.substring(0, SHOWN) + " ... " + command.substring(command.length() - SHOWN)
        : command;
  }
}
