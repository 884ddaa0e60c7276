package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a module holds: what was registered under a name, then what its fields hold at the moment of
 * the question. Field values are read each time, because they may be assigned late or replaced.
 */
final class Registry {

  /** A buffer and whether it is saved. */
  static final class BufferEntry {
    private final boolean persistent;
    private Tensor tensor;

    BufferEntry(Tensor tensor, boolean persistent) {
      this.tensor = tensor;
      this.persistent = persistent;
    }

    Tensor tensor() {
      return tensor;
    }

    boolean persistent() {
      return persistent;
    }
  }

  private static final ClassValue<List<Candidate>> CANDIDATES =
      new ClassValue<>() {
        @Override
        protected List<Candidate> computeValue(Class<?> type) {
          return candidates(type);
        }
      };

  /** A field that may hold a part of the module, and the part's name. */
  private record Candidate(Field field, String name, Buffer buffer) {}

  private final Module owner;
  private final Map<String, Module.Slot> parameters = new LinkedHashMap<>();
  private final Map<String, BufferEntry> buffers = new LinkedHashMap<>();
  private final Map<String, Module> modules = new LinkedHashMap<>();

  Registry(Module owner) {
    this.owner = owner;
  }

  // ---- registered by name
  // ----------------------------------------------------------------------------

  Module.Slot addParameter(String name, Parameter parameter) {
    checkName("registerParameter", name);
    Module.Slot slot = new Module.Slot(parameter);
    parameters.put(name, slot);
    return slot;
  }

  BufferEntry addBuffer(String name, Tensor buffer, boolean persistent) {
    checkName("registerBuffer", name);
    if (buffer != null) {
      buffer.keep();
    }
    BufferEntry entry = new BufferEntry(buffer, persistent);
    buffers.put(name, entry);
    return entry;
  }

  void addModule(String name, Module module) {
    checkName("registerModule", name);
    if (module == null) {
      throw new IllegalArgumentException("registerModule: module \"" + name + "\" is null");
    }
    modules.put(name, module);
  }

