/**
 * TLS by PEM files, which are read again when they are replaced, so that a renewed certificate
 * takes effect without a restart.
 */
@NullMarked
package dev.menshen.server.tls;

import org.jspecify.annotations.NullMarked;
