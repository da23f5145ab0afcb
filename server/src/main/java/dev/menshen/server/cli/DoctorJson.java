package dev.menshen.server.cli;

import dev.menshen.server.doctor.Diagnosis;
import dev.menshen.server.doctor.Folder;
import dev.menshen.server.doctor.FoundModel;
import dev.menshen.server.doctor.Graphics;
import dev.menshen.server.doctor.GraphicsCard;
import dev.menshen.server.doctor.Machine;
import dev.menshen.server.doctor.Mark;
import dev.menshen.server.doctor.Memory;
import dev.menshen.server.doctor.MemoryLimit;
import dev.menshen.server.doctor.MemoryRoom;
import dev.menshen.server.doctor.ModelChoice;
import dev.menshen.server.doctor.NativeLibraries;
import dev.menshen.server.doctor.Processor;
import dev.menshen.server.doctor.ProcessorFeature;
import dev.menshen.server.doctor.ReleasedModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A diagnosis for programs: one line of JSON. {@code docs/doctor.md} tells what is in it; what the
 * machine does not tell is null, and sizes are in bytes.
 */
final class DoctorJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private DoctorJson() {}

  static String of(Diagnosis diagnosis, Texts texts) {
    Machine machine = diagnosis.machine();
    return MAPPER.writeValueAsString(
        new Body(
            diagnosis.mark() != Mark.FAULT,
            new Java(machine.java().version(), machine.java().vendor(), machine.java().heap()),
            machine.system(),
            Cpu.of(machine.processor()),
            Ram.of(machine.memory()),
            Cards.of(machine.graphics()),
            machine.folders().stream().map(Space::of).toList(),
            machine.libraries().all(),
            new Address(
                diagnosis.listening().host(),
                diagnosis.listening().port(),
                diagnosis.listening().problem()),
            diagnosis.models().found().stream().map(Model::of).toList(),
            diagnosis.models().broken().stream()
                .map(it -> new Broken(it.name(), it.folder().toString(), it.problem()))
                .toList(),
            diagnosis.fits().stream()
                .map(it -> new Fit(it.model(), it.precision().label(), it.needed(), it.fits()))
                .toList(),
            Auto.of(diagnosis.choice()),
            new Next(
                diagnosis.recommendation().command(),
                diagnosis.recommendation().reason().label(),
                DoctorReport.reason(diagnosis.recommendation(), texts)),
            diagnosis.findings().stream()
                .map(
                    it ->
                        new Found(
                            it.symptom().label(),
                            it.symptom().area().label(),
                            it.symptom().mark().label(),
                            DoctorReport.text(it, texts),
                            DoctorReport.advice(it, texts)))
                .toList()));
  }

  private record Body(
      boolean starts,
      Java java,
      Machine.OperatingSystem system,
      Cpu processor,
      Ram memory,
      Cards graphics,
      List<Space> folders,
      List<NativeLibraries.Library> libraries,
      Address listening,
      List<Model> models,
      List<Broken> brokenModels,
      List<Fit> fits,
      Optional<Auto> auto,
      Next next,
      List<Found> findings) {}

  private record Java(String version, String vendor, long heap) {}

  private record Cpu(
      Optional<String> model, Optional<List<String>> features, int processors, double cores) {
    static Cpu of(Processor it) {
      return new Cpu(
          it.model(),
          it.features().map(all -> all.stream().sorted().map(ProcessorFeature::label).toList()),
          it.processors(),
          it.cores());
    }
  }

  private record Ram(
      long physical,
      long available,
      long swap,
      long freeSwap,
      Optional<MemoryLimit> limit,
      MemoryRoom room) {
    static Ram of(Memory it) {
      return new Ram(
          it.physical(), it.available(), it.swap(), it.freeSwap(), it.limit(), it.room());
    }
  }

  private record Cards(List<Card> cards, Optional<String> problem) {
    static Cards of(Graphics graphics) {
      return switch (graphics) {
        case Graphics.Found it ->
            new Cards(it.cards().stream().map(Card::of).toList(), Optional.empty());
        case Graphics.None _ -> new Cards(List.of(), Optional.empty());
        case Graphics.Failed it -> new Cards(List.of(), Optional.of(it.problem()));
      };
    }
  }

  private record Card(
      String name,
      OptionalLong memory,
      OptionalLong used,
      List<Long> slices,
      String driver,
      String capability,
      Optional<String> holds) {
    static Card of(GraphicsCard it) {
      return new Card(
          it.name(),
          it.memory(),
          it.used(),
          it.slices(),
          it.driver(),
          it.capability(),
          it.holds().map(ReleasedModel::name));
    }
  }

  private record Space(
      String use, String path, OptionalLong free, boolean writable, Optional<Boolean> executable) {
    static Space of(Folder it) {
      return new Space(
          it.use().name().toLowerCase(Locale.ROOT),
          it.path().toString(),
          it.free(),
          it.writable(),
          it.executable());
    }
  }

  private record Address(String host, OptionalInt port, Optional<String> problem) {}

  private record Model(String name, String folder, long parameters) {
    static Model of(FoundModel it) {
      return new Model(it.name(), it.folder().toString(), it.shape().parameters());
    }
  }

  private record Broken(String name, String folder, String problem) {}

  private record Fit(String model, String precision, long needed, boolean fits) {}

  private record Auto(String model, String folder, String precision, long needed, String reason) {
    static Optional<Auto> of(ModelChoice choice) {
      return switch (choice) {
        case ModelChoice.Chosen it ->
            Optional.of(
                new Auto(
                    it.option().model().name(),
                    it.option().model().folder().toString(),
                    it.option().precision().label(),
                    it.option().footprint().total(),
                    it.reason().name().toLowerCase(Locale.ROOT)));
        case ModelChoice.NoneFits _, ModelChoice.NoneFound _ -> Optional.empty();
      };
    }
  }

  private record Next(String command, String reason, String text) {}

  private record Found(
      String symptom, String area, String mark, String text, Optional<String> advice) {}
}
