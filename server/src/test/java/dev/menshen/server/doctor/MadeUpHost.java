package dev.menshen.server.doctor;

import dev.menshen.server.doctor.Commands.Outcome;
import dev.menshen.server.doctor.NativeLibraries.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A machine that a test makes up: Linux with 16 GB, of which 8 GB are available, an Intel processor
 * with AMX, nothing else; all of it can be changed.
 */
public final class MadeUpHost {
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, Outcome> commands = new HashMap<>();
  private VirtualMachine machine =
      new VirtualMachine(4, 4L << 30, List.of("PS Scavenge"), 32L << 30, 3L << 30, 5, 2);
  private List<Library> libraries =
      List.of(new Library("ONNX Runtime", Optional.of("1.2.3"), Optional.empty()));

  /** Makes a machine whose files are under a folder of the test's own. */
  public MadeUpHost(Path folder) {
    root = folder.resolve("root");
    Path home = folder.resolve("home");
    Path temporary = folder.resolve("tmp");
    try {
      Files.createDirectories(home);
      Files.createDirectories(temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("HOME", home.toString());
    environment.put("MENSHEN_PORT", "0");
    properties.put("os.name", "Linux");
    properties.put("os.version", "6.1.0");
    properties.put("os.arch", "amd64");
    properties.put("java.runtime.version", "25.0.3+9-LTS");
    properties.put("java.vendor", "A Vendor");
    properties.put("java.io.tmpdir", temporary.toString());
    recording("proc/cpuinfo", "cpuinfo-intel-amx");
    recording("proc/meminfo", "meminfo");
  }

  /** Puts a text into a file of the system. */
  public MadeUpHost file(String path, String text) {
    try {
      Path file = root.resolve(path.replaceFirst("^/", ""));
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Puts a recorded text into a file of the system. */
  public MadeUpHost recording(String path, String name) {
    try (InputStream in =
        Objects.requireNonNull(MadeUpHost.class.getResourceAsStream(name), name)) {
      return file(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the files of Linux away. */
  public MadeUpHost withoutFiles() {
    try {
      Files.deleteIfExists(root.resolve("proc/cpuinfo"));
      Files.deleteIfExists(root.resolve("proc/meminfo"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Sets an environment variable. */
  public MadeUpHost variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets a property of Java. */
  public MadeUpHost property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** Says how the command that begins so ends. */
  public MadeUpHost command(String beginning, Outcome outcome) {
    commands.put(beginning, outcome);
    return this;
  }

  /** Says what the virtual machine tells. */
  public MadeUpHost machine(VirtualMachine told) {
    machine = told;
    return this;
  }

  /** Says how loading the libraries ends. */
  public MadeUpHost libraries(Library... loaded) {
    libraries = List.of(loaded);
    return this;
  }

  /** The environment so far. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** The machine so far. Commands that nobody has spoken of are missing. */
  public Host host() {
    return new Host(
        root,
        environment,
        properties,
        machine,
        (limit, command) ->
            commands.entrySet().stream()
                .filter(it -> String.join(" ", command).startsWith(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(Outcome.Missing::new),
        () -> new NativeLibraries(libraries));
  }
}
