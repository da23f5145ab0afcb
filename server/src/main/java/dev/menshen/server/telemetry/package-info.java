/**
 * What operators see of the server: metrics and readiness. No tag and no health detail is made of
 * text, addresses or raw paths.
 */
@NullMarked
package dev.menshen.server.telemetry;

import org.jspecify.annotations.NullMarked;
