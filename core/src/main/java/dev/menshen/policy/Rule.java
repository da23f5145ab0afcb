package dev.menshen.policy;

import java.util.List;

/**
 * A rule of a policy.
 *
 * @param name its name, unique in its policy
 * @param when when it holds
 * @param then what is done then
 */
record Rule(String name, RuleCondition when, List<Decision.Step> then) {
  /** What a decision calls the rule when it could not be told whether it holds. */
  String failedName() {
    return name + ".error";
  }
}
