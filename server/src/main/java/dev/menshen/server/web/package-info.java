/** What holds for every request and every answer of the server: security headers and limits. */
@NullMarked
package dev.menshen.server.web;

import org.jspecify.annotations.NullMarked;
