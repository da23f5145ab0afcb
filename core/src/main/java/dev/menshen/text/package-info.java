/**
 * Reading through disguises.
 *
 * <p>{@link dev.menshen.text.Normaliser} gives up to three readings of a text.
 *
 * <ul>
 *   <li><b>Raw</b> is the text as it came. Nothing is ever taken from it: emoji, joiners and
 *       spacing survive, and a guard always reads it.
 *   <li><b>Folded</b> ({@link dev.menshen.text.FoldedText}) is what lists are matched on. Single
 *       characters are folded first, by a table made from ICU's data: NFKC, case, width, accents of
 *       Latin letters, letters in fancy dress, traditional Chinese, and characters that nobody
 *       sees. Then words are: letters of other scripts in Latin words, letters that are spelt out
 *       or stuck together by symbols, gaps between Chinese characters, digits for letters,
 *       stretched letters. Both are repeated until nothing changes, so that folding is idempotent,
 *       and an entry of a list can be folded by the same rules as the text that it is looked for
 *       in. Ordinary English and Chinese stay words, Russian stays Russian, and {@code mp3}, prices
 *       and versions stay themselves.
 *   <li><b>Further views</b> ({@link dev.menshen.text.TextView}) are what a guard has to read
 *       beside the raw text. The folded text is one when the fold came upon something that ordinary
 *       writing does not have (see {@link dev.menshen.text.Evidence}); so is the text with its
 *       encoded runs decoded, one view an encoding, when they decode to words (see {@link
 *       dev.menshen.text.Prose}). Most texts have none and cost a guard one reading.
 * </ul>
 *
 * <p>Each UTF-16 unit of the folded text knows where it comes from: {@code rawStart} and {@code
 * rawEnd} never fall, lie between code points, and reach over what was dropped behind a character
 * (marks, joiners, selectors, repetitions). A match from {@code i} to {@code j} (exclusive) is
 * masked by replacing the raw text from {@code rawStart(i)} to {@code rawEnd(j - 1)}, which takes
 * the symbols between its letters along.
 *
 * <p>Everything here takes time linear in the text, and decoding is bounded by {@link
 * dev.menshen.text.DecodingLimits}.
 */
@NullMarked
package dev.menshen.text;

import org.jspecify.annotations.NullMarked;
