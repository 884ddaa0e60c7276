package jackhammer.conformance;

import java.util.Arrays;

/** Convolutions of 1 to 3 dimensions with every argument of the layer. */
final class ConvProblems {

  private ConvProblems() {}

  static Problem draw(Draw d, int dims) {
    int groups = d.of(1, 1, 1, 2, 3);
    int in = groups * d.between(1, 3);
    int out = groups * d.between(1, 3);
    boolean square = d.chance(0.5);
    int[] kernel = sizes(d, square, dims, 1, dims == 3 ? 3 : 5);
    int[] dilation = sizes(d, square, dims, 1, d.of(1, 1, 3));
    String mode = d.of("zeros", "zeros", "zeros", "reflect", "replicate", "circular");
    String named = d.of("", "", "", "", "same", "valid");
    int[] stride = named.equals("same") ? ones(dims) : sizes(d, square, dims, 1, d.of(1, 2, 3));
    int[] pad = named.isEmpty() ? sizes(d, square, dims, 0, 2) : new int[dims];

    int[] x = new int[dims + 2];
    x[0] = d.between(1, 3);
    x[1] = in;
    for (int i = 0; i < dims; i++) {
      int reach = dilation[i] * (kernel[i] - 1);
      int padding = named.equals("same") ? reach : 2 * pad[i];
      int least = Math.max(1, reach + 1 - padding);
      // Reflection needs more input than padding, a circle at least as much.
      least = mode.equals("zeros") ? least : Math.max(least, padding / 2 + 2);
      x[i + 2] = d.between(least, least + (dims == 3 ? 3 : 7));
    }
    boolean batched = d.chance(0.85);

    Problem.Inputs inputs = new Problem.Inputs();
    String a = inputs.leaf(d.normal(batched ? x : Arrays.copyOfRange(x, 1, x.length)));
    int[] w = new int[dims + 2];
    w[0] = out;
    w[1] = in / groups;
    System.arraycopy(kernel, 0, w, 2, dims);
    String weight = inputs.leaf(d.normal(w));
    String bias = d.chance(0.7) ? inputs.leaf(d.normal(out)) : "None";

    String padding = named.isEmpty() ? list(pad) : "\"" + named + "\"";
    if (!mode.equals("zeros")) {
      a =
          "torch.pad("
              + a
              + ", "
              + list(around(pad, named, kernel, dilation))
              + ", \""
              + mode
              + "\")";
      padding = list(new int[dims]);
    }
    return inputs.returns(
        "torch.conv%dd(%s, %s, %s, %s, %s, %s, %d)"
            .formatted(dims, a, weight, bias, list(stride), padding, list(dilation), groups));
  }

  /** What {@code pad} adds, last dimension first; "same" puts the odd cell at the end. */
  private static int[] around(int[] pad, String named, int[] kernel, int[] dilation) {
    int dims = pad.length;
    int[] around = new int[2 * dims];
    for (int i = 0; i < dims; i++) {
      int total = named.equals("same") ? dilation[i] * (kernel[i] - 1) : 2 * pad[i];
      around[2 * (dims - 1 - i)] = total / 2;
      around[2 * (dims - 1 - i) + 1] = total - total / 2;
    }
    return around;
  }

  static int[] sizes(Draw d, boolean square, int dims, int low, int high) {
    int[] sizes = d.several(dims, low, high);
    if (square) {
      Arrays.fill(sizes, sizes[0]);
    }
    return sizes;
  }

  private static int[] ones(int dims) {
    int[] a = new int[dims];
    Arrays.fill(a, 1);
    return a;
  }

  /** As TorchScript writes a list. */
  static String list(int... a) {
    return Arrays.toString(a);
  }
}
