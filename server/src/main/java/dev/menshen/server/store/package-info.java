/**
 * What instances of an installation share, in a database: PostgreSQL where one is named, else H2 in
 * a file of the data folder. One set of migrations and statements runs on both.
 *
 * <p>The stores are {@link dev.menshen.policy.PolicyStore}, {@link dev.menshen.list.ListStore},
 * {@link dev.menshen.ban.BanStore}, {@link dev.menshen.policy.ThreadStore} and {@link
 * dev.menshen.history.History}. When the database is down they throw Spring's {@link
 * org.springframework.dao.DataAccessException}, and what becomes of a request then is for whoever
 * asked. The installation's {@link dev.menshen.Secret} is here as well.
 */
@NullMarked
package dev.menshen.server.store;

import org.jspecify.annotations.NullMarked;
