/**
 * The program: a Spring Boot application with one package per feature.
 *
 * <p>{@code cli} is the command line, {@code api} the HTTP protocols, {@code console} the pages,
 * {@code telemetry} metrics and health, {@code guard} the wiring of the core pipeline, {@code eval}
 * the measuring of a guard on labelled rows.
 */
@NullMarked
package dev.menshen.server;

import org.jspecify.annotations.NullMarked;
