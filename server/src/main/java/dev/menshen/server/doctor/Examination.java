package dev.menshen.server.doctor;

import dev.menshen.guard.local.Footprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a machine.
 *
 * @param machine the machine
 */
record Examination(Machine machine) {
  /** Below this, a data folder is nearly full. */
  static final long LEAST_DATA_BYTES = 1L << 30;

  /** What unpacking the native libraries takes, generously. */
  static final long LEAST_TEMPORARY_BYTES = 256L << 20;

  private static final Set<String> X86 = Set.of("amd64", "x86_64");

  /** All that is found, in the order of the areas. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    Machine.OperatingSystem system = machine.system();
    findings.add(
        Finding.of(Symptom.SYSTEM, system.name(), system.version(), system.architecture()));
    findings.addAll(processor());
    findings.addAll(memory());
    findings.addAll(graphics());
    machine.folders().forEach(folder -> findings.add(folder(folder)));
    machine.libraries().all().forEach(library -> findings.add(library(library)));
    return findings;
  }

  private Finding java() {
    Machine.Java java = machine.java();
    return java.collectorFault()
        ? Finding.of(Symptom.JAVA_COLLECTOR, java.version())
        : Finding.of(Symptom.JAVA, java.version(), java.vendor(), Bytes.text(java.heap()));
  }

  private List<Finding> processor() {
    Processor processor = machine.processor();
    String model = processor.model().orElse("?");
    String cores = cores(processor);
    List<Finding> findings = new ArrayList<>();
    Optional<Set<ProcessorFeature>> features = processor.features();
    if (features.isEmpty()) {
      findings.add(Finding.of(Symptom.PROCESSOR_UNKNOWN, model, cores));
    } else if (features.get().isEmpty()) {
      findings.add(Finding.of(Symptom.PROCESSOR_PLAIN, model, cores));
    } else {
      findings.add(Finding.of(Symptom.PROCESSOR, model, cores, labels(features.get())));
    }
    if (X86.contains(machine.system().architecture())
        && features.filter(it -> !it.contains(ProcessorFeature.AVX2)).isPresent()) {
      findings.add(Finding.of(Symptom.PROCESSOR_OLD));
    }
    if (processor.cores() < 1) {
      findings.add(Finding.of(Symptom.PROCESSOR_SCARCE, cores));
    }
    return findings;
  }

  /** Whole numbers without a fraction. */
  private static String cores(Processor processor) {
    double cores = processor.cores();
    return cores == Math.rint(cores)
        ? Long.toString((long) cores)
        : String.format(Locale.ROOT, "%.1f", cores);
  }

  private static String labels(Set<ProcessorFeature> features) {
    return features.stream().sorted().map(ProcessorFeature::label).collect(Collectors.joining(" "));
  }

  private List<Finding> memory() {
    Memory memory = machine.memory();
    MemoryRoom room = memory.room();
    String free = Bytes.text(room.free());
    String total = Bytes.text(room.total());
    List<Finding> findings = new ArrayList<>();
    findings.add(
        room.limit().isPresent()
            ? Finding.of(
                Symptom.MEMORY_LIMITED,
                free,
                total,
                room.limit().get(),
                Bytes.text(memory.physical()))
            : Finding.of(Symptom.MEMORY, free, total));
    if (memory.swap() > 0) {
      findings.add(
          Finding.of(Symptom.SWAP, Bytes.text(memory.freeSwap()), Bytes.text(memory.swap())));
    }
    if (room.free() < Footprint.PROGRAM_BYTES) {
      findings.add(
          Finding.of(Symptom.MEMORY_SHORT, free, total, Bytes.text(Footprint.PROGRAM_BYTES)));
    }
    return findings;
  }

  private List<Finding> graphics() {
    return switch (machine.graphics()) {
      case Graphics.None _ -> List.of(Finding.of(Symptom.GRAPHICS_NONE));
      case Graphics.Failed it -> List.of(Finding.of(Symptom.GRAPHICS_FAILED, it.problem()));
      case Graphics.Found it -> it.cards().stream().map(Examination::card).toList();
    };
  }

  private static Finding card(GraphicsCard card) {
    if (card.largest().isEmpty()) {
      return Finding.of(Symptom.GRAPHICS_UNKNOWN, card.name(), card.driver(), card.capability());
    }
    String memory =
        card.slices().isEmpty()
            ? Bytes.text(card.largest().getAsLong())
            : card.slices().size() + " MIG x <= " + Bytes.text(card.largest().getAsLong());
    String used = card.used().isPresent() ? Bytes.text(card.used().getAsLong()) : "?";
    return card.holds()
        .map(
            model ->
                Finding.of(
                    Symptom.GRAPHICS_CARD,
                    card.name(),
                    memory,
                    used,
                    card.driver(),
                    card.capability(),
                    model.name()))
        .orElseGet(
            () ->
                Finding.of(
                    Symptom.GRAPHICS_SMALL,
                    card.name(),
                    memory,
                    used,
                    card.driver(),
                    card.capability()));
  }

  private static Finding folder(Folder folder) {
    String path = folder.path().toString();
    String free = folder.free().isPresent() ? Bytes.text(folder.free().getAsLong()) : "?";
    return switch (folder.use()) {
      case DATA ->
          !folder.writable()
              ? Finding.of(Symptom.DISK_DATA_READ_ONLY, path)
              : Finding.of(
                  hasLess(folder.free(), LEAST_DATA_BYTES)
                      ? Symptom.DISK_DATA_LOW
                      : Symptom.DISK_DATA,
                  path,
                  free);
      case MODELS -> {
        long needed = ReleasedModel.smallest().download();
        yield !folder.writable()
            ? Finding.of(Symptom.DISK_MODELS_READ_ONLY, path)
            : hasLess(folder.free(), needed)
                ? Finding.of(Symptom.DISK_MODELS_LOW, path, free, Bytes.text(needed))
                : Finding.of(Symptom.DISK_MODELS, path, free);
      }
      case TEMPORARY ->
          !folder.writable()
              ? Finding.of(Symptom.DISK_TEMPORARY_READ_ONLY, path)
              : !folder.executable().orElse(true)
                  ? Finding.of(Symptom.DISK_TEMPORARY_NO_EXEC, path)
                  : Finding.of(
                      hasLess(folder.free(), LEAST_TEMPORARY_BYTES)
                          ? Symptom.DISK_TEMPORARY_LOW
                          : Symptom.DISK_TEMPORARY,
                      path,
                      free);
    };
  }

  private static boolean hasLess(OptionalLong free, long bytes) {
    return free.isPresent() && free.getAsLong() < bytes;
  }

  private static Finding library(NativeLibraries.Library library) {
    return library
        .fault()
        .map(fault -> Finding.of(Symptom.LIBRARY_FAILED, library.name(), fault))
        .orElseGet(() -> Finding.of(Symptom.LIBRARY, library.name(), library.version().orElse("")));
  }
}
