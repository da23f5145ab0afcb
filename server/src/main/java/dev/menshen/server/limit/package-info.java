/**
 * How much one caller may ask for: requests and characters a minute and requests at once, for each
 * key and for each end user. The minutes are shared by the instances through Redis where there is
 * one; while it does not answer each instance counts by itself.
 */
@NullMarked
package dev.menshen.server.limit;

import org.jspecify.annotations.NullMarked;
