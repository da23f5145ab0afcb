package dev.menshen.guard.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorTest {
  /** Parts of what Linux says about processors with AVX2 and nothing for bytes. */
  private static final String AVX2 =
      """
      processor	: 0
      vendor_id	: AuthenticAMD
      model name	: AMD EPYC 7B12
      flags		: fpu sse4_2 popcnt aes xsave avx f16c rdrand bmi1 avx2 smep bmi2 rdseed adx
      bugs		: sysret_ss_attrs null_seg spectre_v1
      """;

  private static final String AVX512_WITHOUT_VNNI =
      """
      processor	: 0
      vendor_id	: GenuineIntel
      model name	: Intel(R) Xeon(R) Platinum 8171M CPU @ 2.60GHz
      flags		: fpu sse4_2 avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {AVX2, AVX512_WITHOUT_VNNI})
  void x86WithoutInstructionsForBytesNeedsSmallerWeights(String information) throws IOException {
    assertThat(exact("amd64", information)).isFalse();
    assertThat(exact("x86_64", information)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Cascade Lake, avx512f avx512vl avx512_vnni",
    "Alder Lake, avx2 avx_vnni",
    "Zen 4, avx512f avx512_bf16 avx512_vnni avx512_bitalg",
    "Sapphire Rapids, avx512_vnni avx_vnni amx_bf16 amx_tile amx_int8"
  })
  void x86WithThemDoesNot(String name, String flags) throws IOException {
    String information = "processor\t: 0\nmodel name\t: " + name + "\nflags\t\t: fpu avx2 " + flags;
    assertThat(exact("amd64", information)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"avx512_vnnix", "xavx_vnni", "amx_int8x"})
  void anotherFlagThatLooksLikeOneDoesNotCount(String flag) throws IOException {
    assertThat(exact("amd64", "flags\t\t: fpu avx2 " + flag + "\n")).isFalse();
  }

  @Test
  void theNameOfAProcessorIsNoFlag() throws IOException {
    assertThat(exact("amd64", "model name\t: avx512_vnni\nflags\t\t: avx2\n")).isFalse();
  }

  @Test
  void armIsAlwaysExact() throws IOException {
    assertThat(exact("aarch64", "Features\t: fp asimd asimddp i8mm\n")).isTrue();
    assertThat(exact("aarch64", "Features\t: fp asimd\n")).isTrue();
  }

  @Test
  void x86ThatDoesNotTellIsTakenToHaveNone() {
    assertThat(Processor.multipliesBytesExactly("amd64", folder.resolve("none"))).isFalse();
    assertThat(Processor.multipliesBytesExactly("x86_64", folder)).isFalse();
    assertThat(Processor.multipliesBytesExactly("aarch64", folder.resolve("none"))).isTrue();
  }

  private boolean exact(String architecture, String information) throws IOException {
    Path file = Files.writeString(folder.resolve("cpuinfo"), information);
    return Processor.multipliesBytesExactly(architecture, file);
  }
}
