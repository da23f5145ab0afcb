package dev.menshen.server.keys;

/**
 * A key with a new secret, to be shown once.
 *
 * @param key the key, with its new secret among its secrets
 * @param secret what programs send
 */
public record IssuedKey(ApiKey key, KeySecret secret) {}
