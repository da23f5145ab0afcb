package dev.menshen.policy;

import dev.menshen.Category;
import dev.menshen.Severity;
import java.util.List;

/**
 * What a policy makes of a finding and of the hits of the lists, before its rules are asked.
 *
 * @param severity the severity at the policy's thresholds, or that of a hit which is worse
 * @param categories the categories that count, those of hits first, then the likeliest first
 */
record Judgement(Severity severity, List<Category> categories) {}
