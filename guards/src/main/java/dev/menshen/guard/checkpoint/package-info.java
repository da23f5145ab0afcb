/**
 * The folder of a Qwen3Guard-Gen model as it was downloaded: where it is looked for, whether it is
 * whole, what its {@code config.json} asks for, and its tensors, mapped into memory from the
 * safetensors files. Everything that is wrong with a folder is a {@link
 * dev.menshen.guard.checkpoint.Fault} that names the file and how to mend it.
 */
@NullMarked
package dev.menshen.guard.checkpoint;

import org.jspecify.annotations.NullMarked;
