package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.nn.FractionalGeometry;
import jackhammer.nn.MaxPool;
import jackhammer.nn.Pair;
import jackhammer.nn.PoolGeometry;
import jackhammer.nn.Triple;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Max and average pools of 1 to 3 dimensions with every argument. */
final class PoolProblems {

  private PoolProblems() {}

  static Problem max(Draw d, int dims) {
    boolean square = d.chance(0.5);
    int[] kernel = ConvProblems.sizes(d, square, dims, 1, 4);
    int[] dilation = ConvProblems.sizes(d, square, dims, 1, d.of(1, 1, 3));
    int[] stride = d.chance(0.3) ? kernel : ConvProblems.sizes(d, square, dims, 1, 4);
    int[] pad = padding(d, kernel);
    Problem.Inputs inputs = new Problem.Inputs();
    boolean ceil = d.chance(0.4);
    int[] shape = shape(d, dims, kernel, dilation, pad);
    for (int i = 0; i < dims; i++) {
      int at = shape.length - dims + i;
      while (hasEmptyWindow(shape[at], kernel[i], stride[i], pad[i], dilation[i])) {
        shape[at]++;
      }
    }
    String x = inputs.leaf(d.distinct(shape));
    String call =
        "torch.max_pool%dd_with_indices(%s, %s, %s, %s, %s, %s)"
            .formatted(dims, x, list(kernel), list(stride), list(pad), list(dilation), bool(ceil));
    UnaryOperator<PoolGeometry> options =
        o -> o.stride(stride).padding(pad).dilation(dilation).ceilMode(ceil);
    return inputs.body(
        "y, i = " + call + "\nreturn [y, i]",
        call,
        t -> {
          MaxPool.Output r =
              switch (dims) {
                case 1 -> F.maxPool1dWithIndices(t[0], kernel[0], options);
                case 2 -> F.maxPool2dWithIndices(t[0], pair(kernel), options);
                default -> F.maxPool3dWithIndices(t[0], triple(kernel), options);
              };
          return new Tensor[] {r.output(), r.indices()};
        });
  }

  /**
   * Whether a window sees nothing but padding. libtorch then names a place outside of the input as
   * that of the maximum, and its gradient writes there.
   */
  private static boolean hasEmptyWindow(int in, int kernel, int stride, int pad, int dilation) {
    int windows = (in + 2 * pad - dilation * (kernel - 1) - 1 + stride - 1) / stride + 1;
    for (int w = 0; w < windows; w++) {
      int start = w * stride - pad;
      int first = start < 0 ? start + (-start + dilation - 1) / dilation * dilation : start;
      if (first >= in && start < in + pad || first > start + dilation * (kernel - 1)) {
        return true;
      }
    }
    return false;
  }

  static Problem average(Draw d, int dims) {
    boolean square = d.chance(0.5);
    int[] kernel = ConvProblems.sizes(d, square, dims, 1, 4);
    int[] stride = d.chance(0.3) ? kernel : ConvProblems.sizes(d, square, dims, 1, 4);
    int[] pad = padding(d, kernel);
    int[] ones = new int[dims];
    Arrays.fill(ones, 1);
    Problem.Inputs inputs = new Problem.Inputs();
    // libtorch's avg_pool3d wants the input itself, without padding, to hold the kernel.
    String x = inputs.leaf(d.normal(shape(d, dims, kernel, ones, dims == 3 ? new int[3] : pad)));
    boolean ceil = d.chance(0.4);
    boolean includePad = d.chance(0.5);
    int divisor = dims > 1 && d.chance(0.3) ? d.between(1, 9) : 0;
    UnaryOperator<PoolGeometry> options =
        o -> {
          PoolGeometry g = o.stride(stride).padding(pad).ceilMode(ceil).countIncludePad(includePad);
          return divisor == 0 ? g : g.divisorOverride(divisor);
        };
    String last = divisor == 0 ? "None" : Integer.toString(divisor);
    return inputs.returns(
        "torch.avg_pool%dd(%s, %s, %s, %s, %s, %s%s)"
            .formatted(
                dims,
                x,
                list(kernel),
                list(stride),
                list(pad),
                bool(ceil),
                bool(includePad),
                dims == 1 ? "" : ", " + last),
        t ->
            switch (dims) {
              case 1 -> F.avgPool1d(t[0], kernel[0], options);
              case 2 -> F.avgPool2d(t[0], pair(kernel), options);
              default -> F.avgPool3d(t[0], triple(kernel), options);
            });
  }

