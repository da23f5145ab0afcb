/**
 * What this machine is, what fits into its memory, and what keeps the server from starting.
 *
 * <p>{@link dev.menshen.server.doctor.Machine} is read through a {@link
 * dev.menshen.server.doctor.Host}: the files under a root, the environment, the virtual machine and
 * the commands of the system, all of which tests replace. {@link
 * dev.menshen.server.doctor.Diagnosis} judges it; {@link dev.menshen.server.doctor.ModelChoice} is
 * {@code --model auto}; {@link dev.menshen.server.doctor.MemoryRoom} tells before a model is loaded
 * whether it fits. Nothing here writes, and what this system does not tell is said to be unknown.
 */
@NullMarked
package dev.menshen.server.doctor;

import org.jspecify.annotations.NullMarked;
