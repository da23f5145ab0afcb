package dev.menshen.server.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an endpoint requires of who asks. On a class it holds for the methods that say nothing. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
  /** Any one of these is enough; none at all means that everybody may ask, known or not. */
  Permission[] value();

  /** Whether it concerns all tenants at once, so that nobody of a single tenant may ask. */
  boolean allTenants() default false;
}
