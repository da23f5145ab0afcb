package dev.menshen.server;

import dev.menshen.server.keys.TestKeysConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test against a running server that has an administrator, so that it asks for keys: {@link
 * dev.menshen.server.keys.TestKeys} makes some. All such tests share one server.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({FakeGuardConfiguration.class, TestKeysConfiguration.class})
public @interface ClosedServerTest {}
