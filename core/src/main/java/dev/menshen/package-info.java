/**
 * The words of text moderation and the pipeline that turns a conversation into a moderation.
 *
 * <p>A {@link dev.menshen.Conversation} goes in; the {@link dev.menshen.pipeline.Pipeline} asks a
 * {@link dev.menshen.Guard} for an {@link dev.menshen.Assessment}; a {@link
 * dev.menshen.pipeline.Moderation} comes out, which is either {@link
 * dev.menshen.pipeline.Moderation.Assessed} or {@link dev.menshen.pipeline.Moderation.NotScanned}.
 * There is no third state: a text that was not scanned is never Safe.
 *
 * <p>Nothing here depends on a framework. No exception message, {@code toString} or record in this
 * package but {@link dev.menshen.Message} holds the moderated text.
 */
@NullMarked
package dev.menshen;

import org.jspecify.annotations.NullMarked;
