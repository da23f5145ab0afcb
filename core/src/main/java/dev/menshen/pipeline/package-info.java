/** What a conversation goes through to become a {@link dev.menshen.pipeline.Moderation}. */
@NullMarked
package dev.menshen.pipeline;

import org.jspecify.annotations.NullMarked;