  private static Pair pair(int[] k) {
    return new Pair(k[0], k[1]);
  }

  private static Triple triple(int[] k) {
    return new Triple(k[0], k[1], k[2]);
  }

  /** At most half of the kernel, as both kinds of pool demand. */
  private static int[] padding(Draw d, int[] kernel) {
    int[] pad = new int[kernel.length];
    for (int i = 0; i < pad.length; i++) {
      pad[i] = d.between(0, kernel[i] / 2);
    }
    return pad;
  }

  private static int[] shape(Draw d, int dims, int[] kernel, int[] dilation, int[] pad) {
    int[] shape = new int[dims + 2];
    shape[0] = d.between(1, 3);
    shape[1] = d.between(1, 4);
    for (int i = 0; i < dims; i++) {
      int least = Math.max(1, dilation[i] * (kernel[i] - 1) + 1 - 2 * pad[i]);
      shape[i + 2] = d.between(least, least + (dims == 3 ? 4 : 9));
    }
    return d.chance(0.85) ? shape : Arrays.copyOfRange(shape, 1, shape.length);
  }

  static String bool(boolean b) {
    return b ? "True" : "False";
  }

  /** Pools of a given output size, by themselves and through interpolation by area. */
  static Problem adaptive(Draw d, int dims) {
    boolean max = d.chance(0.5);
    int[] out = d.several(dims, 1, 6);
    int[] shape = new int[dims + 2];
    shape[0] = d.between(1, 3);
    shape[1] = d.between(1, 4);
    for (int i = 0; i < dims; i++) {
      shape[i + 2] = d.between(1, dims == 3 ? 7 : 13);
    }
    int[] sizes = d.chance(0.85) ? shape : Arrays.copyOfRange(shape, 1, shape.length);
    Integer[] wanted = Arrays.stream(out).boxed().toArray(Integer[]::new);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(max ? d.distinct(sizes) : d.normal(sizes));
    if (!max) {
      return inputs.returns(
          "torch.adaptive_avg_pool%dd(%s, %s)"
              .formatted(dims, x, dims == 1 ? "" + out[0] : list(out)),
          t ->
              switch (dims) {
                case 1 -> F.adaptiveAvgPool1d(t[0], out[0]);
                case 2 -> F.adaptiveAvgPool2d(t[0], wanted);
                default -> F.adaptiveAvgPool3d(t[0], wanted);
              });
    }
    String call = "torch.adaptive_max_pool%dd(%s, %s)".formatted(dims, x, list(out));
    return inputs.body(
        "y, i = " + call + "\nreturn [y, i]",
        call,
        t -> {
          MaxPool.Output r =
              switch (dims) {
                case 1 -> F.adaptiveMaxPool1dWithIndices(t[0], out[0]);
                case 2 -> F.adaptiveMaxPool2dWithIndices(t[0], wanted);
                default -> F.adaptiveMaxPool3dWithIndices(t[0], wanted);
              };
          return new Tensor[] {r.output(), r.indices()};
        });
  }

