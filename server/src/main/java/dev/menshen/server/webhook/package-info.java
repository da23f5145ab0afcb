/**
 * Tells other systems what happens here. An event is kept in the database with one delivery for
 * each destination that wants it, in the transaction of whatever caused it; behind that, one
 * instance at a time serves each destination, tries again what fails, and keeps what it gives up.
 * Nothing that is sent holds a text.
 */
@NullMarked
package dev.menshen.server.webhook;

import org.jspecify.annotations.NullMarked;
