/**
 * What is done about decisions beyond answering them: who delivers effects, what becomes of them,
 * and what could not be delivered. Effects are in memory alone; nothing here shows a text.
 */
@NullMarked
package dev.menshen.server.effect;

import org.jspecify.annotations.NullMarked;
