/**
 * What people make of texts that a policy puts before them: when a text is theirs to judge, whose
 * turn it is, and how far they agree.
 */
@NullMarked
package dev.menshen.review;

import org.jspecify.annotations.NullMarked;
