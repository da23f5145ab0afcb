package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGroupsTest {
  private static final String UNIFIED =
      """
      22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      31 22 0:28 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate
      """;

  private static final String VERSION_1 =
      """
      32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
      35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
      41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
      """;

  @TempDir private Path folder;

  private MadeUpHost machine;

  @BeforeEach
  void makeUp() {
    machine = new MadeUpHost(folder);
  }

  @Test
  void readsTheGroupOfAContainerInVersion2() {
    machine
        .file("proc/self/mountinfo", UNIFIED)
        .file("proc/self/cgroup", "0::/\n")
        .file("sys/fs/cgroup/memory.max", "2147483648\n")
        .file("sys/fs/cgroup/memory.high", "max\n")
        .file("sys/fs/cgroup/memory.current", "1000000000\n")
        .file("sys/fs/cgroup/memory.stat", "anon 300000000\ninactive_file 600000000\n")
        .file("sys/fs/cgroup/cpu.max", "50000 100000\n");
    ControlGroups groups = read();
    assertThat(groups.memory())
        .contains(new MemoryLimit(2_147_483_648L, 400_000_000L, "/sys/fs/cgroup/memory.max"));
    assertThat(groups.cores()).hasValue(0.5);
    assertThat(groups.processors()).isEmpty();
  }

  @Test
  void takesWhatLeavesTheLeastOfNestedGroups() {
    String slice = "sys/fs/cgroup/a.slice";
    machine
        .file("proc/self/mountinfo", UNIFIED)
        .file("proc/self/cgroup", "0::/a.slice/b.service\n")
        .file(slice + "/memory.max", "8000\n")
        .file(slice + "/memory.current", "7500\n")
        .file(slice + "/cpu.max", "max 100000\n")
        .file(slice + "/cpuset.cpus.effective", "0-7\n")
        .file(slice + "/b.service/memory.max", "4000\n")
        .file(slice + "/b.service/memory.current", "1000\n")
        .file(slice + "/b.service/cpu.max", "300000 100000\n")
        .file(slice + "/b.service/cpuset.cpus.effective", "2-3\n");
    ControlGroups groups = read();
    assertThat(groups.memory())
        .contains(new MemoryLimit(8000, 7500, "/sys/fs/cgroup/a.slice/memory.max"));
    assertThat(groups.memory().orElseThrow().free()).isEqualTo(500);
    assertThat(groups.cores()).hasValue(3);
    assertThat(groups.processors()).hasValue(2);
  }

  @Test
  void countsMemoryHighWhenItIsTheTighter() {
    machine
        .file("proc/self/mountinfo", UNIFIED)
        .file("proc/self/cgroup", "0::/x\n")
        .file("sys/fs/cgroup/x/memory.max", "4000\n")
        .file("sys/fs/cgroup/x/memory.high", "3000\n");
    assertThat(read().memory()).contains(new MemoryLimit(3000, 0, "/sys/fs/cgroup/x/memory.high"));
    machine.file("sys/fs/cgroup/x/memory.max", "2000\n");
    assertThat(read().memory()).contains(new MemoryLimit(2000, 0, "/sys/fs/cgroup/x/memory.max"));
    machine.file("sys/fs/cgroup/x/memory.max", "max\n");
    assertThat(read().memory()).contains(new MemoryLimit(3000, 0, "/sys/fs/cgroup/x/memory.high"));
  }

  @Test
  void knowsNoLimitWhereAllSayMax() {
    machine
        .file("proc/self/mountinfo", UNIFIED)
        .file("proc/self/cgroup", "0::/x\n")
        .file("sys/fs/cgroup/x/memory.max", "max\n")
        .file("sys/fs/cgroup/x/memory.high", "max\n")
        .file("sys/fs/cgroup/x/cpu.max", "max 100000\n");
    assertThat(read().memory()).isEmpty();
    assertThat(read().cores()).isEmpty();
  }

  @Test
  void readsTheHierarchiesOfVersion1() {
    machine
        .file("proc/self/mountinfo", VERSION_1)
        .file(
            "proc/self/cgroup",
            """
            4:memory:/pods/one
            3:cpuset:/pods
            2:cpu,cpuacct:/pods/one
            1:name=systemd:/
            0::/
            """)
        .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n")
        .file("sys/fs/cgroup/memory/pods/memory.limit_in_bytes", "6000\n")
        .file("sys/fs/cgroup/memory/pods/memory.usage_in_bytes", "2000\n")
        .file("sys/fs/cgroup/memory/pods/memory.stat", "inactive_file 1\ntotal_inactive_file 500\n")
        .file("sys/fs/cgroup/memory/pods/one/memory.limit_in_bytes", "9223372036854771712\n")
        .file("sys/fs/cgroup/cpu,cpuacct/pods/one/cpu.cfs_quota_us", "250000\n")
        .file("sys/fs/cgroup/cpu,cpuacct/pods/one/cpu.cfs_period_us", "100000\n")
        .file("sys/fs/cgroup/cpu,cpuacct/pods/cpu.cfs_quota_us", "-1\n")
        .file("sys/fs/cgroup/cpu,cpuacct/pods/cpu.cfs_period_us", "100000\n")
        .file("sys/fs/cgroup/cpuset/cpuset.cpus", "0-15\n")
        .file("sys/fs/cgroup/cpuset/pods/cpuset.cpus", "4,6\n");
    ControlGroups groups = read();
    assertThat(groups.memory())
        .contains(new MemoryLimit(6000, 1500, "/sys/fs/cgroup/memory/pods/memory.limit_in_bytes"));
    assertThat(groups.cores()).hasValue(2.5);
    assertThat(groups.processors()).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({
    "/docker/abc,   /docker/abc",
    "/docker/abc,   /elsewhere",
    "/,             /../../somewhere",
  })
  void findsItsGroupWhereAContainerSeesOnlyThat(String root, String path) {
    machine
        .file(
            "proc/self/mountinfo",
            "35 31 0:32 %s /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n".formatted(root))
        .file("proc/self/cgroup", "4:memory:" + path + "\n")
        .file("sys/fs/cgroup/memory/memory.limit_in_bytes", "5000\n");
    assertThat(read().memory().orElseThrow().bytes()).isEqualTo(5000);
  }

  @Test
  void saysNothingWhereThereAreNoControlGroups() {
    assertThat(read().memory()).isEmpty();
    machine.file("proc/self/cgroup", "nonsense\n4:memory:/x\n").file("proc/self/mountinfo", "x\n");
    assertThat(read().memory()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"0|1", "0-3|4", "0-3,8|5", "1,3,5-6|4"},
      delimiter = '|')
  void countsProcessorsOfAList(String list, int count) {
    assertThat(ControlGroups.count(list)).contains(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "3-1", "1,,2"})
  void countsNothingOfWhatIsNoList(String list) {
    assertThat(ControlGroups.count(list)).isEmpty();
  }

  private ControlGroups read() {
    SystemFiles files = machine.host().files();
    return ControlGroups.read(files, Mounts.read(files));
  }
}
