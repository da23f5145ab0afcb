package dev.menshen.server.cli;

import dev.menshen.Guard;
import dev.menshen.server.FakeGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command in a process of its own, with {@link FakeGuard}: for commands that start the server,
 * whose logging would otherwise be that of the other tests too.
 */
final class CommandProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String PORT_TO_TAKE = "port-to-take";

  /** Held until the process ends: a socket that nobody holds is closed. */
  private static @Nullable ServerSocket taken;

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Runs the command; with a {@value #PORT_TO_TAKE}, loading the guard takes that port. */
  public static void main(String[] arguments) {
    System.exit(Main.run(arguments, Terminal.ofProcess(), CommandProcess::guard));
  }

  private static Guard guard() {
    Integer port = Integer.getInteger(PORT_TO_TAKE);
    if (port != null) {
      try {
        taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new FakeGuard();
  }

  /** Starts a command whose output goes to files in a folder. */
  static CommandProcess start(Path folder, String... arguments) throws IOException {
    return start(folder, List.of(), Map.of(), arguments);
  }

  /** Starts a command with more variables in its environment. */
  static CommandProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(folder, List.of(), environment, arguments);
  }

  /** Starts a command that finds its port taken between the check and the start of the server. */
  static CommandProcess startTaking(int port, Path folder, String... arguments) throws IOException {
    return start(folder, List.of("-D" + PORT_TO_TAKE + "=" + port), Map.of(), arguments);
  }

  private static CommandProcess start(
      Path folder, List<String> options, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CommandProcess.class.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MENSHEN_"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    return new CommandProcess(builder.start(), out, err);
  }

  /** Waits until the command has written something, and returns its first group. */
  String await(Pattern pattern) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      boolean ended = !process.isAlive();
      Matcher matcher = pattern.matcher(Files.readString(out));
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (ended) {
        break;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "not written: " + pattern + "\n" + Files.readString(out) + Files.readString(err));
  }

  /** The number by which the system knows the command. */
  long pid() {
    return process.pid();
  }

  /** Asks the command to end, as SIGTERM does. */
  void terminate() {
    process.destroy();
  }

  /** Ends the command at once, as SIGKILL does, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end. */
  CommandRun end() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running: " + Files.readString(out) + Files.readString(err));
    }
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
