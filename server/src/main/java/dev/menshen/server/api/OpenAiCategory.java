package dev.menshen.server.api;

import dev.menshen.Assessment;
import dev.menshen.Category;
import java.util.List;

/**
 * Says in OpenAI's thirteen categories what a guard said in Qwen3Guard's nine.
 *
 * <table>
 *   <caption>Which of the guard's categories raise which of OpenAI's</caption>
 *   <tr><th>OpenAI</th><th>raised by</th><th>what cannot be told</th></tr>
 *   <tr><td>harassment</td><td>Unethical Acts</td><td>hate from harassment, nor either from other
 *     unethical conduct such as disinformation</td></tr>
 *   <tr><td>harassment/threatening</td><td>Unethical Acts and Violent together</td>
 *     <td>whom the violence is aimed at</td></tr>
 *   <tr><td>hate</td><td>Unethical Acts</td><td>as harassment</td></tr>
 *   <tr><td>hate/threatening</td><td>Unethical Acts and Violent together</td>
 *     <td>as harassment/threatening</td></tr>
 *   <tr><td>illicit</td><td>Non-violent Illegal Acts, or Violent</td>
 *     <td>advice on violence from its depiction</td></tr>
 *   <tr><td>illicit/violent</td><td>Violent</td><td>as illicit</td></tr>
 *   <tr><td>self-harm, self-harm/intent, self-harm/instructions</td>
 *     <td>Suicide &amp; Self-Harm</td><td>the three from each other</td></tr>
 *   <tr><td>sexual</td><td>Sexual Content or Sexual Acts</td><td></td></tr>
 *   <tr><td>sexual/minors</td><td>Sexual Content or Sexual Acts</td>
 *     <td>whether minors are involved: they are not ruled out, and that is all it says</td></tr>
 *   <tr><td>violence, violence/graphic</td><td>Violent</td><td>the two from each other</td></tr>
 *   <tr><td>none</td><td>PII, Politically Sensitive Topics, Copyright Violation, Jailbreak</td>
 *     <td>they show in {@code flagged} and in {@code menshen}</td></tr>
 * </table>
 *
 * <p>The rule behind it: a category that the guard cannot tell from a wider one is raised with the
 * wider one, since who blocks the narrower alone must not be told that it is absent.
 *
 * <p>A score is the highest probability of the categories that raise it (the lowest, where two are
 * needed), kept on the side of {@link #THRESHOLD} that the boolean is on, so that reading the
 * scores at one half says the same as reading the booleans.
 */
enum OpenAiCategory {
  HARASSMENT("harassment", false, Category.UNETHICAL_ACTS),
  HARASSMENT_THREATENING("harassment/threatening", true, Category.UNETHICAL_ACTS, Category.VIOLENT),
  HATE("hate", false, Category.UNETHICAL_ACTS),
  HATE_THREATENING("hate/threatening", true, Category.UNETHICAL_ACTS, Category.VIOLENT),
  ILLICIT("illicit", false, Category.NON_VIOLENT_ILLEGAL_ACTS, Category.VIOLENT),
  ILLICIT_VIOLENT("illicit/violent", false, Category.VIOLENT),
  SELF_HARM("self-harm", false, Category.SUICIDE_AND_SELF_HARM),
  SELF_HARM_INTENT("self-harm/intent", false, Category.SUICIDE_AND_SELF_HARM),
  SELF_HARM_INSTRUCTIONS("self-harm/instructions", false, Category.SUICIDE_AND_SELF_HARM),
  SEXUAL("sexual", false, Category.SEXUAL),
  SEXUAL_MINORS("sexual/minors", false, Category.SEXUAL),
  VIOLENCE("violence", false, Category.VIOLENT),
  VIOLENCE_GRAPHIC("violence/graphic", false, Category.VIOLENT);

  /** The score from which a category counts as raised. */
  static final double THRESHOLD = 0.5;

  /** The highest score of a category that is not raised. */
  private static final double BELOW_THRESHOLD = 0.499999;

  private final String label;
  private final boolean together;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
  private final List<Category> sources;

  OpenAiCategory(String label, boolean together, Category... sources) {
    this.label = label;
    this.together = together;
    this.sources = List.of(sources);
  }

  /** The name in OpenAI's answers, such as {@code self-harm/intent}. */
  String label() {
    return label;
  }

  /** Whether the categories that the guard named raise this one. */
  boolean raisedBy(Assessment assessment) {
    List<Category> named = assessment.categories();
    return together ? named.containsAll(sources) : sources.stream().anyMatch(named::contains);
  }

  /** The score, 0 to 1, on the side of {@link #THRESHOLD} that {@link #raisedBy} is on. */
  double score(Assessment assessment) {
    var probabilities =
        sources.stream()
            .mapToDouble(
                category -> assessment.categoryProbabilities().getOrDefault(category, 0.0));
    double score = (together ? probabilities.min() : probabilities.max()).orElse(0);
    double rounded = Math.round(score * 1e6) / 1e6;
    return raisedBy(assessment) ? Math.max(rounded, THRESHOLD) : Math.min(rounded, BELOW_THRESHOLD);
  }
}
