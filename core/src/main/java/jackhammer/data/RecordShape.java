package jackhammer.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Takes records of one type apart and puts them together again. */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return new RecordShape(type);
        }
      };

  private final Class<?> type;
  private final RecordComponent[] components;
  private final Constructor<?> constructor;

  private RecordShape(Class<?> type) {
    this.type = type;
    this.components = type.getRecordComponents();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every record has its canonical constructor", e);
    }
    constructor.trySetAccessible();
    for (RecordComponent c : components) {
      c.getAccessor().trySetAccessible();
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  int size() {
    return components.length;
  }

  Object get(Object record, int component) {
    Method accessor = components[component].getAccessor();
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException e) {
      throw inaccessible(e);
    } catch (InvocationTargetException e) {
      throw thrownInside(e);
    }
  }

  Record make(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!components[i].getType().isInstance(values[i])) {
        throw new IllegalArgumentException(
            ("Collate: component %s of record %s is a %s, and a batch of them is a %s; make it one,"
                    + " or give the DataLoader a collate function")
                .formatted(
                    components[i].getName(),
                    type.getSimpleName(),
                    components[i].getType().getSimpleName(),
                    values[i].getClass().getSimpleName()));
      }
    }
    try {
      return (Record) constructor.newInstance(values);
    } catch (IllegalAccessException e) {
      throw inaccessible(e);
    } catch (InvocationTargetException e) {
      throw thrownInside(e);
    } catch (InstantiationException e) {
      throw new AssertionError("a record is never abstract", e);
    }
  }

  private IllegalArgumentException inaccessible(IllegalAccessException e) {
    return new IllegalArgumentException(
        "Collate: record %s cannot be read; make it public and export its package, or write 'opens %s"
                .formatted(type.getName(), type.getPackageName())
            + " to jackhammer;' into your module-info.java",
        e);
  }

  private static RuntimeException thrownInside(InvocationTargetException e) {
    return switch (e.getCause()) {
      case RuntimeException r -> r;
      case Error error -> throw error;
      default -> new IllegalStateException(e.getCause());
    };
  }
}
