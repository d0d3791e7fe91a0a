package dev.lastcall.web.stream;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a handler method, or all those of a type, whose streams finish by themselves when
 * the process is leaving: they are told to go only at the deadline of the work. Such a
 * stream asks its {@link dev.lastcall.drain.DrainContext} how much time there is. On a
 * WebSocket handler it applies to all sessions of that handler.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface FinishesItself {

}
