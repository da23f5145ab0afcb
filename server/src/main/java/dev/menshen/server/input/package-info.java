/** Reads texts that people hand over as files and streams: strictly as UTF-8, line by line. */
@NullMarked
package dev.menshen.server.input;

import org.jspecify.annotations.NullMarked;
