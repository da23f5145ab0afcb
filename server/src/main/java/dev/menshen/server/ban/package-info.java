/** Bans of end users: seeing them, banning by hand, lifting. */
@NullMarked
package dev.menshen.server.ban;

import org.jspecify.annotations.NullMarked;
