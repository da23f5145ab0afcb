package dev.menshen.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** A test against the running server with {@link FakeGuard}; all such tests share one server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = MenshenApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    // A name of the network that leads here: such pages have no secure context.
    properties = "menshen.access.hosts=menshen.test")
@Import(FakeGuardConfiguration.class)
public @interface ServerTest {}
