package dev.menshen.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test against a running server that has accounts, and so lets nobody in without one; all such
 * tests share one server. Its passwords are cheap to check, and its administrators need a second
 * factor.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "menshen.access.login.hashing.memory=7MB",
      "menshen.access.login.hashing.iterations=1",
      "menshen.access.login.hashing.patience=30s",
      "menshen.access.login.attempts-per-address=1000000",
      "menshen.access.login.second-factor=policy-editor"
    })
@Import({FakeGuardConfiguration.class, RecordedActs.class})
public @interface PeopleServerTest {}
