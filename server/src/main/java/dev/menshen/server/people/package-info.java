/**
 * People: their accounts and roles, how they log in, and how long they stay so.
 *
 * <p>An account is local, with a password and, where it wants one, a second factor; or it belongs
 * to somebody whom another service knows, by OpenID Connect. Who has logged in has a session in the
 * database, which all instances share; what it may do is read from the account at every request, so
 * that a change of roles holds at once.
 */
@NullMarked
package dev.menshen.server.people;

import org.jspecify.annotations.NullMarked;
