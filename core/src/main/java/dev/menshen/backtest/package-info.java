/** Tries policies on moderations of the past, and says what they would have changed. */
@NullMarked
package dev.menshen.backtest;

import org.jspecify.annotations.NullMarked;
