/** Strikes of a subject, and the bans that follow from them. */
@NullMarked
package dev.menshen.ban;

import org.jspecify.annotations.NullMarked;
