package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;

import java.util.Arrays;

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
    String x = inputs.leaf(d.distinct(shape(d, dims, kernel, dilation, pad)));
    String call =
        "torch.max_pool%dd_with_indices(%s, %s, %s, %s, %s, %s)"
            .formatted(
                dims,
                x,
                list(kernel),
                list(stride),
                list(pad),
                list(dilation),
                bool(d.chance(0.4)));
    return inputs.body("y, i = " + call + "\nreturn [y, i]", call);
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
    String divisor = d.chance(0.3) ? Integer.toString(d.between(1, 9)) : "None";
    return inputs.returns(
        "torch.avg_pool%dd(%s, %s, %s, %s, %s, %s%s)"
            .formatted(
                dims,
                x,
                list(kernel),
                list(stride),
                list(pad),
                bool(d.chance(0.4)),
                bool(d.chance(0.5)),
                dims == 1 ? "" : ", " + divisor));
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
