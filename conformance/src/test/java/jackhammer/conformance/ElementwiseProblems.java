package jackhammer.conformance;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Element-wise operations and reductions. */
final class ElementwiseProblems {

  private static final double[] ALL = {-4, 4};
  private static final double[] WIDE = {-20, 20};
  private static final double[] POSITIVE = {1e-3, 20};
  private static final double[] UNIT = {-1, 1};
  private static final double[] ABOVE_ONE = {1, 20};

  /** An operation of one operand, and the range of its arguments. */
  private record Unary(String name, double[] range, UnaryOperator<Tensor> ours) {}

  private record Binary(String name, BinaryOperator<Tensor> ours) {}

  /** {@code ours} takes the tensor, the dimensions and keepDim. */
  private record Reduction(String name, Reducing ours) {}

  @FunctionalInterface
  private interface Reducing {
    Tensor apply(Tensor x, long[] dims, boolean keepDim);
  }

  private static final List<Unary> UNARY =
      List.of(
          new Unary("abs", ALL, Tensor::abs),
          new Unary("neg", ALL, Tensor::neg),
          new Unary("relu", ALL, Tensor::relu),
          new Unary("square", ALL, Tensor::square),
          new Unary("sigmoid", WIDE, Tensor::sigmoid),
          new Unary("tanh", WIDE, Tensor::tanh),
          new Unary("exp", WIDE, Tensor::exp),
          new Unary("exp2", WIDE, Tensor::exp2),
          new Unary("expm1", WIDE, Tensor::expm1),
          new Unary("log", POSITIVE, Tensor::log),
          new Unary("log2", POSITIVE, Tensor::log2),
          new Unary("log10", POSITIVE, Tensor::log10),
          new Unary("log1p", POSITIVE, Tensor::log1p),
          new Unary("sqrt", POSITIVE, Tensor::sqrt),
          new Unary("rsqrt", POSITIVE, Tensor::rsqrt),
          new Unary("reciprocal", POSITIVE, Tensor::reciprocal),
          new Unary("sin", WIDE, Tensor::sin),
          new Unary("cos", WIDE, Tensor::cos),
          new Unary("tan", ALL, Tensor::tan),
          new Unary("asin", UNIT, Tensor::asin),
          new Unary("acos", UNIT, Tensor::acos),
          new Unary("atan", WIDE, Tensor::atan),
          new Unary("sinh", ALL, Tensor::sinh),
          new Unary("cosh", ALL, Tensor::cosh),
          new Unary("asinh", WIDE, Tensor::asinh),
          new Unary("acosh", ABOVE_ONE, Tensor::acosh),
          new Unary("atanh", UNIT, Tensor::atanh),
          new Unary("erf", ALL, Tensor::erf),
          new Unary("erfc", ALL, Tensor::erfc),
          new Unary("erfinv", UNIT, Tensor::erfinv),
          new Unary("sign", ALL, Tensor::sign),
          new Unary("floor", WIDE, Tensor::floor),
          new Unary("ceil", WIDE, Tensor::ceil),
          new Unary("round", WIDE, Tensor::round),
          new Unary("trunc", WIDE, Tensor::trunc),
          new Unary("frac", WIDE, Tensor::frac),
          new Unary("isnan", ALL, Tensor::isnan),
          new Unary("isfinite", ALL, Tensor::isfinite));

  private static final List<Binary> BINARY =
      List.of(
          new Binary("add", Tensor::add),
          new Binary("sub", Tensor::sub),
          new Binary("mul", Tensor::mul),
          new Binary("div", Tensor::div),
          new Binary("pow", Tensor::pow),
          new Binary("maximum", Tensor::maximum),
          new Binary("minimum", Tensor::minimum),
          new Binary("fmax", Tensor::fmax),
          new Binary("fmin", Tensor::fmin),
          new Binary("atan2", Tensor::atan2),
          new Binary("hypot", Tensor::hypot),
          new Binary("logaddexp", Tensor::logaddexp),
          new Binary("fmod", Tensor::fmod),
          new Binary("remainder", Tensor::remainder),
          new Binary("eq", Tensor::eq),
          new Binary("lt", Tensor::lt),
          new Binary("ge", Tensor::ge));

  private static final Set<String> MIXED =
      Set.of("add", "mul", "div", "maximum", "minimum", "eq", "lt", "ge", "atan2");

  private static final List<DType> TYPES =
      List.of(
          DType.BOOL,
          DType.UINT8,
          DType.INT8,
          DType.INT16,
          DType.INT32,
          DType.INT64,
          DType.FLOAT32,
          DType.FLOAT64);

  private static final List<Reduction> REDUCTIONS =
      List.of(
          new Reduction("sum", Tensor::sum),
          new Reduction("mean", Tensor::mean),
          new Reduction("amax", Tensor::amax),
          new Reduction("amin", Tensor::amin),
          new Reduction("nansum", Tensor::nansum),
          new Reduction("logsumexp", Tensor::logsumexp));

