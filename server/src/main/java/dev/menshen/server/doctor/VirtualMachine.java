package dev.menshen.server.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * What the Java virtual machine tells of itself and of the system; sizes in bytes.
 *
 * @param processors how many processors it uses
 * @param heap the largest heap that it may have
 * @param collectors the names of its garbage collectors
 * @param memory the memory of the system
 * @param freeMemory what of it is free, without what the system could give up
 * @param swap the swap space of the system
 * @param freeSwap what of it is free
 */
public record VirtualMachine(
    int processors,
    long heap,
    List<String> collectors,
    long memory,
    long freeMemory,
    long swap,
    long freeSwap) {
  /** Copies the names. */
  public VirtualMachine {
    collectors = List.copyOf(collectors);
  }

  static VirtualMachine ofProcess() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new VirtualMachine(
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList(),
        system.getTotalMemorySize(),
        system.getFreeMemorySize(),
        system.getTotalSwapSpaceSize(),
        system.getFreeSwapSpaceSize());
  }
}
