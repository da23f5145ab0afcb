package dev.menshen.server.people;

import dev.menshen.Secret;
import dev.menshen.server.access.Administrators;
import dev.menshen.server.audit.AdministrativeActs;
import dev.menshen.server.keyring.Keyring;
import dev.menshen.server.store.Database;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Accounts and what is done with them, in the server and in commands. */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {
  private static final InstantSource CLOCK = InstantSource.system();

  @Bean
  AccountStore accountStore(Database database) {
    return new JdbcAccountStore(database);
  }

  @Bean
  PasswordHasher passwordHasher(LoginProperties properties) {
    return new PasswordHasher(properties.hashing());
  }

  @Bean
  PasswordRules passwordRules(LoginProperties properties) {
    return new PasswordRules(properties.minimumLength());
  }

  @Bean
  People people(
      AccountStore accounts, PasswordHasher hasher, PasswordRules rules, AdministrativeActs acts) {
    return new People(accounts, hasher, rules, acts, CLOCK);
  }

  @Bean
  SecondFactor secondFactor(AccountStore accounts, Keyring keyring, Secret secret) {
    return new SecondFactor(accounts, keyring, secret, CLOCK);
  }

  @Bean
  LoginAttempts loginAttempts(Database database) {
    return new LoginAttempts(database);
  }

  @Bean
  PeopleSweeper peopleSweeper(LoginAttempts attempts, LoginProperties properties) {
    return new PeopleSweeper(attempts, properties.sweep(), CLOCK);
  }

  @Bean
  SignIn signIn(
      AccountStore accounts,
      PasswordHasher hasher,
      SecondFactor secondFactor,
      LoginAttempts attempts,
      Secret secret,
      LoginProperties properties,
      AdministrativeActs acts) {
    LoginThrottle throttle = new LoginThrottle(attempts, secret, properties, CLOCK);
    return new SignIn(accounts, hasher, secondFactor, throttle, acts, CLOCK);
  }

  /** Where there are accounts, nobody is let in without one. */
  @Bean
  Administrators administratorsWithAccounts(AccountStore accounts) {
    return accounts::any;
  }
}
