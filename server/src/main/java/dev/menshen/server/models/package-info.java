/**
 * Downloads model folders: {@code menshen models pull}.
 *
 * <p>A {@link dev.menshen.server.models.PullRequest} names a model, a hub and a folder. {@link
 * dev.menshen.server.models.Pull} asks the {@code Hub} for the list of files and their SHA-256,
 * fetches what is missing in ranges through several connections, and writes it to a folder {@code
 * .pull} inside the target: a {@code NAME.part} per file with a {@code NAME.state} beside it that
 * says how far each part is, so that a pull that was killed goes on where it was. Files are moved
 * to the target when all of them are whole, {@code config.json} last; so a folder that has a {@code
 * config.json} is a whole model. What went wrong is a {@link
 * dev.menshen.server.models.PullException} with its reason.
 */
@NullMarked
package dev.menshen.server.models;

import org.jspecify.annotations.NullMarked;
