package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.guard.local.Precision;
import dev.menshen.server.doctor.Commands.Outcome;
import dev.menshen.server.doctor.NativeLibraries.Library;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {
  private static final Listening FREE =
      new Listening("127.0.0.1", OptionalInt.of(7860), Optional.empty());
  private static final Models NO_MODELS =
      new Models(List.of(Path.of("/models"), Path.of("/m")), List.of(), List.of());

  @TempDir private Path folder;

  private MadeUpHost machine;

  @BeforeEach
  void makeUp() {
    machine = new MadeUpHost(folder);
  }

  @Test
  void findsAHealthyMachineFine() {
    Diagnosis diagnosis = diagnose(found(0));
    assertThat(diagnosis.mark()).isEqualTo(Mark.OK);
    assertThat(diagnosis.findings())
        .extracting(Finding::symptom)
        .containsExactly(
            Symptom.JAVA,
            Symptom.SYSTEM,
            Symptom.PROCESSOR,
            Symptom.MEMORY,
            Symptom.SWAP,
            Symptom.GRAPHICS_NONE,
            Symptom.DISK_DATA,
            Symptom.DISK_MODELS,
            Symptom.DISK_TEMPORARY,
            Symptom.LIBRARY,
            Symptom.PORT,
            Symptom.MODEL);
    assertThat(details(diagnosis, Symptom.PROCESSOR))
        .containsExactly(
            "Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz",
            "4",
            "avx2 avx512f avx512_vnni avx_vnni avx512_bf16 amx_int8 amx_bf16");
    assertThat(details(diagnosis, Symptom.MEMORY)).containsExactly("7.8 GiB", "15.6 GiB");
    assertThat(diagnosis.recommendation().command()).isEqualTo("./menshen serve --model auto");
  }

  @Test
  void refusesTheCollectorThatMayDamageArrays() {
    VirtualMachine told =
        new VirtualMachine(4, 1, List.of("G1 Young Generation"), 1L << 34, 1L << 33, 0, 0);
    machine.machine(told).property("java.runtime.version", "25.0.1+8-LTS");
    assertThat(details(diagnose(NO_MODELS), Symptom.JAVA_COLLECTOR))
        .containsExactly("25.0.1+8-LTS");
    assertThat(diagnose(NO_MODELS).mark()).isEqualTo(Mark.FAULT);
    machine.property("java.runtime.version", "25.0.3+9-LTS");
    assertThat(symptoms(diagnose(NO_MODELS))).doesNotContain(Symptom.JAVA_COLLECTOR);
  }

  @Test
  void pointsOutASlowOrScarceProcessor() {
    machine.recording("proc/cpuinfo", "cpuinfo-intel-old");
    assertThat(symptoms(diagnose(NO_MODELS)))
        .contains(Symptom.PROCESSOR_PLAIN, Symptom.PROCESSOR_OLD);
    machine
        .recording("proc/cpuinfo", "cpuinfo-arm")
        .property("os.arch", "aarch64")
        .file("proc/self/mountinfo", "1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("proc/self/cgroup", "0::/\n")
        .file("sys/fs/cgroup/cpu.max", "50000 100000\n");
    Diagnosis scarce = diagnose(NO_MODELS);
    assertThat(symptoms(scarce)).doesNotContain(Symptom.PROCESSOR_OLD);
    assertThat(details(scarce, Symptom.PROCESSOR_SCARCE)).containsExactly("0.5");
    machine.withoutFiles();
    assertThat(symptoms(diagnose(NO_MODELS)))
        .contains(Symptom.PROCESSOR_UNKNOWN)
        .doesNotContain(Symptom.PROCESSOR_OLD);
  }

  @Test
  void findsAContainerTooSmallForTheServerItself() {
    limitMemory(500_000_000);
    Diagnosis diagnosis = diagnose(NO_MODELS);
    assertThat(details(diagnosis, Symptom.MEMORY_LIMITED))
        .containsExactly("476 MiB", "476 MiB", "/sys/fs/cgroup/memory.max", "15.6 GiB");
    assertThat(details(diagnosis, Symptom.MEMORY_SHORT))
        .containsExactly("476 MiB", "476 MiB", "524 MiB");
    assertThat(diagnosis.mark()).isEqualTo(Mark.FAULT);
    assertThat(diagnosis.recommendation().reason()).isEqualTo(Recommendation.Reason.BUILT_IN);
  }

  @Test
  void saysWhatEachCardCouldHold() {
    machine.command(
        "nvidia-smi --query-gpu",
        new Outcome.Ended(
            0,
            """
            NVIDIA L4, 23034, 100, 550.1, 8.9
            Quadro K620, 2048, 0, 550.1, 5.0
            NVIDIA GB10, [N/A], [N/A], 580.9, 12.1
            """));
    machine.command(
        "nvidia-smi -L",
        new Outcome.Ended(0, "GPU 0: NVIDIA L4 (UUID: 1)\n  MIG 1g.12gb  Device 0: (UUID: M)\n"));
    Diagnosis diagnosis = diagnose(NO_MODELS);
    assertThat(details(diagnosis, Symptom.GRAPHICS_CARD))
        .containsExactly("NVIDIA L4", "1 MIG x <= 12.0 GiB", "100 MiB", "550.1", "8.9", "0.6b");
    assertThat(details(diagnosis, Symptom.GRAPHICS_SMALL))
        .containsExactly("Quadro K620", "2.0 GiB", "0 MiB", "550.1", "5.0");
    assertThat(details(diagnosis, Symptom.GRAPHICS_UNKNOWN))
        .containsExactly("NVIDIA GB10", "580.9", "12.1");
    machine.command("nvidia-smi --query-gpu", new Outcome.Ended(9, "no driver\n"));
    assertThat(details(diagnose(NO_MODELS), Symptom.GRAPHICS_FAILED))
        .containsExactly("nvidia-smi: no driver");
    assertThat(diagnose(NO_MODELS).mark()).isEqualTo(Mark.ATTENTION);
  }

  @Test
  void tellsFullFoldersFromThoseThatCannotBeWrittenTo() {
    assertThat(disk(Folder.Use.DATA, (1L << 30) - 1, true, true)).isEqualTo(Symptom.DISK_DATA_LOW);
    assertThat(disk(Folder.Use.DATA, 1L << 30, true, true)).isEqualTo(Symptom.DISK_DATA);
    assertThat(disk(Folder.Use.DATA, 0, false, true)).isEqualTo(Symptom.DISK_DATA_READ_ONLY);
    assertThat(disk(Folder.Use.MODELS, 1_499_999_999, true, true))
        .isEqualTo(Symptom.DISK_MODELS_LOW);
    assertThat(disk(Folder.Use.MODELS, 1_500_000_000, true, true)).isEqualTo(Symptom.DISK_MODELS);
    assertThat(disk(Folder.Use.MODELS, 1L << 40, false, true))
        .isEqualTo(Symptom.DISK_MODELS_READ_ONLY);
    assertThat(disk(Folder.Use.TEMPORARY, (256L << 20) - 1, true, true))
        .isEqualTo(Symptom.DISK_TEMPORARY_LOW);
    assertThat(disk(Folder.Use.TEMPORARY, 256L << 20, true, true))
        .isEqualTo(Symptom.DISK_TEMPORARY);
    assertThat(disk(Folder.Use.TEMPORARY, 1L << 40, true, false))
        .isEqualTo(Symptom.DISK_TEMPORARY_NO_EXEC);
    assertThat(disk(Folder.Use.TEMPORARY, 1L << 40, false, true))
        .isEqualTo(Symptom.DISK_TEMPORARY_READ_ONLY);
  }

  @Test
  void findsALibraryThatDoesNotLoad() {
    machine.libraries(new Library("ONNX Runtime", Optional.empty(), Optional.of("no space")));
    assertThat(details(diagnose(NO_MODELS), Symptom.LIBRARY_FAILED))
        .containsExactly("ONNX Runtime", "no space");
    assertThat(diagnose(NO_MODELS).mark()).isEqualTo(Mark.FAULT);
  }

  @Test
  void passesOnWhyTheServerCannotListen() {
    Diagnosis diagnosis =
        Diagnosis.of(
            read(),
            new Listening("127.0.0.1", OptionalInt.of(1), Optional.of("it is taken")),
            NO_MODELS);
    assertThat(details(diagnosis, Symptom.PORT_FAULT)).containsExactly("it is taken");
    assertThat(diagnosis.mark()).isEqualTo(Mark.FAULT);
  }

  @Test
  void saysOfEachModelHowItFits() {
    Models models =
        new Models(
            List.of(),
            found(0, 1, 2).found(),
            List.of(new Models.Broken("bad", Path.of("/m/bad"), "cut off")));
    limitMemory(8_000_000_000L);
    Diagnosis diagnosis = diagnose(models);
    assertThat(details(diagnosis, Symptom.MODEL)).startsWith("0.6b", "/models/0.6b", "fp32");
    assertThat(details(diagnosis, Symptom.MODEL_REDUCED)).startsWith("4b", "/models/4b", "int8");
    limitMemory(6_000_000_000L);
    assertThat(details(diagnose(models), Symptom.MODEL_LARGE))
        .startsWith("8b", "/models/8b", "int4")
        .endsWith("5.6 GiB");
    assertThat(details(diagnosis, Symptom.MODEL_BROKEN))
        .containsExactly("bad", "/m/bad", "cut off");
  }

  @Test
  void recommendsWhatFits() {
    assertThat(diagnose(NO_MODELS).recommendation().command())
        .isEqualTo("./menshen models pull 0.6b");
    assertThat(details(diagnose(NO_MODELS), Symptom.MODELS_NONE))
        .containsExactly("/models, /m", "./menshen models pull 0.6b");
    limitMemory(3_000_000_000L);
    Recommendation smaller = diagnose(found(2)).recommendation();
    assertThat(smaller.command()).isEqualTo("./menshen models pull 0.6b");
    assertThat(smaller.details()).startsWith("0.6b", "int8");
    Recommendation reduced = diagnose(found(0)).recommendation();
    assertThat(reduced.reason()).isEqualTo(Recommendation.Reason.REDUCED_PRECISION);
    assertThat(reduced.details()).startsWith("0.6b", "int8").contains("fp32");
    Recommendation largest = diagnose(found(0, 2)).recommendation();
    assertThat(largest.details()).contains("0.6b").doesNotContain("4b");
    limitMemory(1_000_000_000L);
    Recommendation none = diagnose(found(0)).recommendation();
    assertThat(none.command()).isEqualTo("./menshen serve");
    assertThat(none.details()).startsWith("0.6b", "int4");
  }

  @Test
  void weighsEachSizeInEachPrecisionAndFoundModelsOfOtherShapes() throws Exception {
    TinyModel.write(folder.resolve("models/tiny"));
    machine.variable("MENSHEN_MODELS", folder.resolve("models").toString());
    Models models = Models.read(machine.host(), Locale.ROOT);
    List<Diagnosis.Fit> fits = diagnose(models).fits();
    assertThat(fits)
        .extracting(Diagnosis.Fit::model)
        .containsExactly(
            "0.6b", "0.6b", "0.6b", "4b", "4b", "4b", "8b", "8b", "8b", "tiny", "tiny", "tiny");
    assertThat(fits.get(3).precision()).isEqualTo(Precision.FP32);
    assertThat(fits.get(3).fits()).isFalse();
    assertThat(fits.get(4).fits()).isTrue();
    assertThat(diagnose(found(0)).fits()).hasSize(9);
  }

  private void limitMemory(long bytes) {
    machine
        .file("proc/self/mountinfo", "1 0 0:1 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
        .file("proc/self/cgroup", "0::/\n")
        .file("sys/fs/cgroup/memory.max", bytes + "\n");
  }

  private Symptom disk(Folder.Use use, long free, boolean writable, boolean executable) {
    Machine read = read();
    Folder judged =
        new Folder(use, folder, OptionalLong.of(free), writable, Optional.of(executable));
    return new Examination(
            new Machine(
                read.java(),
                read.system(),
                read.processor(),
                read.memory(),
                read.graphics(),
                List.of(judged),
                read.libraries()))
        .findings().stream()
            .map(Finding::symptom)
            .filter(it -> it.area() == Area.DISK)
            .findFirst()
            .orElseThrow();
  }

  private Machine read() {
    return Machine.read(machine.host(), folder.resolve("data"), folder.resolve("models"));
  }

  private Diagnosis diagnose(Models models) {
    return Diagnosis.of(read(), FREE, models);
  }

  private static Models found(int... indices) {
    return new Models(
        List.of(Path.of("/models")),
        Arrays.stream(indices)
            .mapToObj(ReleasedModel.ALL::get)
            .map(it -> new FoundModel(it.name(), Path.of("/models", it.name()), it.shape()))
            .toList(),
        List.of());
  }

  private static List<Symptom> symptoms(Diagnosis diagnosis) {
    return diagnosis.findings().stream().map(Finding::symptom).toList();
  }

  private static List<String> details(Diagnosis diagnosis, Symptom symptom) {
    return diagnosis.findings().stream()
        .filter(it -> it.symptom() == symptom)
        .findFirst()
        .orElseThrow(() -> new AssertionError(symptom + " is not in " + symptoms(diagnosis)))
        .details();
  }
}
