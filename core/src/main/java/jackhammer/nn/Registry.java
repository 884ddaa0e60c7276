package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What a module holds: what was registered under a name, then what its fields hold at the moment of
 * the question. Field values are read each time, because they may be assigned late or replaced.
 */
final class Registry {

  /** A tensor of a module, in whose place one that is computed from others can stand. */
  abstract static sealed class Part permits Module.Slot, BufferEntry {
    private Supplier<Tensor> computed;

    abstract Tensor stored();

    abstract void store(Tensor value);

    Tensor get() {
      return computed == null ? stored() : computed.get();
    }

    final boolean isComputed() {
      return computed != null;
    }

    /**
     * @param value null: what is stored is used again
     */
    final void compute(Supplier<Tensor> value) {
      computed = value;
    }
  }

  /** A buffer and whether it is saved. */
  static final class BufferEntry extends Part {
    private final boolean persistent;
    private Tensor tensor;

    BufferEntry(Tensor tensor, boolean persistent) {
      this.tensor = tensor;
      this.persistent = persistent;
    }

    @Override
    Tensor stored() {
      return tensor;
    }

    @Override
    void store(Tensor value) {
      tensor = value.detach().keep();
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

  // ---- registered by name ----

  Module.Slot addParameter(String name, Parameter parameter) {
    checkName("registerParameter", name);
    Module.Slot slot = new Module.Slot(parameter);
    parameters.put(name, slot);
    return slot;
  }

  BufferEntry addBuffer(String name, Tensor buffer, boolean persistent) {
    checkName("registerBuffer", name);
    if (buffer != null && !Weights.isWaiting(buffer)) {
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

  /** What was registered under a name and can be computed instead; null if there is nothing. */
  Part part(String name) {
    return parameters.containsKey(name) ? parameters.get(name) : buffers.get(name);
  }

  /** The names of all such parts. */
  List<String> partNames() {
    List<String> names = new ArrayList<>(parameters.keySet());
    names.addAll(buffers.keySet());
    return names;
  }

  /** Takes a part away that is computed from now on. */
  void takeOut(String name) {
    parameters.remove(name);
    buffers.remove(name);
  }

  /** Puts a part back, at the end. */
  void putBack(String name, Part part) {
    checkName("removeParametrizations", name);
    switch (part) {
      case Module.Slot slot -> parameters.put(name, slot);
      case BufferEntry buffer -> buffers.put(name, buffer);
    }
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

  // ---- questions ----

  void parameters(BiConsumer<String, Parameter> action) {
    parameters.forEach((name, slot) -> action.accept(name, slot.parameter()));
    eachField(
        (candidate, value) -> {
          Parameter p = Fields.asParameter(value);
          if (p != null && parameters.values().stream().noneMatch(s -> s.parameter() == p)) {
            checkFieldName(candidate, p);
            action.accept(candidate.name, p);
          }
        });
  }

  void buffers(BiConsumer<String, BufferEntry> action) {
    buffers.forEach(action);
    eachField(
        (candidate, value) -> {
          if (candidate.buffer != null) {
            checkFieldName(candidate, value);
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
          Module module = Fields.asModule(candidate.field, value);
          if (module != null && modules.values().stream().noneMatch(m -> m == module)) {
            checkFieldName(candidate, module);
            action.accept(candidate.name, module);
          }
        });
  }

  /** Puts other modules in the place of those that were registered by name. */
  void replaceModules(Map<String, Module> replacement) {
    modules.clear();
    replacement.forEach(this::addModule);
  }

  /** Takes away what was registered under a name. */
  void remove(String name) {
    modules.remove(name);
    parameters.remove(name);
  }

  /** Two parts under one name would be one part in the state. */
  private void checkFieldName(Candidate candidate, Object value) {
    boolean taken =
        parameters.containsKey(candidate.name)
            || buffers.containsKey(candidate.name)
            || modules.containsKey(candidate.name);
    for (Candidate other : CANDIDATES.get(owner.getClass())) {
      taken |= other != candidate && other.name.equals(candidate.name) && isPart(other);
    }
    if (taken && value != null) {
      throw new IllegalStateException(
          String.format(
              "%s.%s: another part of %s is named \"%s\" too, and only one would be saved; rename"
                  + " the field, or register its value under another name",
              candidate.field.getDeclaringClass().getName(),
              candidate.field.getName(),
              owner.typeName(),
              candidate.name));
    }
  }

  private boolean isPart(Candidate candidate) {
    Object value = read(candidate);
    return candidate.buffer != null
        ? value != null
        : Fields.asParameter(value) != null || Fields.asModule(candidate.field, value) != null;
  }

  void convertBuffers(DType dtype) {
    buffers
        .values()
        .forEach(
            b -> {
              if (Weights.isWaiting(b.tensor)) {
                Tensors.state(b.tensor).uninitialized(dtype);
              } else if (b.tensor != null && b.tensor.dtype().isFloatingPoint()) {
                b.tensor = b.tensor.to(dtype).keep();
              }
            });
    eachField(
        (candidate, value) -> {
          if (candidate.buffer != null
              && value instanceof Tensor t
              && t.dtype().isFloatingPoint()
              && t.dtype() != dtype) {
            write(candidate.field, t.to(dtype).keep());
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

  // ---- fields ----

  private void eachField(BiConsumer<Candidate, Object> action) {
    for (Candidate candidate : CANDIDATES.get(owner.getClass())) {
      action.accept(candidate, read(candidate));
    }
  }

  private Object read(Candidate candidate) {
    try {
      return candidate.field.get(owner);
    } catch (IllegalAccessException e) {
      throw closed(candidate.field, e);
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
    Class<?> t = elementType(field.getType());
    boolean holdsModules = t.isInterface() || t.isAssignableFrom(Module.class);
    return !t.isPrimitive()
        && (holdsModules || Tensor.class.isAssignableFrom(t) || isMadeForParts(t));
  }

  private static Class<?> elementType(Class<?> type) {
    return type.isArray() ? elementType(type.getComponentType()) : type;
  }

  /** A record is looked into where one of its components says that it holds parts. */
  private static boolean isMadeForParts(Class<?> t) {
    return Module.class.isAssignableFrom(t)
        || Layer.class.isAssignableFrom(t)
        || Parameter.class.isAssignableFrom(t)
        || Collection.class.isAssignableFrom(t)
        || Map.class.isAssignableFrom(t)
        || t == Optional.class
        || t.isRecord()
            && Arrays.stream(t.getRecordComponents())
                .map(c -> elementType(c.getType()))
                .anyMatch(c -> c != t && isMadeForParts(c));
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
