package dev.menshen.guard.local;

import ai.onnxruntime.OrtException;
import dev.menshen.AssessmentOptions;
import dev.menshen.AssessmentOptions.Scores;
import dev.menshen.Category;
import dev.menshen.Direction;
import dev.menshen.Refusal;
import dev.menshen.Severity;
import dev.menshen.SeverityProbabilities;
import dev.menshen.guard.local.PromptReader.Reading;
import dev.menshen.guard.prompt.Answer;
import dev.menshen.guard.prompt.AnswerPath;
import dev.menshen.guard.prompt.EncodedPrompt;
import dev.menshen.guard.prompt.PromptEncoder;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Gets a verdict out of the model without letting it write freely.
 *
 * <p>The prompt and {@code Safety:} are read in one pass, and the logits of the three words that
 * may follow are the verdict: their softmax is the probability of each severity. For a Safe text
 * that is all, unless more was asked for. Otherwise the model goes on along the {@linkplain
 * AnswerPath legal answers}, choosing greedily where there is a choice, so that what it says can
 * always be read.
 *
 * <p>The probability of a category is that the text is not Safe, times that of the category where
 * the model had to name one after the likelier of Controversial and Unsafe. For a Safe text that
 * tells what it would be about if it were not.
 */
final class VerdictReader {
  private final Decoder decoder;
  private final LanguageModelHead head;
  private final PromptEncoder prompts;
  private final PromptReader reader;

  VerdictReader(
      Decoder decoder, LanguageModelHead head, PromptEncoder prompts, PromptReader reader) {
    this.decoder = decoder;
    this.head = head;
    this.prompts = prompts;
    this.reader = reader;
  }

  /** Reads one window. */
  WindowVerdict read(EncodedPrompt prompt, AssessmentOptions options) throws OrtException {
    AnswerPath start = prompts.answer(prompt.direction());
    long[] ids = LongStream.concat(LongStream.of(prompt.ids()), ids(start)).toArray();
    try (Reading reading = reader.read(prompt, ids, options.deadline())) {
      Map<AnswerPath, Double> shares = choices(start, reading.hidden());
      AnswerPath chosen = likeliest(shares);
      Severity severity = chosen.severity().orElseThrow();
      SeverityProbabilities probabilities = probabilities(shares);
      Answered answered = new Answered(probabilities.notSafe());
      if (severity != Severity.SAFE) {
        answered.take(decode(reading.sequence(), chosen, options, answered));
      } else if (options.scores() == Scores.FULL) {
        // What the model would name first if the text were not Safe; no further.
        shares.remove(chosen);
        follow(reading.sequence(), likeliest(shares), options, answered);
        if (prompt.direction() == Direction.RESPONSE) {
          reading.sequence().rewind(ids.length);
          answered.refusal = decode(reading.sequence(), chosen, options, answered).refusal();
        }
      }
      return new WindowVerdict(
          severity,
          probabilities,
          answered.categories,
          answered.probabilities,
          answered.refusal,
          ids.length + answered.tokens);
    }
  }

  /** What the answer says after its first word. */
  private static final class Answered {
    private final double notSafe;
    private final Map<Category, Double> probabilities = new EnumMap<>(Category.class);
    private List<Category> categories = List.of();
    private Optional<Refusal> refusal = Optional.empty();
    private int tokens;

    Answered(double notSafe) {
      this.notSafe = notSafe;
    }

    void take(Answer answer) {
      categories = answer.categories();
      refusal = answer.refusal();
    }

    /** Notes how probable the categories are where one is named. */
    void note(AnswerPath from, Map<AnswerPath, Double> choices) {
      int named = from.categories().size();
      choices.forEach(
          (path, share) -> {
            if (path.categories().size() > named) {
              probabilities.merge(path.categories().get(named), notSafe * share, Math::max);
            }
          });
    }
  }

  /** Follows the likeliest choices to the end of the answer. */
  private Answer decode(
      Sequence sequence, AnswerPath path, AssessmentOptions options, Answered answered)
      throws OrtException {
    AnswerPath here = path;
    while (here.answer().isEmpty()) {
      here = likeliest(follow(sequence, here, options, answered));
    }
    return here.answer().orElseThrow();
  }

  /** Reads what must be written up to the next choice, and looks at that. */
  private Map<AnswerPath, Double> follow(
      Sequence sequence, AnswerPath path, AssessmentOptions options, Answered answered)
      throws OrtException {
    long[] ids = ids(path).toArray();
    answered.tokens += ids.length;
    Map<AnswerPath, Double> choices =
        choices(path, decoder.read(sequence, ids, options.deadline()));
    answered.note(path, choices);
    return choices;
  }

  private static SeverityProbabilities probabilities(Map<AnswerPath, Double> shares) {
    Map<Severity, Double> bySeverity = new EnumMap<>(Severity.class);
    shares.forEach((path, share) -> bySeverity.put(path.severity().orElseThrow(), share));
    return new SeverityProbabilities(
        bySeverity.getOrDefault(Severity.SAFE, 0.0),
        bySeverity.getOrDefault(Severity.CONTROVERSIAL, 0.0),
        bySeverity.getOrDefault(Severity.UNSAFE, 0.0));
  }

  private static LongStream ids(AnswerPath path) {
    return path.tokens().stream().mapToLong(Long::longValue);
  }

  /** The ways to go on, with their probabilities after a state. */
  private Map<AnswerPath, Double> choices(AnswerPath path, float[] hidden) {
    Map<AnswerPath, Double> logits = new LinkedHashMap<>();
    path.next().forEach((token, next) -> logits.put(next, head.logit(hidden, token)));
    return WindowVerdict.softmax(logits);
  }

  private static <K> K likeliest(Map<K, Double> shares) {
    return shares.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .orElseThrow()
        .getKey();
  }
}