  private ElementwiseProblems() {}

  static Problem unary(Draw d) {
    Unary op = d.of(UNARY);
    Problem.Inputs inputs = new Problem.Inputs();
    Array x = d.uniform(op.range[0], op.range[1], d.shape(d.between(0, 4), 9));
    if (d.chance(0.2)) {
      d.spoil(x);
    }
    return inputs.returns(
        "torch.%s(%s)".formatted(op.name, inputs.leaf(x)), a -> op.ours.apply(a[0]));
  }

  /** Operands of broadcasting shapes. */
  static Problem binary(Draw d) {
    Binary op = d.of(BINARY);
    int[] shape = d.shape(d.between(0, 4), 7);
    Problem.Inputs inputs = new Problem.Inputs();
    Array a = d.normal(ProductProblems.some(d, shape));
    Array b = d.normal(ProductProblems.some(d, shape));
    if (d.chance(0.2)) {
      d.spoil(d.of(a, b));
    }
    String x = inputs.leaf(a);
    String y = inputs.leaf(b);
    return inputs.returns(
        "torch.%s(%s, %s)".formatted(op.name, x, y), t -> op.ours.apply(t[0], t[1]));
  }

  /** Variance and standard deviation, with a correction that leaves something to divide by. */
  static Problem variance(Draw d) {
    int dims = d.between(1, 4);
    long[] over = dims > 1 && d.chance(0.4) ? new long[] {0, dims - 1} : new long[] {dims - 1};
    boolean keep = d.chance(0.5);
    boolean root = d.chance(0.5);
    int correction = d.between(0, 1);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(d.several(dims, 2, 9)));
    String call =
        "torch.%s(%s, %s, correction=%d, keepdim=%s)"
            .formatted(
                root ? "std" : "var",
                x,
                Arrays.toString(over),
                correction,
                PoolProblems.bool(keep));
    return inputs.returns(
        call, t -> root ? t[0].std(over, correction, keep) : t[0].var(over, correction, keep));
  }

  static Problem norm(Draw d) {
    int dims = d.between(1, 4);
    int dim = d.between(-dims, dims - 1);
    boolean keep = d.chance(0.5);
    double p = d.of(0.5, 1.0, 2.0, 3.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.distinct(d.several(dims, 1, 9)));
    String order = Double.isInfinite(p) ? "float(\"" + (p > 0 ? "inf" : "-inf") + "\")" : "" + p;
    return inputs.returns(
        "torch.norm(%s, %s, [%d], %s)".formatted(x, order, dim, PoolProblems.bool(keep)),
        t -> t[0].norm(p, dim, keep));
  }

  /** Arithmetic of operands of different types, one of them perhaps of no dimensions. */
  static Problem mixedTypes(Draw d) {
    Binary op = d.of(BINARY.stream().filter(b -> MIXED.contains(b.name)).toList());
    int[] shape = d.shape(d.between(0, 3), 5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.constant(d.small(d.of(TYPES), d.chance(0.3) ? new int[0] : shape));
    String y = inputs.constant(d.small(d.of(TYPES), d.chance(0.3) ? new int[0] : shape));
    return inputs.returns(
        "torch.%s(%s, %s)".formatted(op.name, x, y), t -> op.ours.apply(t[0], t[1]));
  }

  /** Division rounded down or towards zero, which has no gradient. */
  static Problem roundedDivision(Draw d) {
    int[] shape = d.shape(d.between(0, 3), 7);
    Problem.Inputs inputs = new Problem.Inputs();
    Array a = d.uniform(-20, 20, ProductProblems.some(d, shape));
    if (d.chance(0.3)) {
      d.spoil(a);
    }
    String x = inputs.constant(a);
    String y = inputs.constant(d.uniform(-4, 4, ProductProblems.some(d, shape)));
    return inputs.returns(
        "torch.floor_divide(%s, %s)".formatted(x, y), t -> t[0].floorDivide(t[1]));
  }

  /** Over one or several dimensions. */
  static Problem reduction(Draw d) {
    Reduction op = d.of(REDUCTIONS);
    int dims = d.between(1, 4);
    long[] over = {d.between(-dims, dims - 1)};
    if (dims > 1 && d.chance(0.4)) {
      over = new long[] {0, d.between(1, dims - 1)};
    }
    long[] dimensions = over;
    boolean keep = d.chance(0.5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(d.several(dims, 1, 9)));
    String call =
        "torch.%s(%s, %s, %s)"
            .formatted(op.name, x, Arrays.toString(over), PoolProblems.bool(keep));
    return inputs.returns(call, t -> op.ours.apply(t[0], dimensions, keep));
  }
}
