/**
 * Which policy holds for whom: read from the store and kept up to date, written, tried and
 * activated through the API.
 */
@NullMarked
package dev.menshen.server.policy;

import org.jspecify.annotations.NullMarked;
