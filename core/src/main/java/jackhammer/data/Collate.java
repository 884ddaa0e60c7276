package jackhammer.data;

import static jackhammer.DType.BOOL;
import static jackhammer.DType.FLOAT32;
import static jackhammer.DType.FLOAT64;
import static jackhammer.DType.INT64;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.RecordShape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How items become a batch: {@code torch.utils.data.default_collate}.
 *
 * <ul>
 *   <li>Tensors of one size are stacked along a new first dimension.
 *   <li>Arrays of objects, records, lists and maps keep their kind; what stands at the same place
 *       in all items is collated.
 *   <li>Numbers and booleans become a tensor of one dimension: int64 for whole numbers, float32 for
 *       {@code Float}, float64 for {@code Double}, bool.
 *   <li>Arrays of primitive numbers become a tensor of a dimension more, of the type that {@link
 *       Tensor#fromArray} gives.
 *   <li>Strings become a list.
 * </ul>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate">torch.utils.data.default_collate</a>
 */
public final class Collate {
  private Collate() {}

  /**
   * A batch that is of the same kind as the items.
   *
   * @throws IllegalArgumentException if the items differ in size or kind, or are of a kind that
   *     does not stay the same in a batch (a number becomes a tensor) or that is not known here
   */
  @SuppressWarnings("unchecked")
  public static <T> T defaultCollate(List<? extends T> items) {
    Object batch = collate(items);
    Object first = items.getFirst();
    boolean sameKind = isContainer(first) || first instanceof Tensor;
    if (!sameKind) {
      throw new IllegalArgumentException(
          ("DataLoader: expected items that are tensors, arrays, records, lists or maps, got %s, of"
                  + " which a batch is a %s; give a collate function, for example"
                  + " new DataLoader<Tensor>(data, Collate::tensors, o -> o)")
              .formatted(
                  first.getClass().getSimpleName(), batch instanceof Tensor ? "Tensor" : "List"));
    }
    return (T) batch;
  }

  /**
   * A tensor of tensors, numbers, booleans or arrays of numbers.
   *
   * @throws IllegalArgumentException if the items are something else or differ in size or kind
   */
  public static Tensor tensors(List<?> items) {
    if (collate(items) instanceof Tensor t) {
      return t;
    }
    throw new IllegalArgumentException(
        "Collate.tensors: expected tensors, numbers or arrays of numbers, got "
            + items.getFirst().getClass().getSimpleName());
  }

  private static boolean isContainer(Object item) {
    return item instanceof Object[]
        || item instanceof Record
        || item instanceof List
        || item instanceof Map;
  }

  private static Object collate(List<?> items) {
    if (Check.notNull("Collate", "items", items).isEmpty()) {
      throw new IllegalArgumentException("Collate: expected at least one item, got none");
    }
    Object first = items.getFirst();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) == null) {
        throw new IllegalArgumentException(
            "Collate: expected items that are not null, but item " + i + " of the batch is");
      }
    }
    return switch (first) {
      case Tensor t -> Tensor.stack(0, all(items, Tensor.class));
      case Object[] a -> arrays(a, all(items, Object[].class));
      case Record r -> records(r, all(items, Record.class));
      case List<?> l -> lists(l, items);
      case Map<?, ?> m -> maps(m, items);
      case String s -> all(items, String.class);
      case Boolean b -> numbers(all(items, Boolean.class), BOOL);
      case Double d -> numbers(all(items, Double.class), FLOAT64);
      case Float f -> numbers(all(items, Float.class), FLOAT32);
      case Long n -> numbers(all(items, Long.class), INT64);
      case Integer n -> numbers(all(items, Integer.class), INT64);
      case Short n -> numbers(all(items, Short.class), INT64);
      case Byte n -> numbers(all(items, Byte.class), INT64);
      case float[] a -> Tensor.stack(0, each(items, float[].class, x -> Tensor.fromArray(x)));
      case double[] a -> Tensor.stack(0, each(items, double[].class, x -> Tensor.fromArray(x)));
      case long[] a -> Tensor.stack(0, each(items, long[].class, x -> Tensor.fromArray(x)));
      case int[] a -> Tensor.stack(0, each(items, int[].class, x -> Tensor.fromArray(x)));
      case short[] a -> Tensor.stack(0, each(items, short[].class, x -> Tensor.fromArray(x)));
      case byte[] a -> Tensor.stack(0, each(items, byte[].class, x -> Tensor.fromArray(x)));
      default ->
          throw new IllegalArgumentException(
              "Collate: expected tensors, numbers, strings, or arrays, records, lists or maps of"
                  + " them, got "
                  + first.getClass().getName()
                  + "; give the DataLoader a collate function");
    };
  }

  /** The items, of which each has to be a {@code type}. */
  private static <T> List<T> all(List<?> items, Class<T> type) {
    List<T> all = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (!type.isInstance(items.get(i))) {
        throw new IllegalArgumentException(
            "Collate: expected items of one kind, got a %s and, as item %d, a %s"
                .formatted(
                    items.getFirst().getClass().getSimpleName(),
                    i,
                    items.get(i).getClass().getSimpleName()));
      }
      all.add(type.cast(items.get(i)));
    }
    return all;
  }

  private static <T> List<Tensor> each(List<?> items, Class<T> type, Function<T, Tensor> tensor) {
    return all(items, type).stream().map(tensor).toList();
  }

  private static Tensor numbers(List<?> numbers, DType dtype) {
    return Tensor.tensor(numbers.toArray(), o -> o.dtype(dtype));
  }

  private static Object[] arrays(Object[] first, List<Object[]> items) {
    Class<?> kind = first.getClass().getComponentType();
    Object[] batch = (Object[]) Array.newInstance(kind, first.length);
    for (int i = 0; i < items.size(); i++) {
      sameLength("arrays", first.length, items.get(i).length, i);
    }
    for (int place = 0; place < first.length; place++) {
      int at = place;
      Object value = collate(items.stream().map(a -> a[at]).toList());
      if (!kind.isInstance(value)) {
        throw new IllegalArgumentException(
            "Collate: a batch of %s[] would be an array of %s; use Object[], or give the DataLoader"
                    .formatted(kind.getSimpleName(), value.getClass().getSimpleName())
                + " a collate function");
      }
      batch[place] = value;
    }
    return batch;
  }

  private static List<Object> lists(List<?> first, List<?> items) {
    List<List<?>> rows = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      List<?> row = all(items.subList(i, i + 1), List.class).getFirst();
      sameLength("lists", first.size(), row.size(), i);
      rows.add(row);
    }
    List<Object> batch = new ArrayList<>(first.size());
    for (int place = 0; place < first.size(); place++) {
      int at = place;
      batch.add(collate(column(rows, row -> row.get(at))));
    }
    return batch;
  }

  private static Map<Object, Object> maps(Map<?, ?> first, List<?> items) {
    Map<Object, Object> batch = new LinkedHashMap<>();
    for (Object key : first.keySet()) {
      List<Object> values = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        if (!(items.get(i) instanceof Map<?, ?> map) || !map.containsKey(key)) {
          throw new IllegalArgumentException(
              "Collate: expected maps that all have the keys of the first, but item %d lacks %s"
                  .formatted(i, key));
        }
        values.add(map.get(key));
      }
      batch.put(key, collate(Collections.unmodifiableList(values)));
    }
    return batch;
  }

  private static Record records(Record first, List<Record> items) {
    RecordShape shape = RecordShape.of(first.getClass());
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).getClass() != first.getClass()) {
        throw new IllegalArgumentException(
            "Collate: expected records of one type, got a %s and, as item %d, a %s"
                .formatted(
                    first.getClass().getSimpleName(), i, items.get(i).getClass().getSimpleName()));
      }
    }
    Object[] values = new Object[shape.size()];
    for (int place = 0; place < values.length; place++) {
      int at = place;
      values[place] = collate(column(items, r -> shape.get("Collate", r, at)));
      if (!shape.type(place).isInstance(values[place])) {
        throw new IllegalArgumentException(
            ("Collate: component %s of record %s is a %s, and a batch of them is a %s; make it one,"
                    + " or give the DataLoader a collate function")
                .formatted(
                    shape.name(place),
                    first.getClass().getSimpleName(),
                    shape.type(place).getSimpleName(),
                    values[place].getClass().getSimpleName()));
      }
    }
    return shape.make("Collate", values);
  }

  private static <R> List<Object> column(List<R> rows, Function<? super R, ?> part) {
    List<Object> column = new ArrayList<>(rows.size());
    for (R row : rows) {
      column.add(part.apply(row));
    }
    return column;
  }

  private static void sameLength(String what, int expected, int got, int item) {
    if (expected != got) {
      throw new IllegalArgumentException(
          "Collate: expected %s of one length, got %d and, as item %d, %d"
              .formatted(what, expected, item, got));
    }
  }
}
