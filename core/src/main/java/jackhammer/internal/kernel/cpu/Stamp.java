package jackhammer.internal.kernel.cpu;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/**
 * Defines a template of a loop again as a hidden class of its own for each operation.
 *
 * <p>The operation is the class data of the copy, which the template keeps in a {@code static
 * final} field: to the compiler it is a constant and its function is inlined into the loop. One
 * shared loop that took the function as an argument would call it for each element as soon as a few
 * functions have passed through. {@code -Djackhammer.log=kernels} prints which class belongs to
 * which operation.
 */
final class Stamp {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final boolean LOG = System.getProperty("jackhammer.log", "").contains("kernels");

  private Stamp() {}

  /** A new copy of {@code template}, whose {@link #operation} is {@code op}. */
  static <T> T of(Class<? extends T> template, Object op, String name, Class<T> type) {
    String file = template.getName().substring(template.getPackageName().length() + 1) + ".class";
    try (InputStream in = template.getResourceAsStream(file)) {
      Class<?> copy =
          LOOKUP.defineHiddenClassWithClassData(in.readAllBytes(), op, true).lookupClass();
      if (LOG) {
        System.err.println("kernel " + name + " -> " + copy.getName());
      }
      return type.cast(copy.getDeclaredConstructor().newInstance());
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("cannot define the loop of " + name + " from " + file, e);
    }
  }

  /** Called by a template's static initialiser: the operation that this copy was stamped with. */
  static <T> T operation(MethodHandles.Lookup template, Class<T> type) {
    try {
      return MethodHandles.classData(template, ConstantDescs.DEFAULT_NAME, type);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
