/** Marks in a text that say which decision it came from. */
@NullMarked
package dev.menshen.watermark;

import org.jspecify.annotations.NullMarked;
