package dev.menshen.server.doctor;

import java.nio.file.Path;
import java.util.List;

/**
 * What this machine is, as far as it matters here.
 *
 * @param java the Java that runs this
 * @param system the operating system
 * @param processor the processor
 * @param memory the memory
 * @param graphics the graphics cards
 * @param folders the folders that are written to
 * @param libraries the native libraries
 */
public record Machine(
    Java java,
    OperatingSystem system,
    Processor processor,
    Memory memory,
    Graphics graphics,
    List<Folder> folders,
    NativeLibraries libraries) {
  /** Copies the folders. */
  public Machine {
    folders = List.copyOf(folders);
  }

  /**
   * The Java that runs this.
   *
   * @param version its version
   * @param vendor who built it
   * @param heap the largest heap that it may have, in bytes
   * @param collectorFault whether its collector may damage arrays, see {@link CollectorFault}
   */
  public record Java(String version, String vendor, long heap, boolean collectorFault) {}

  /**
   * The operating system.
   *
   * @param name its name
   * @param version its version
   * @param architecture the processor's instruction set, as Java names it
   */
  public record OperatingSystem(String name, String version, String architecture) {}

  /**
   * Looks at the machine. Takes a moment: commands are run and libraries loaded.
   *
   * @param host where to look
   * @param data the server's data folder
   * @param models the folder that models are put into
   */
  public static Machine read(Host host, Path data, Path models) {
    Mounts mounts = Mounts.read(host.files());
    ControlGroups groups = ControlGroups.read(host.files(), mounts);
    return new Machine(
        java(host),
        new OperatingSystem(
            host.property("os.name"), host.property("os.version"), host.property("os.arch")),
        Processor.read(host, groups),
        Memory.read(host, groups),
        NvidiaSmi.read(host.commands()),
        List.of(
            Folder.read(Folder.Use.DATA, data, mounts),
            Folder.read(Folder.Use.MODELS, models, mounts),
            Folder.read(Folder.Use.TEMPORARY, Path.of(host.property("java.io.tmpdir")), mounts)),
        host.libraries().get());
  }

  private static Java java(Host host) {
    String version = host.property("java.runtime.version");
    return new Java(
        version,
        host.property("java.vendor"),
        host.machine().heap(),
        CollectorFault.isIn(
            Runtime.Version.parse(version), () -> host.machine().collectors().stream()));
  }
}
