/**
 * Between a conversation and token ids, for the guards that run Qwen3Guard-Gen.
 *
 * <p>{@link dev.menshen.guard.prompt.PromptEncoder} lays a conversation out by the model folder's
 * own chat template and turns it into ids that equal those of the reference implementation. The
 * template is rendered with marks in the place of the messages, so that what people write is never
 * run as a template, never becomes a special token and is never left out unseen.
 */
@NullMarked
package dev.menshen.guard.prompt;

import org.jspecify.annotations.NullMarked;
