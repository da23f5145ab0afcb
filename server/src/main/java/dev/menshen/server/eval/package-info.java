/**
 * Measures a guard on labelled rows.
 *
 * <p>{@link dev.menshen.server.eval.LabelledFile} reads and checks rows, {@link
 * dev.menshen.server.eval.Evaluation} has a pipeline judge them, {@link
 * dev.menshen.server.eval.Figures} counts, and {@link dev.menshen.server.eval.EvaluationBody} and
 * {@link dev.menshen.server.eval.HtmlReport} tell. From the moment that a row is judged only labels
 * and verdicts are kept: no figure and no report holds a row's text.
 */
@NullMarked
package dev.menshen.server.eval;

import org.jspecify.annotations.NullMarked;
