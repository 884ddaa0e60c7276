package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.RecordShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The state of a recurrent cell as a tree of tensors: a tensor, or a record, list or array of such.
 * What is something else in a record stays as it is.
 */
final class States {
  private static final String OP = "Recurrent";

  private States() {}

  /** An LSTM's state with both of its tensors. */
  static LSTM.State given(String cell, LSTM.State state) {
    Check.notNull(cell, "state", state);
    Check.notNull(cell, "h", state.h());
    Check.notNull(cell, "c", state.c());
    return state;
  }

  /** The tensors of a state, in order. */
  static List<Tensor> tensors(Object state) {
    List<Tensor> found = new ArrayList<>();
    map(
        state,
        t -> {
          found.add(t);
          return t;
        });
    return found;
  }

  /** The same state with other tensors. */
  @SuppressWarnings("unchecked")
  static <S> S map(S state, UnaryOperator<Tensor> change) {
    return (S) changed(state, change);
  }

  private static Object changed(Object state, UnaryOperator<Tensor> change) {
    return switch (state) {
      case Tensor t -> change.apply(t);
      case Record r -> {
        RecordShape shape = RecordShape.of(r.getClass());
        Object[] parts = new Object[shape.size()];
        for (int i = 0; i < parts.length; i++) {
          parts[i] = changed(shape.get(OP, r, i), change);
        }
        yield shape.make(OP, parts);
      }
      case List<?> list -> {
        List<Object> parts = new ArrayList<>();
        list.forEach(part -> parts.add(changed(part, change)));
        yield parts;
      }
      case Object[] array -> {
        Object[] parts = array.clone();
        Arrays.setAll(parts, i -> changed(array[i], change));
        yield parts;
      }
      case null, default -> state;
    };
  }

  /**
   * One state from several of one structure.
   *
   * @param join makes one tensor of those that stand at the same place
   */
  static <S> S join(List<S> states, Function<Tensor[], Tensor> join) {
    if (states.size() == 1) {
      return map(states.get(0), t -> join.apply(new Tensor[] {t}));
    }
    List<Iterator<Tensor>> all = new ArrayList<>();
    int count = tensors(states.get(0)).size();
    for (S state : states) {
      List<Tensor> own = tensors(state);
      if (own.size() != count) {
        throw new IllegalArgumentException(
            String.format(
                "%s: the states of a cell must always hold as many tensors, got %d and %d",
                OP, count, own.size()));
      }
      all.add(own.iterator());
    }
    return map(
        states.get(0),
        first -> join.apply(all.stream().map(Iterator::next).toArray(Tensor[]::new)));
  }
}
