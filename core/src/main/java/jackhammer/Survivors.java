package jackhammer;

import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.memory.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The tensors in the result of a step. */
final class Survivors {
  /**
   * The accessors of a record that may give a tensor. Kept, because a class hands out new copies
   * each time, and calling a new copy costs more than a small step of training.
   */
  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents())
              .filter(c -> !c.getType().isPrimitive())
              .map(RecordComponent::getAccessor)
              .toList();
        }
      };

  private Survivors() {}

  static Collection<Storage> of(Object result) {
    List<Storage> found = new ArrayList<>();
    collect(result, found);
    return found;
  }

  private static void collect(Object value, List<Storage> found) {
    switch (value) {
      case Tensor t -> {
        found.add(Tensors.data(t).storage());
        if (t.grad() != null) {
          found.add(Tensors.data(t.grad()).storage());
        }
      }
      case Object[] array -> {
        for (Object o : array) {
          collect(o, found);
        }
      }
      case Collection<?> c -> c.forEach(o -> collect(o, found));
      case Map<?, ?> m -> m.values().forEach(o -> collect(o, found));
      case Record r -> {
        for (Method accessor : ACCESSORS.get(r.getClass())) {
          collect(read(r, accessor), found);
        }
      }
      case null, default -> {}
    }
  }

  private static Object read(Record r, Method accessor) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(r);
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      throw new IllegalStateException(
          "Jackhammer.step: cannot read "
              + accessor.getName()
              + " of the returned "
              + r.getClass().getName()
              + " to see whether it holds tensors; return a list or an array instead",
          e);
    }
  }
}
