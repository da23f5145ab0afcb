/** Wires the core pipeline around the guard that the configuration names. */
@NullMarked
package dev.menshen.server.guard;

import org.jspecify.annotations.NullMarked;
