package jackhammer.nn;

import jackhammer.Parameter;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What the value of a field adds to a module: itself, or the modules and parameters that it holds.
 * A value of which only some are parts is refused: a part that is left out would never be trained.
 */
final class Fields {
  private Fields() {}

  /** The value as a module; null if it has no part that is one. */
  static Module asModule(Field field, Object value) {
    return switch (value) {
      case Module m -> m;
      case Object[] a -> listed(field, Arrays.asList(a));
      case Collection<?> c -> listed(field, c);
      case Map<?, ?> m -> mapped(field, m);
      case Optional<?> o -> o.map(v -> asModule(field, v)).orElse(null);
      case Record r -> ofRecord(field, r);
      case null, default -> null;
    };
  }

  /** The value as a parameter; null if it is none. */
  static Parameter asParameter(Object value) {
    return switch (value) {
      case Parameter p -> p;
      case Optional<?> o -> o.map(Fields::asParameter).orElse(null);
      case null, default -> null;
    };
  }

  private static Module listed(Field field, Collection<?> values) {
    if (!holdsAPart(values)) {
      return null;
    }
    if (!(values instanceof SequencedCollection<?>) && values.size() > 1) {
      throw refused(
          field, "its " + values.getClass().getSimpleName() + " has no order; use a list");
    }
    if (values.stream().allMatch(Parameter.class::isInstance)) {
      return new ParameterList(values.toArray(new Parameter[0]));
    }
    return new ModuleList(values.stream().map(v -> element(field, v)).toArray(Module[]::new));
  }

  /** A map has the order of its own, or if it has none that of its keys: always the same one. */
  private static Module mapped(Field field, Map<?, ?> values) {
    if (!holdsAPart(values.values())) {
      return null;
    }
    Map<String, Object> named =
        values instanceof SequencedMap ? new LinkedHashMap<>() : new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw refused(field, "the key " + key + " is no String");
          }
          named.put(name, value);
        });
    if (named.values().stream().allMatch(Parameter.class::isInstance)) {
      Map<String, Parameter> parameters = new LinkedHashMap<>();
      named.forEach((name, p) -> parameters.put(name, (Parameter) p));
      return new ParameterDict(parameters);
    }
    Map<String, Module> modules = new LinkedHashMap<>();
    named.forEach((name, value) -> modules.put(name, element(field, value)));
    return new ModuleDict(modules);
  }

  /** The components that are parts; the others may be anything. */
  private static Module ofRecord(Field field, Record r) {
    Map<String, Object> parts = components(r);
    parts.values().removeIf(v -> !holdsAPart(v));
    return mapped(field, parts);
  }

  private static Module element(Field field, Object value) {
    if (value instanceof Layer) {
      return Sequential.asModule(value);
    }
    Module module = asModule(field, value);
    if (module == null) {
      throw refused(
          field,
          "beside modules it holds "
              + (value == null ? "null" : "a " + value.getClass().getSimpleName()));
    }
    return module;
  }

  private static boolean holdsAPart(Object value) {
    return switch (value) {
      case Module m -> true;
      case Parameter p -> true;
      case Object[] a -> Arrays.stream(a).anyMatch(Fields::holdsAPart);
      case Collection<?> c -> c.stream().anyMatch(Fields::holdsAPart);
      case Map<?, ?> m -> m.values().stream().anyMatch(Fields::holdsAPart);
      case Optional<?> o -> o.map(Fields::holdsAPart).orElse(false);
      case Record r -> components(r).values().stream().anyMatch(Fields::holdsAPart);
      case null, default -> false;
    };
  }

  private static Map<String, Object> components(Record r) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (RecordComponent component : r.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        result.put(component.getName(), component.getAccessor().invoke(r));
      } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
        // It cannot be told whether it holds a part.
        throw new IllegalStateException(
            "cannot read "
                + component.getName()
                + " of "
                + r.getClass().getName()
                + ", which may hold a parameter or a module: open its package to this library, or"
                + " register the value by name",
            e);
      }
    }
    return result;
  }

  private static IllegalStateException refused(Field field, String why) {
    return new IllegalStateException(
        String.format(
            "%s.%s holds modules or parameters that cannot be listed: %s; a list, array or map must"
                + " hold nothing but modules, or nothing but parameters, or register each by name",
            field.getDeclaringClass().getName(), field.getName(), why));
  }
}
