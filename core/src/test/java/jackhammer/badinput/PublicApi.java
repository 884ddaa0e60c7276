package jackhammer.badinput;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Every public class of the packages that core exports, and what can be called on it. */
final class PublicApi {
  private static final List<Class<?>> CLASSES = classes();

  /** Java's own, and {@code forward}, which {@code call} calls once it has looked at the input. */
  private static final Set<String> NOT_OURS = Set.of("equals", "hashCode", "valueOf", "forward");

  /** Asked for at every value that is made; reflection would answer with copies each time. */
  private static final Map<Class<?>, List<Executable>> EXECUTABLES = new ConcurrentHashMap<>();

  private PublicApi() {}

  static List<Class<?>> all() {
    return CLASSES;
  }

  /**
   * The public constructors and methods that {@code c} itself declares, or has from classes that
   * nobody else can name, in a fixed order.
   */
  static List<Executable> executables(Class<?> c) {
    return EXECUTABLES.computeIfAbsent(c, PublicApi::declared);
  }

  private static List<Executable> declared(Class<?> c) {
    List<Executable> result = new ArrayList<>();
    if (!Modifier.isAbstract(c.getModifiers())) {
      for (Constructor<?> k : c.getConstructors()) {
        result.add(k);
      }
    }
    List<Method> methods = new ArrayList<>();
    Class<?> part = c;
    do {
      methods.addAll(List.of(part.getDeclaredMethods()));
      part = part.getSuperclass();
    } while (part != null && !Modifier.isPublic(part.getModifiers()));
    for (Method m : methods) {
      if (Modifier.isPublic(m.getModifiers())
          && !m.isSynthetic()
          && !m.isBridge()
          && !(c.isInterface() && takesOwnParameter(m, c))
          && !NOT_OURS.contains(m.getName())) {
        m.setAccessible(true);
        result.add(m);
      }
    }
    result.sort(Comparator.comparing(Executable::toGenericString));
    return List.copyOf(result);
  }

  /**
   * Whether an argument is of the interface's own type parameter: what may stand there only the
   * class that implements it says, and that one's method is asked.
   */
  private static boolean takesOwnParameter(Method m, Class<?> c) {
    return Stream.of(m.getGenericParameterTypes())
        .anyMatch(t -> t instanceof TypeVariable<?> v && v.getGenericDeclaration() == c);
  }

  private static List<Class<?>> classes() {
    try {
      Path root =
          Path.of(
              jackhammer.Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<Class<?>> result = new ArrayList<>();
      try (Stream<Path> files = Files.walk(root.resolve("jackhammer"))) {
        for (Path file : files.sorted().toList()) {
          String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
          if (name.endsWith(".class")
              && !name.startsWith("jackhammer.internal.")
              && !name.endsWith("package-info.class")) {
            Class<?> c = Class.forName(name.substring(0, name.length() - ".class".length()));
            if (isPublic(c)) {
              result.add(c);
            }
          }
        }
      }
      return List.copyOf(result);
    } catch (IOException | URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> c) {
    for (Class<?> k = c; k != null; k = k.getEnclosingClass()) {
      if (!Modifier.isPublic(k.getModifiers())) {
        return false;
      }
    }
    return !c.isAnonymousClass() && !c.isLocalClass();
  }
}
