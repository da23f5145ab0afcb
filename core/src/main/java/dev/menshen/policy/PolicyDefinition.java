package dev.menshen.policy;

import dev.menshen.NotScannedException.Reason;
import dev.menshen.ban.BanTerms;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a policy says.
 *
 * @param allMatches whether all rules that hold act, and not the first alone
 * @param notScanned what is done about a text that was not scanned, for every reason
 */
record PolicyDefinition(
    String description,
    JudgedTurns judgedTurns,
    Thresholds thresholds,
    Duration threadMemory,
    boolean allMatches,
    List<Rule> rules,
    BanTerms banTerms,
    Map<Reason, NotScannedHandling> notScanned) {}