  /** A pool and its way back to the size that the input had. */
  static Problem unpool(Draw d, int dims) {
    boolean square = d.chance(0.5);
    int[] kernel = ConvProblems.sizes(d, square, dims, 1, 4);
    int[] none = new int[dims];
    int[] ones = new int[dims];
    Arrays.fill(ones, 1);
    int[] shape = shape(d, dims, kernel, ones, none);
    if (shape.length == dims + 1) {
      shape = ProductProblems.with(new int[] {1}, shape);
    }
    long[] size = Arrays.stream(shape).asLongStream().toArray();
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.distinct(shape));
    int[] spatial = Arrays.copyOfRange(shape, 2, shape.length);
    int[] padded = dims == 1 ? new int[] {1, spatial[0]} : spatial;
    String back =
        switch (dims) {
          case 1 -> "torch.max_unpool2d(y.unsqueeze(-2), i.unsqueeze(-2), %s).squeeze(-2)";
          case 2 -> "torch.max_unpool2d(y, i, %s)";
          default -> "torch.max_unpool3d(y, i, %s, " + list(kernel) + ", " + list(none) + ")";
        };
    String pool = "torch.max_pool%dd_with_indices(%s, %s)".formatted(dims, x, list(kernel));
    return inputs.body(
        "y, i = " + pool + "\nreturn [" + back.formatted(list(padded)) + "]",
        "unpool of " + pool,
        t -> {
          Size whole = Size.of(size);
          return new Tensor[] {
            switch (dims) {
              case 1 -> {
                MaxPool.Output r = F.maxPool1dWithIndices(t[0], kernel[0], o -> o);
                yield F.maxUnpool1d(r.output(), r.indices(), kernel[0], o -> o, whole);
              }
              case 2 -> {
                MaxPool.Output r = F.maxPool2dWithIndices(t[0], pair(kernel), o -> o);
                yield F.maxUnpool2d(r.output(), r.indices(), pair(kernel), o -> o, whole);
              }
              default -> {
                MaxPool.Output r = F.maxPool3dWithIndices(t[0], triple(kernel), o -> o);
                yield F.maxUnpool3d(r.output(), r.indices(), triple(kernel), o -> o, whole);
              }
            }
          };
        });
  }

  static Problem norm(Draw d, int dims) {
    boolean square = d.chance(0.5);
    int[] kernel = ConvProblems.sizes(d, square, dims, 1, 4);
    int[] stride = d.chance(0.3) ? kernel : ConvProblems.sizes(d, square, dims, 1, 4);
    int[] ones = new int[dims];
    Arrays.fill(ones, 1);
    int[] shape = shape(d, dims, kernel, ones, new int[dims]);
    boolean ceil = d.chance(0.4);
    double p = d.of(1.0, 2.0, 3.0, 1.5, 0.5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.uniform(0.1, 2, shape));
    int cells = Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
    UnaryOperator<PoolGeometry> options = o -> o.stride(stride).ceilMode(ceil);
    return inputs.returns(
        "torch.avg_pool%dd(%s ** %s, %s, %s, %s, %s).mul(%d).pow(%s)"
            .formatted(
                dims,
                x,
                p,
                list(kernel),
                list(stride),
                list(new int[dims]),
                bool(ceil),
                cells,
                1 / p),
        t ->
            switch (dims) {
              case 1 -> F.lpPool1d(t[0], p, kernel[0], options);
              case 2 -> F.lpPool2d(t[0], p, pair(kernel), options);
              default -> F.lpPool3d(t[0], p, triple(kernel), options);
            });
  }

  static Problem fractional(Draw d, int dims) {
    int[] kernel = d.several(dims, 1, 3);
    int[] out = d.several(dims, 1, 4);
    int[] shape = new int[dims + 2];
    shape[0] = d.between(1, 3);
    shape[1] = d.between(1, 3);
    for (int i = 0; i < dims; i++) {
      // One cell more than needed, which libtorch wants in 3 dimensions.
      shape[i + 2] = kernel[i] + out[i] + d.between(0, 5);
    }
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.distinct(shape));
    String u = inputs.constant(d.uniform(0, 1, shape[0], shape[1], dims));
    String call =
        "torch.fractional_max_pool%dd(%s, %s, %s, %s)"
            .formatted(dims, x, list(kernel), list(out), u);
    return inputs.body(
        "y, i = " + call + "\nreturn [y, i]",
        call,
        t -> {
          UnaryOperator<FractionalGeometry> options = o -> o.outputSize(out).randomSamples(t[1]);
          MaxPool.Output r =
              dims == 2
                  ? F.fractionalMaxPool2dWithIndices(t[0], pair(kernel), options)
                  : F.fractionalMaxPool3dWithIndices(t[0], triple(kernel), options);
          return new Tensor[] {r.output(), r.indices()};
        });
  }
}
