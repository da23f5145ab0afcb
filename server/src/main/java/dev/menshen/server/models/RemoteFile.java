package dev.menshen.server.models;

import java.net.URI;
import java.util.Optional;

/**
 * A file in a hub's list.
 *
 * @param name its name; all files that are fetched lie at the top of the repository
 * @param size its length in bytes
 * @param sha256 its SHA-256 in lower-case hexadecimal digits, where the hub gives one
 * @param address where it is
 */
record RemoteFile(String name, long size, Optional<String> sha256, URI address) {}
