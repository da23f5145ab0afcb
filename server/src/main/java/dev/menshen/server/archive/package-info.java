/**
 * What becomes of the closed segments of the audit journal, and how they are read: they are sealed
 * (compressed, encrypted, and their place in the chain signed), copied to a folder or a bucket, and
 * deleted when their time is over. The journal itself is in {@link dev.menshen.server.audit}.
 */
@NullMarked
package dev.menshen.server.archive;

import org.jspecify.annotations.NullMarked;
