package jackhammer.nn;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field of a {@link Module} that holds a tensor which is part of its state but not learned,
 * such as a running mean: it is saved, loaded and converted with the parameters.
 *
 * <p>Change it in place, or {@link jackhammer.Tensor#keep} what takes its place inside a {@link
 * jackhammer.Jackhammer#step}: a field does not tell that another tensor was put into it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Buffer {

  /** Whether the buffer is saved with the state. */
  boolean persistent() default true;
}
