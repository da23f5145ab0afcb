package dev.menshen.server.compare;

/**
 * Which row: never what it says.
 *
 * @param file the file's name
 * @param line the number of its line, from 1
 */
public record RowName(String file, int line) {}
