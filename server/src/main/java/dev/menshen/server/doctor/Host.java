package dev.menshen.server.doctor;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where the doctor looks.
 *
 * @param root what {@code /proc} and {@code /sys} are under
 * @param environment the environment variables
 * @param properties Java's system properties
 * @param machine what the virtual machine tells of itself and of the system
 * @param commands how the system's own commands are run
 * @param libraries loads the native libraries
 */
public record Host(
    Path root,
    Map<String, String> environment,
    Map<String, String> properties,
    VirtualMachine machine,
    Commands commands,
    Supplier<NativeLibraries> libraries) {
  /** Copies the maps. */
  public Host {
    requireNonNull(root, "root is null");
    environment = Map.copyOf(requireNonNull(environment, "environment is null"));
    properties = Map.copyOf(requireNonNull(properties, "properties is null"));
    requireNonNull(machine, "machine is null");
    requireNonNull(commands, "commands is null");
    requireNonNull(libraries, "libraries is null");
  }

  /** The machine that this process runs on. */
  public static Host ofProcess(Map<String, String> environment) {
    return new Host(
        Path.of("/"),
        environment,
        System.getProperties().stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, name -> System.getProperty(name, ""))),
        VirtualMachine.ofProcess(),
        new ProcessCommands(),
        NativeLibraries::load);
  }

  /** The files of the system. */
  SystemFiles files() {
    return new SystemFiles(root);
  }

  /** A system property, or {@code ?} where there is none. */
  String property(String name) {
    return properties.getOrDefault(name, "?");
  }

  /** An environment variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  boolean isMac() {
    return property("os.name").startsWith("Mac");
  }
}
