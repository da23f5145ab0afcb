/**
 * Findings that are kept: in this process, and in Redis for all instances where there is one.
 * Findings alone are kept, never decisions, so that a change of policy needs no flush.
 */
@NullMarked
package dev.menshen.server.cache;

import org.jspecify.annotations.NullMarked;
