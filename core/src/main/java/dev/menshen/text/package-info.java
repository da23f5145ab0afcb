/**
 * Reading through disguises: the folded view of a text with a map back to the text as it came, and
 * decoded runs as further views.
 */
@NullMarked
package dev.menshen.text;

import org.jspecify.annotations.NullMarked;
