/** The audit log: what was moderated and who changed what, without texts, in a chain of digests. */
@NullMarked
package dev.menshen.server.audit;

import org.jspecify.annotations.NullMarked;
