/** Allow and deny lists of words, phrases and patterns, matched on the folded view of a text. */
@NullMarked
package dev.menshen.list;

import org.jspecify.annotations.NullMarked;
