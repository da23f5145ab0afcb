/**
 * The command line: {@code check}, {@code eval}, {@code models}, {@code policy}, {@code db}, {@code
 * serve}, {@code doctor} and their help.
 *
 * <p>{@link dev.menshen.server.cli.Main} is the entry. A command finds the outside world in its
 * {@link dev.menshen.server.cli.Terminal} (streams, environment), its words in {@code Texts}
 * (English or Chinese by the locale) and ends with a code of {@code ExitCode}; what goes wrong is a
 * {@code CommandFailure}, shown as one line that says what to do. Only {@code serve}, and commands
 * that work on an {@code Installation}, start Spring ({@code models pull} borrows its binder for
 * settings), so that {@code check} starts quickly.
 */
@NullMarked
package dev.menshen.server.cli;

import org.jspecify.annotations.NullMarked;
