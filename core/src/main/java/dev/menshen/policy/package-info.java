/**
 * What an application wants done: a {@link dev.menshen.policy.Policy} makes a {@link
 * dev.menshen.policy.Decision} of {@link dev.menshen.policy.Evidence}, which never holds the text.
 */
@NullMarked
package dev.menshen.policy;

import org.jspecify.annotations.NullMarked;
