/**
 * The keys of what is kept encrypted. They are in the database, so that all instances have them,
 * themselves encrypted under a key derived from the installation's secret.
 */
@NullMarked
package dev.menshen.server.keyring;

import org.jspecify.annotations.NullMarked;
