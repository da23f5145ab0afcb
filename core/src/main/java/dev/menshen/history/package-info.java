/** Past moderations without their texts: for back-tests and for reading a watermark. */
@NullMarked
package dev.menshen.history;

import org.jspecify.annotations.NullMarked;
