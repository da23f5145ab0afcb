/** What is done about a decision beyond answering it: events for those who deliver them. */
@NullMarked
package dev.menshen.effect;

import org.jspecify.annotations.NullMarked;
