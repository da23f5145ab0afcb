/** Which language a text is in. */
@NullMarked
package dev.menshen.guard.language;

import org.jspecify.annotations.NullMarked;
