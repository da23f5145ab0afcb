/** What Menshen's parts cost: JMH benchmarks, and a load for a running server. */
@NullMarked
package dev.menshen.benchmarks;

import org.jspecify.annotations.NullMarked;
