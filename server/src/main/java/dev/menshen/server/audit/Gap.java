package dev.menshen.server.audit;

import java.time.Instant;

/**
 * Records that could not be written.
 *
 * @param since when the first of them was to be
 * @param records how many
 * @param cause why, without a text or a secret
 */
record Gap(Instant since, long records, String cause) {}
