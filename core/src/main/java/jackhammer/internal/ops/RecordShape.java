package jackhammer.internal.ops;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Takes records of one type apart and puts them together again. */
public final class RecordShape {
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

  /** How records of a type are taken apart. */
  public static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** How many components there are. */
  public int size() {
    return components.length;
  }

  /** The name of a component. */
  public String name(int component) {
    return components[component].getName();
  }

  /** The declared type of a component. */
  public Class<?> type(int component) {
    return components[component].getType();
  }

  /**
   * The value of a component.
   *
   * @param op who asks, for the text of an error
   */
  public Object get(String op, Object record, int component) {
    Method accessor = components[component].getAccessor();
    try {
      return accessor.invoke(record);
    } catch (IllegalAccessException e) {
      throw inaccessible(op, e);
    } catch (InvocationTargetException e) {
      throw thrownInside(e);
    }
  }

  /** A record of these values, whose types the caller has checked. */
  public Record make(String op, Object[] values) {
    try {
      return (Record) constructor.newInstance(values);
    } catch (IllegalAccessException e) {
      throw inaccessible(op, e);
    } catch (InvocationTargetException e) {
      throw thrownInside(e);
    } catch (InstantiationException e) {
      throw new AssertionError("a record is never abstract", e);
    }
  }

  private IllegalArgumentException inaccessible(String op, IllegalAccessException e) {
    return new IllegalArgumentException(
        "%s: record %s cannot be read; make it public and export its package, or write 'opens %s"
                .formatted(op, type.getName(), type.getPackageName())
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
