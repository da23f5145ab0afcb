package dev.menshen.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menshen.server.doctor.Commands.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {
  private static final long MEBI = 1L << 20;
  private static final long GIBI = 1L << 30;

  @Test
  void readsSeveralCards() {
    Graphics graphics =
        read(
            ended(
                """
                NVIDIA H100 80GB HBM3, 81559, 1234, 550.54.15, 9.0
                Tesla T4, 15360, 0, 550.54.15, 7.5
                """),
            ended(
                """
                GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-1)
                GPU 1: Tesla T4 (UUID: GPU-2)
                """));
    assertThat(graphics)
        .isEqualTo(
            new Graphics.Found(
                List.of(
                    new GraphicsCard(
                        "NVIDIA H100 80GB HBM3",
                        OptionalLong.of(81_559 * MEBI),
                        OptionalLong.of(1234 * MEBI),
                        "550.54.15",
                        "9.0",
                        List.of()),
                    new GraphicsCard(
                        "Tesla T4",
                        OptionalLong.of(15_360 * MEBI),
                        OptionalLong.of(0),
                        "550.54.15",
                        "7.5",
                        List.of()))));
  }

  @Test
  void leavesOutWhatACardDoesNotTell() {
    GraphicsCard card =
        card(
            ended("NVIDIA GB10, [N/A], [Not Supported], 580.95.05, 12.1\n"), new Outcome.Missing());
    assertThat(card.memory()).isEmpty();
    assertThat(card.used()).isEmpty();
    assertThat(card.largest()).isEmpty();
    assertThat(card.holds()).isEmpty();
  }

  @Test
  void countsThePartsOfADividedCard() {
    GraphicsCard card =
        card(
            ended("NVIDIA A100-SXM4-40GB, 40960, [N/A], 535.161.08, 8.0\n"),
            ended(
                """
                GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5c89852c)
                  MIG 3g.20gb     Device  0: (UUID: MIG-c6d4f1ef)
                  MIG 1g.5gb+me   Device  1: (UUID: MIG-cba663e8)
                """));
    assertThat(card.slices()).containsExactly(20 * GIBI, 5 * GIBI);
    assertThat(card.largest()).hasValue(20 * GIBI);
  }

  @Test
  void knowsNoCardWithoutADriverOrWithoutADevice() {
    assertThat(read(new Outcome.Missing(), new Outcome.Missing())).isEqualTo(new Graphics.None());
    assertThat(read(new Outcome.Ended(6, "No devices were found\n"), new Outcome.Missing()))
        .isEqualTo(new Graphics.None());
  }

  @Test
  void saysWhatTheDriverSaysWhenItFails() {
    assertThat(
            read(
                new Outcome.Ended(
                    9,
                    "\nNVIDIA-SMI has failed because it couldn't communicate with the NVIDIA"
                        + " driver.\nMake sure that it is running.\n"),
                new Outcome.Missing()))
        .isEqualTo(
            new Graphics.Failed(
                "nvidia-smi: NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA"
                    + " driver."));
    assertThat(read(new Outcome.Ended(3, ""), new Outcome.Missing()))
        .isEqualTo(new Graphics.Failed("nvidia-smi: exit code 3"));
    assertThat(read(ended("something else\n"), new Outcome.Missing()))
        .isEqualTo(new Graphics.Failed("nvidia-smi: something else"));
  }

  @Test
  void givesUpOnADriverThatHangs() {
    assertThat(
            NvidiaSmi.read(
                (limit, command) -> {
                  assertThat(limit).isEqualTo(Duration.ofSeconds(10));
                  return new Outcome.TimedOut(limit);
                }))
        .isEqualTo(new Graphics.Failed("nvidia-smi: no answer in 10 s"));
  }

  private static GraphicsCard card(Outcome query, Outcome list) {
    return ((Graphics.Found) read(query, list)).cards().getFirst();
  }

  private static Outcome ended(String output) {
    return new Outcome.Ended(0, output);
  }

  private static Graphics read(Outcome query, Outcome list) {
    return NvidiaSmi.read((limit, command) -> command[1].equals("-L") ? list : query);
  }
}
