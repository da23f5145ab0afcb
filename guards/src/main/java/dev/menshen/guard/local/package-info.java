/**
 * Qwen3Guard in this process: an official folder of weights, on the CPU, in ONNX Runtime. What it
 * needs is known beforehand: {@link dev.menshen.guard.local.Footprint}.
 */
@NullMarked
package dev.menshen.guard.local;

import org.jspecify.annotations.NullMarked;
