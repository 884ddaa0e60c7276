package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;

import jackhammer.Tensor;
import jackhammer.nn.F;
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
}
