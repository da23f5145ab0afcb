/**
 * Texts that a policy puts before a person: they are kept encrypted for a while, handed out to
 * reviewers one by one, decided, and what was decided is told, kept and given out for training.
 */
@NullMarked
package dev.menshen.server.review;

import org.jspecify.annotations.NullMarked;
