/**
 * The keys of what is kept encrypted, digested or signed. They are in the database, so that all
 * instances have them, themselves encrypted under a key derived from the installation's secret.
 * {@link dev.menshen.server.keyring.Keyring} encrypts, {@link
 * dev.menshen.server.keyring.TextDigests} makes the digests of texts, and {@link
 * dev.menshen.server.keyring.Signatures} signs.
 */
@NullMarked
package dev.menshen.server.keyring;

import org.jspecify.annotations.NullMarked;
