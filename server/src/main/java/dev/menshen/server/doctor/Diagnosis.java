package dev.menshen.server.doctor;

import dev.menshen.guard.local.Footprint;
import dev.menshen.guard.local.ModelShape;
import dev.menshen.guard.local.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the doctor says of a machine.
 *
 * @param machine the machine
 * @param listening where the server would listen
 * @param models the models on it
 * @param findings all that was found, in the order of the areas
 * @param fits what each released model, and each found one, needs in each precision
 * @param choice what {@code --model auto} would take
 * @param recommendation what to run next
 */
public record Diagnosis(
    Machine machine,
    Listening listening,
    Models models,
    List<Finding> findings,
    List<Fit> fits,
    ModelChoice choice,
    Recommendation recommendation) {
  private static final Set<Precision> ALL_PRECISIONS = Set.of(Precision.values());

  /** Copies the lists. */
  public Diagnosis {
    findings = List.copyOf(findings);
    fits = List.copyOf(fits);
  }

  /**
   * Whether a model fits.
   *
   * @param model its name
   * @param precision in which precision
   * @param needed the bytes that it needs
   * @param fits whether they are there
   */
  public record Fit(String model, Precision precision, long needed, boolean fits) {}

  /** Judges. */
  public static Diagnosis of(Machine machine, Listening listening, Models models) {
    MemoryRoom room = machine.memory().room();
    ModelChoice choice = ModelChoice.among(models.found(), room, ALL_PRECISIONS);
    List<Finding> findings = new ArrayList<>(new Examination(machine).findings());
    findings.add(listening(listening));
    Recommendation recommendation = Recommendation.of(choice, room);
    findings.addAll(models(models, room, recommendation));
    return new Diagnosis(
        machine, listening, models, findings, fits(models, room), choice, recommendation);
  }

  /** The gravest mark of all findings. */
  public Mark mark() {
    return findings.stream().map(it -> it.symptom().mark()).max(Mark::compareTo).orElse(Mark.OK);
  }

  /** How many findings have a mark. */
  public int count(Mark mark) {
    return Math.toIntExact(findings.stream().filter(it -> it.symptom().mark() == mark).count());
  }

  private static Finding listening(Listening listening) {
    return listening
        .problem()
        .map(problem -> Finding.of(Symptom.PORT_FAULT, problem))
        .orElseGet(
            () ->
                Finding.of(
                    Symptom.PORT,
                    listening.host(),
                    Integer.toString(listening.port().orElseThrow())));
  }

  private static List<Finding> models(
      Models models, MemoryRoom room, Recommendation recommendation) {
    List<Finding> findings = new ArrayList<>();
    models.found().forEach(model -> findings.add(model(model, room)));
    models
        .broken()
        .forEach(
            it ->
                findings.add(
                    Finding.of(
                        Symptom.MODEL_BROKEN, it.name(), it.folder().toString(), it.problem())));
    if (findings.isEmpty()) {
      findings.add(
          Finding.of(
              Symptom.MODELS_NONE,
              models.searched().stream().map(Path::toString).collect(Collectors.joining(", ")),
              recommendation.command()));
    }
    return findings;
  }

  private static Finding model(FoundModel model, MemoryRoom room) {
    String folder = model.folder().toString();
    Optional<Precision> finest = room.finest(model.shape(), ALL_PRECISIONS);
    return finest
        .map(
            precision ->
                Finding.of(
                    precision == Precision.FP32 ? Symptom.MODEL : Symptom.MODEL_REDUCED,
                    model.name(),
                    folder,
                    precision.label(),
                    needed(model, precision),
                    needed(model, Precision.FP32)))
        .orElseGet(
            () ->
                Finding.of(
                    Symptom.MODEL_LARGE,
                    model.name(),
                    folder,
                    Precision.INT4.label(),
                    needed(model, Precision.INT4),
                    Bytes.text(room.free())));
  }

  private static String needed(FoundModel model, Precision precision) {
    return Bytes.text(Footprint.of(model.shape(), precision).total());
  }

  /** The released models, and the found ones of other shapes. */
  private static List<Fit> fits(Models models, MemoryRoom room) {
    Map<String, ModelShape> shapes = new LinkedHashMap<>();
    ReleasedModel.ALL.forEach(it -> shapes.put(it.name(), it.shape()));
    models.found().stream()
        .filter(it -> !shapes.containsValue(it.shape()))
        .forEach(it -> shapes.put(it.name(), it.shape()));
    List<Fit> fits = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> {
          for (Precision precision : Precision.values()) {
            Footprint footprint = Footprint.of(shape, precision);
            fits.add(new Fit(name, precision, footprint.total(), room.holds(footprint)));
          }
        });
    return fits;
  }
}
