/** What the guards in this process share of ONNX Runtime. */
@NullMarked
package dev.menshen.guard.inference;

import org.jspecify.annotations.NullMarked;
