/**
 * Allow and deny lists of words, phrases and patterns.
 *
 * <p>The entries of a scope are compiled once ({@link dev.menshen.list.CompiledList}); those of an
 * application, its tenant and everybody are looked for together ({@link dev.menshen.list.Lists}).
 * One automaton reads the letters and digits of the folded text; what it finds is compared with the
 * text itself, exactly, or as a disguise with its conditions. Chinese is found in parts and as
 * pinyin too.
 */
@NullMarked
package dev.menshen.list;

import org.jspecify.annotations.NullMarked;
