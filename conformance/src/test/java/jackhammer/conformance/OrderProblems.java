package jackhammer.conformance;

import jackhammer.Tensor;
import jackhammer.ValuesIndices;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Running sums and their kin, sorting, the largest and where they are. */
final class OrderProblems {

  private record Along(String name, BiFunction<Tensor, Integer, Tensor> ours) {}

  private record AlongWithIndices(String name, BiFunction<Tensor, Integer, ValuesIndices> ours) {}

  private static final List<Along> SCANS =
      List.of(
          new Along("cumsum", (x, d) -> x.cumsum(d)),
          new Along("cumprod", (x, d) -> x.cumprod(d)),
          new Along("logcumsumexp", (x, d) -> x.logcumsumexp(d)),
          new Along("argmax", (x, d) -> x.argmax(d)),
          new Along("argmin", (x, d) -> x.argmin(d)),
          new Along("prod", (x, d) -> x.prod(d)));

  private static final List<AlongWithIndices> WITH_INDICES =
      List.of(
          new AlongWithIndices("cummax", (x, d) -> x.cummax(d)),
          new AlongWithIndices("cummin", (x, d) -> x.cummin(d)),
          new AlongWithIndices("max", (x, d) -> x.max(d)),
          new AlongWithIndices("min", (x, d) -> x.min(d)));

  private OrderProblems() {}

  static Problem scan(Draw d) {
    Along op = d.of(SCANS);
    int dims = d.between(1, 4);
    int dim = d.between(-dims, dims - 1);
    Problem.Inputs inputs = new Problem.Inputs();
    Array x = d.distinct(d.several(dims, 1, 8));
    if (op.name.startsWith("log")) {
      x = d.normal(x.shape());
    }
    String call = "torch.%s(%s, %d)".formatted(op.name, inputs.leaf(x), dim);
    return inputs.returns(call, t -> op.ours.apply(t[0], dim));
  }

  static Problem withIndices(Draw d) {
    AlongWithIndices op = d.of(WITH_INDICES);
    int dims = d.between(1, 4);
    int dim = d.between(-dims, dims - 1);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.distinct(d.several(dims, 1, 8)));
    return pair(
        inputs, "torch.%s(%s, %d)".formatted(op.name, x, dim), t -> op.ours.apply(t[0], dim));
  }

  /** sort and topk; sorting is stable, so ties are allowed in its operand. */
  static Problem sort(Draw d) {
    int dims = d.between(1, 3);
    int dim = d.between(-dims, dims - 1);
    int[] shape = d.several(dims, 1, 12);
    boolean descending = d.chance(0.5);
    Problem.Inputs inputs = new Problem.Inputs();
    if (d.chance(0.5)) {
      String x = inputs.leaf(d.distinct(shape));
      int k = d.between(0, shape[Math.floorMod(dim, dims)]);
      String call =
          "torch.topk(%s, %d, %d, %s)".formatted(x, k, dim, PoolProblems.bool(descending));
      return pair(inputs, call, t -> t[0].topk(k, dim, descending));
    }
    Array values = d.chance(0.3) ? d.integers(5, shape) : d.distinct(shape);
    String x = values.dtype().isFloatingPoint() ? inputs.leaf(values) : inputs.constant(values);
    String call =
        "torch.sort(%s, stable=True, dim=%d, descending=%s)"
            .formatted(x, dim, PoolProblems.bool(descending));
    return pair(inputs, call, t -> t[0].sort(dim, descending));
  }

  private static Problem pair(
      Problem.Inputs inputs, String call, Function<Tensor[], ValuesIndices> ours) {
    return inputs.body(
        "v, i = " + call + "\nreturn [v, i]",
        call,
        t -> {
          ValuesIndices r = ours.apply(t);
          return new Tensor[] {r.values(), r.indices()};
        });
  }
}
