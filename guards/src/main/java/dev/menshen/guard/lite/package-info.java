/**
 * The built-in guard: a small encoder per language, on the CPU, with its weights in the jar. A
 * stand-in until Qwen3Guard is there.
 */
@NullMarked
package dev.menshen.guard.lite;

import org.jspecify.annotations.NullMarked;