  private void checkName(String method, String name) {
    if (name == null || name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          method + ": a name must not be empty and must have no dot, got \"" + name + "\"");
    }
    if (parameters.containsKey(name) || buffers.containsKey(name) || modules.containsKey(name)) {
      throw new IllegalArgumentException(
          String.format("%s: \"%s\" already names a part of %s", method, name, owner.typeName()));
    }
  }

  // ---- questions
  // -------------------------------------------------------------------------------------

  void parameters(BiConsumer<String, Parameter> action) {
    parameters.forEach((name, slot) -> action.accept(name, slot.parameter()));
    eachField(
        (candidate, value) -> {
          if (value instanceof Parameter p) {
            action.accept(candidate.name, p);
          }
        });
  }

  void buffers(BiConsumer<String, BufferEntry> action) {
    buffers.forEach(action);
    eachField(
        (candidate, value) -> {
          if (candidate.buffer != null) {
            if (value != null && !(value instanceof Tensor)) {
              throw new IllegalStateException(
                  "@Buffer stands on field " + candidate.field + ", which holds no tensor");
            }
            action.accept(
                candidate.name, new BufferEntry((Tensor) value, candidate.buffer.persistent()));
          }
        });
  }

  void modules(BiConsumer<String, Module> action) {
    modules.forEach(action);
    eachField(
        (candidate, value) -> {
          Module module = asModule(value);
          if (module != null) {
            action.accept(candidate.name, module);
          }
        });
  }

  void convertBuffers(DType dtype) {
    buffers
        .values()
        .forEach(
            b -> {
              if (b.tensor != null && b.tensor.dtype().isFloatingPoint()) {
                b.tensor = b.tensor.to(dtype).keep();
              }
            });
    eachField(
        (candidate, value) -> {
          if (candidate.buffer != null
              && value instanceof Tensor t
              && t.dtype().isFloatingPoint()
              && t.dtype() != dtype) {
            write(candidate.field, t.to(dtype));
          }
        });
  }

  private void write(Field field, Tensor value) {
    try {
      field.set(owner, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          "a @Buffer field must not be final, so that the module can be converted: " + field, e);
    }
  }

  // ---- fields
  // ----------------------------------------------------------------------------------------

  /**
   * A module, or a collection of modules or parameters as the module that lists them; else null.
   */
  private static Module asModule(Object value) {
    return switch (value) {
      case Module m -> m;
      case Object[] a -> listed(java.util.Arrays.asList(a));
      case Collection<?> c -> listed(c);
      case Map<?, ?> m -> mapped(m);
      case null, default -> null;
    };
  }

  private static Module listed(Collection<?> values) {
    if (values.isEmpty()) {
      return null;
    }
    if (values.stream().allMatch(Parameter.class::isInstance)) {
      return new ParameterList(values.toArray(new Parameter[0]));
    }
    return values.stream().anyMatch(Module.class::isInstance)
            && values.stream().allMatch(v -> v instanceof Module || v instanceof Layer)
        ? new ModuleList(values.stream().map(Sequential::asModule).toArray(Module[]::new))
        : null;
  }

  private static Module mapped(Map<?, ?> values) {
    boolean fits =
        !values.isEmpty()
            && values.entrySet().stream()
                .allMatch(e -> e.getKey() instanceof String && e.getValue() instanceof Module);
    if (!fits) {
      return null;
    }
    Map<String, Module> modules = new LinkedHashMap<>();
    values.forEach((k, v) -> modules.put((String) k, (Module) v));
    return new ModuleDict(modules);
  }

  private void eachField(BiConsumer<Candidate, Object> action) {
    for (Candidate candidate : CANDIDATES.get(owner.getClass())) {
      Object value;
      try {
        value = candidate.field.get(owner);
      } catch (IllegalAccessException e) {
        throw closed(candidate.field, e);
      }
      action.accept(candidate, value);
    }
  }

  private static List<Candidate> candidates(Class<?> type) {
    Deque<Class<?>> line = new ArrayDeque<>();
    for (Class<?> c = type; c != Module.class; c = c.getSuperclass()) {
      line.push(c);
    }
    List<Candidate> result = new ArrayList<>();
    for (Class<?> c : line) {
      for (Field field : c.getDeclaredFields()) {
        String name = field.getName();
        boolean isOuter = name.startsWith("this$");
        if (Modifier.isStatic(field.getModifiers()) || isOuter || !mayHoldAPart(field)) {
          continue;
        }
        try {
          field.setAccessible(true);
        } catch (InaccessibleObjectException e) {
          throw closed(field, e);
        }
        result.add(
            new Candidate(
                field,
                name.startsWith("val$") ? name.substring(4) : name,
                field.getAnnotation(Buffer.class)));
      }
    }
    return List.copyOf(result);
  }

  private static boolean mayHoldAPart(Field field) {
    if (field.isAnnotationPresent(Buffer.class)) {
      return true;
    }
    Class<?> t = field.getType();
    if (t.isArray()) {
      t = t.getComponentType();
    }
    boolean holdsModules = t.isInterface() || t.isAssignableFrom(Module.class);
    return !t.isPrimitive()
        && (holdsModules
            || Module.class.isAssignableFrom(t)
            || Tensor.class.isAssignableFrom(t)
            || Collection.class.isAssignableFrom(t)
            || Map.class.isAssignableFrom(t));
  }

  private static IllegalStateException closed(Field field, Exception cause) {
    Class<?> c = field.getDeclaringClass();
    java.lang.Module library = Module.class.getModule();
    return new IllegalStateException(
        String.format(
            "%s.%s may hold a parameter or a module, but cannot be read: add \"opens %s%s;\" to the"
                + " module-info of %s, or register its value by name",
            c.getName(),
            field.getName(),
            c.getPackageName(),
            library.isNamed() ? " to " + library.getName() : "",
            c.getModule().getName()),
        cause);
  }

  /** The name of a class as it is printed; an anonymous class has that of what it extends. */
  static String simpleName(Class<?> type) {
    Class<?> c = type;
    while (c.isAnonymousClass()) {
      c = c.getSuperclass();
    }
    return c.getSimpleName();
  }
}
