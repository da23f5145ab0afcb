/** Tells which decision a marked text came from. */
@NullMarked
package dev.menshen.server.watermark;

import org.jspecify.annotations.NullMarked;
