package dev.menshen.server.doctor;

import static dev.menshen.server.doctor.ProcessorFeature.AMX_BF16;
import static dev.menshen.server.doctor.ProcessorFeature.AMX_INT8;
import static dev.menshen.server.doctor.ProcessorFeature.ASIMDDP;
import static dev.menshen.server.doctor.ProcessorFeature.AVX2;
import static dev.menshen.server.doctor.ProcessorFeature.AVX512F;
import static dev.menshen.server.doctor.ProcessorFeature.AVX512_BF16;
import static dev.menshen.server.doctor.ProcessorFeature.AVX512_VNNI;
import static dev.menshen.server.doctor.ProcessorFeature.AVX_VNNI;
import static dev.menshen.server.doctor.ProcessorFeature.BF16;
import static dev.menshen.server.doctor.ProcessorFeature.I8MM;
import static dev.menshen.server.doctor.ProcessorFeature.SVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.doctor.Commands.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir private Path folder;

  private MadeUpHost machine;

  @BeforeEach
  void makeUp() {
    machine = new MadeUpHost(folder);
  }

  @Test
  void readsTheFirstProcessorOfAnIntelWithVnniAndAmx() {
    Processor processor = read();
    assertThat(processor.model()).contains("Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz");
    assertThat(processor.features().orElseThrow())
        .containsExactlyInAnyOrder(
            AVX2, AVX512F, AVX512_VNNI, AVX_VNNI, AVX512_BF16, AMX_INT8, AMX_BF16);
  }

  @Test
  void readsAnAmdWithAvx2Only() {
    machine.recording("proc/cpuinfo", "cpuinfo-amd-avx2");
    assertThat(read().model()).contains("AMD EPYC 7B12");
    assertThat(read().features()).contains(Set.of(AVX2));
  }

  @Test
  void readsAnArmThatHasNumbersInPlaceOfAName() {
    machine.recording("proc/cpuinfo", "cpuinfo-arm");
    assertThat(read().model()).contains("Arm 0x41:0xd40");
    assertThat(read().features()).contains(Set.of(ASIMDDP, I8MM, BF16, SVE));
  }

  @Test
  void tellsAProcessorWithoutFeaturesFromOneThatIsNotKnown() {
    machine.recording("proc/cpuinfo", "cpuinfo-intel-old");
    assertThat(read().features()).contains(Set.of());
    machine.withoutFiles();
    assertThat(read().features()).isEmpty();
    assertThat(read().model()).isEmpty();
  }

  @Test
  void asksSysctlOnAMac() {
    machine
        .withoutFiles()
        .property("os.name", "Mac OS X")
        .command(
            "sysctl machdep.cpu.brand_string",
            new Outcome.Ended(
                1,
                """
                machdep.cpu.brand_string: Apple M2 Pro
                hw.optional.arm.FEAT_DotProd: 1
                hw.optional.arm.FEAT_I8MM: 1
                hw.optional.arm.FEAT_BF16: 0
                sysctl: unknown oid 'hw.optional.avx2_0'
                """));
    assertThat(read().model()).contains("Apple M2 Pro");
    assertThat(read().features()).contains(Set.of(ASIMDDP, I8MM));
  }

  @Test
  void saysOfAMacWhoseSysctlHangsThatItIsNotKnown() {
    machine
        .property("os.name", "Mac OS X")
        .command("sysctl", new Outcome.TimedOut(Duration.ofSeconds(5)));
    assertThat(read().features()).isEmpty();
  }

  @Test
  void takesTheNameThatWindowsKeepsInItsEnvironment() {
    machine
        .withoutFiles()
        .property("os.name", "Windows 11")
        .variable("PROCESSOR_IDENTIFIER", "Intel64 Family 6 Model 151");
    assertThat(read().model()).contains("Intel64 Family 6 Model 151");
    assertThat(read().features()).isEmpty();
  }

  @Test
  void countsTheCoresThatTheProcessMayUse() {
    assertThat(read().cores()).isEqualTo(4);
    machine
        .file("proc/self/mountinfo", "1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("proc/self/cgroup", "0::/\n")
        .file("sys/fs/cgroup/cpuset.cpus.effective", "0-1,5\n");
    assertThat(read().cores()).isEqualTo(3);
    machine.file("sys/fs/cgroup/cpu.max", "150000 100000\n");
    assertThat(read().cores()).isEqualTo(1.5);
    assertThat(read().processors()).isEqualTo(3);
  }

  private Processor read() {
    Host host = machine.host();
    return Processor.read(host, ControlGroups.read(host.files(), Mounts.read(host.files())));
  }
}
