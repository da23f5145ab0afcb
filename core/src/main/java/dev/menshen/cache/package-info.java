/** Findings kept under keyed digests of what was judged, and never computed twice at once. */
@NullMarked
package dev.menshen.cache;

import org.jspecify.annotations.NullMarked;
