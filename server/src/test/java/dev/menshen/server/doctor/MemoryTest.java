package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.doctor.Commands.Outcome;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  private static final long KIB = 1024;

  @TempDir private Path folder;

  private MadeUpHost machine;

  @BeforeEach
  void makeUp() {
    machine = new MadeUpHost(folder);
  }

  @Test
  void readsMeminfo() {
    assertThat(read())
        .isEqualTo(
            new Memory(
                16_384_000 * KIB,
                8_192_000 * KIB,
                2_097_148 * KIB,
                1_048_576 * KIB,
                Optional.empty(),
                0));
    assertThat(read().room())
        .isEqualTo(new MemoryRoom(8_192_000 * KIB, 16_384_000 * KIB, Optional.empty()));
  }

  @Test
  void asksTheVirtualMachineElsewhere() {
    machine.withoutFiles();
    assertThat(read()).isEqualTo(new Memory(32L << 30, 3L << 30, 5, 2, Optional.empty(), 0));
  }

  @Test
  void countsOnAMacWhatItWouldGiveUp() {
    machine
        .withoutFiles()
        .property("os.name", "Mac OS X")
        .command(
            "vm_stat",
            new Outcome.Ended(
                0,
                """
                Mach Virtual Memory Statistics: (page size of 16384 bytes)
                Pages free:                                5000.
                Pages active:                            300000.
                Pages inactive:                          200000.
                Pages speculative:                         1000.
                Pages throttled:                              0.
                Pages wired down:                        150000.
                """));
    assertThat(read().available()).isEqualTo(206_000L * 16_384);
    machine.command("vm_stat", new Outcome.Ended(1, "no"));
    assertThat(read().available()).isEqualTo(3L << 30);
  }

  @Test
  void countsWhatThisProcessHasAlreadyAsRoomForIt() {
    machine.file("proc/self/status", "Name:\tjava\nVmRSS:\t900 kB\nRssAnon:\t   100 kB\n");
    assertThat(read().room().free()).isEqualTo(8_192_100 * KIB);
  }

  @Test
  void hasRoomForAsMuchAsTheTighterOfMachineAndLimit() {
    machine
        .file("proc/self/mountinfo", "1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("proc/self/cgroup", "0::/\n")
        .file("sys/fs/cgroup/memory.max", "2000000\n")
        .file("sys/fs/cgroup/memory.current", "500000\n");
    assertThat(read().room())
        .isEqualTo(new MemoryRoom(1_500_000, 2_000_000, Optional.of("/sys/fs/cgroup/memory.max")));
    machine.file("sys/fs/cgroup/memory.max", "15000000000\n");
    assertThat(read().room())
        .isEqualTo(new MemoryRoom(8_192_000 * KIB, 16_384_000 * KIB, Optional.empty()));
    machine.file("sys/fs/cgroup/memory.max", "400000\n");
    assertThat(read().room().free()).isZero();
  }

  @Test
  void theRoomIsThatOfTheMemory() {
    assertThat(MemoryRoom.of(machine.host())).isEqualTo(read().room());
  }

  private Memory read() {
    Host host = machine.host();
    return Memory.read(host, ControlGroups.read(host.files(), Mounts.read(host.files())));
  }
}
