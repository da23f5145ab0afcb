/**
 * The audit journal: what was moderated and who changed what, without texts, in a chain of hashes.
 * {@link dev.menshen.server.audit.Journal} writes it, in the format of docs/audit.md; {@link
 * dev.menshen.server.audit.ChainCheck} verifies it.
 */
@NullMarked
package dev.menshen.server.audit;

import org.jspecify.annotations.NullMarked;
