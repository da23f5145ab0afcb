/**
 * What the reduced precisions of a local model change on somebody's own rows.
 *
 * <p>{@link dev.menshen.server.compare.Comparison} has the model judge all rows in one precision
 * after the other, {@link dev.menshen.server.compare.Agreement} sets two of these runs side by
 * side. Rows are named by file and line; nothing keeps their text.
 */
@NullMarked
package dev.menshen.server.compare;

import org.jspecify.annotations.NullMarked;
