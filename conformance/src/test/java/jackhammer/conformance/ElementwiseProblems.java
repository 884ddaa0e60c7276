package jackhammer.conformance;

import java.util.List;
import java.util.Map;

/** Element-wise operations and reductions by name. */
final class ElementwiseProblems {

  private ElementwiseProblems() {}

  /** Operations of one operand that have a gradient, with the range of their arguments. */
  private static final Map<String, double[]> UNARY =
      Map.ofEntries(
          Map.entry("abs", all()),
          Map.entry("neg", all()),
          Map.entry("relu", all()),
          Map.entry("sigmoid", wide()),
          Map.entry("tanh", wide()),
          Map.entry("exp", wide()),
          Map.entry("expm1", wide()),
          Map.entry("log", positive()),
          Map.entry("log2", positive()),
          Map.entry("log10", positive()),
          Map.entry("log1p", positive()),
          Map.entry("sqrt", positive()),
          Map.entry("rsqrt", positive()),
          Map.entry("reciprocal", positive()),
          Map.entry("square", all()),
          Map.entry("sin", wide()),
          Map.entry("cos", wide()),
          Map.entry("erf", all()),
          Map.entry("sign", all()),
          Map.entry("floor", wide()),
          Map.entry("ceil", wide()),
          Map.entry("round", wide()),
          Map.entry("trunc", wide()));

  private static final List<String> BINARY =
      List.of("add", "sub", "mul", "div", "maximum", "minimum", "eq", "lt", "ge");

  private static final List<String> REDUCTIONS =
      List.of("sum", "mean", "amax", "amin", "logsumexp", "var", "std");

  static Problem unary(Draw d) {
    String name = d.of(UNARY.keySet().stream().sorted().toArray(String[]::new));
    double[] range = UNARY.get(name);
    Problem.Inputs inputs = new Problem.Inputs();
    Array x = d.uniform(range[0], range[1], d.shape(d.between(0, 4), 9));
    if (d.chance(0.2)) {
      d.spoil(x);
    }
    return inputs.returns("torch.%s(%s)".formatted(name, inputs.leaf(x)));
  }

  /** Operands of broadcasting shapes. */
  static Problem binary(Draw d) {
    String name = d.of(BINARY.toArray(String[]::new));
    int[] shape = d.shape(d.between(0, 4), 7);
    Problem.Inputs inputs = new Problem.Inputs();
    Array a = d.normal(ProductProblems.some(d, shape));
    Array b = d.normal(ProductProblems.some(d, shape));
    if (d.chance(0.2)) {
      d.spoil(a);
    }
    String x = inputs.leaf(a);
    String y = inputs.leaf(b);
    return inputs.returns("torch.%s(%s, %s)".formatted(name, x, y));
  }

  /** Over one or several dimensions. */
  static Problem reduction(Draw d) {
    String name = d.of(REDUCTIONS.toArray(String[]::new));
    int dims = d.between(1, 4);
    int[] over = {d.between(-dims, dims - 1)};
    if (dims > 1 && d.chance(0.4)) {
      over = new int[] {0, d.between(1, dims - 1)};
    }
    boolean keep = d.chance(0.5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(d.several(dims, 2, 9)));
    String rest =
        name.equals("var") || name.equals("std")
            ? "%s, %s".formatted(PoolProblems.bool(d.chance(0.7)), PoolProblems.bool(keep))
            : PoolProblems.bool(keep);
    return inputs.returns("torch.%s(%s, %s, %s)".formatted(name, x, ConvProblems.list(over), rest));
  }

  private static double[] all() {
    return new double[] {-4, 4};
  }

  private static double[] wide() {
    return new double[] {-20, 20};
  }

  private static double[] positive() {
    return new double[] {1e-3, 20};
  }
}
