package jackhammer.ops;

import static jackhammer.ops.In.f;

import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Collects rows. */
public final class Rows {
  final List<Row> all = new ArrayList<>();

  /** A new row. */
  public Row op(String key) {
    Row row = new Row(key);
    all.add(row);
    return row;
  }

  /** An element-wise op of one operand in [lo, hi), in the sizes that matter. */
  public Row unary(
      String key, double lo, double hi, UnaryOperator<Tensor> op, UnaryOperator<Tensor> inPlace) {
    Row row = op(key);
    row.isElementwise = true;
    for (In input : new In[] {f(3, 4), f(), f(0, 3), f(2, 1, 5)}) {
      row.on(x -> op.apply(x[0]), input.in(lo, hi));
      if (inPlace != null) {
        row.inPlace(x -> inPlace.apply(x[0]));
      }
    }
    return row.dtypes().rows().large(f(131_101).in(lo, hi));
  }

  /** An element-wise op of two operands in [lo, hi), in the sizes that matter. */
  public Row binary(
      String key, double lo, double hi, BinaryOperator<Tensor> op, BinaryOperator<Tensor> inPlace) {
    Row row = op(key);
    row.isElementwise = true;
    In[][] pairs = {
      {f(3, 4), f(3, 4)},
      {f(3, 4), f(4)},
      {f(3, 1), f(1, 4)},
      {f(), f(3)},
      {f(), f()},
      {f(0, 3), f(1, 3)}
    };
    for (In[] pair : pairs) {
      row.on(x -> op.apply(x[0], x[1]), pair[0].in(lo, hi), pair[1].in(lo, hi));
      boolean grows =
          pair[0].size().length < pair[1].size().length
              || pair[0].size().length == 2 && pair[0].size()[1] == 1;
      if (inPlace != null && !grows) {
        row.inPlace(x -> inPlace.apply(x[0], x[1]));
      }
    }
    return row.dtypes().large(f(33, 4001).in(lo, hi), f(4001).in(lo, hi));
  }
}
