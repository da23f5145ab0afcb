/**
 * Allow and deny lists: kept in a store, compiled for the pipeline, edited over HTTP and as CSV.
 */
@NullMarked
package dev.menshen.server.lists;

import org.jspecify.annotations.NullMarked;
