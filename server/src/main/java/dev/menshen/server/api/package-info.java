/**
 * The HTTP protocols: Menshen's own under {@code /api/v1} and OpenAI's moderation under {@code
 * /v1}.
 */
@NullMarked
package dev.menshen.server.api;

import org.jspecify.annotations.NullMarked;
