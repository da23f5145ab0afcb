/**
 * What instances share in Redis. Nothing waits for Redis longer than {@code menshen.redis.timeout},
 * and when it does not answer a breaker keeps it out of the way until it does. Keys are made of
 * keyed digests alone.
 */
@NullMarked
package dev.menshen.server.redis;

import org.jspecify.annotations.NullMarked;
