/**
 * Who asks, and what they may: every endpoint says what it requires, and nothing is let in besides.
 */
@NullMarked
package dev.menshen.server.access;

import org.jspecify.annotations.NullMarked;
