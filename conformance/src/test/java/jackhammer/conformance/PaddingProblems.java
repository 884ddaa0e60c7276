package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;

import jackhammer.nn.F;
import jackhammer.nn.Pair;
import jackhammer.nn.UnfoldGeometry;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Padding in every mode, windows as columns and columns as a picture. */
final class PaddingProblems {

  private PaddingProblems() {}

  static Problem pad(Draw d) {
    String mode = d.of("constant", "reflect", "replicate", "circular");
    boolean constant = mode.equals("constant");
    int padded = d.between(1, 3);
    int dims = constant ? d.between(padded, 5) : padded + d.between(1, 2);
    int[] x = d.several(dims, 1, 5);
    int[] cells = new int[2 * padded];
    for (int i = 0; i < padded; i++) {
      int size = x[dims - 1 - i];
      int most =
          switch (mode) {
            case "reflect" -> size - 1;
            case "circular" -> size;
            default -> 4;
          };
      // Cut off in a circle is what the words of PyTorch's own documents leave open.
      int least = mode.equals("circular") ? 0 : -((size - 1) / 2);
      cells[2 * i] = d.between(Math.min(least, most), most);
      cells[2 * i + 1] = d.between(Math.min(least, most), most);
    }
    Problem.Inputs inputs = new Problem.Inputs();
    String a = inputs.leaf(d.normal(x));
    if (constant) {
      double value = d.of(0.0, 1.5, -2.25);
      return inputs.returns(
          "torch.pad(%s, %s, \"constant\", %s)".formatted(a, list(cells), value),
          t -> F.pad(t[0], cells, value));
    }
    return inputs.returns(
        "torch.pad(%s, %s, \"%s\")".formatted(a, list(cells), mode), t -> F.pad(t[0], cells, mode));
  }

  static Problem columns(Draw d, boolean back) {
    int[] kernel = d.several(2, 1, 4);
    int[] dilation = d.several(2, 1, d.of(1, 1, 3));
    int[] padding = d.several(2, 0, 2);
    int[] stride = d.several(2, 1, 3);
    int[] size = new int[2];
    int blocks = 1;
    for (int i = 0; i < 2; i++) {
      int reach = dilation[i] * (kernel[i] - 1) + 1;
      int least = Math.max(1, reach - 2 * padding[i]);
      size[i] = d.between(least, least + 6);
      blocks *= (size[i] + 2 * padding[i] - reach) / stride[i] + 1;
    }
    int channels = d.between(1, 3);
    int[] x =
        back
            ? new int[] {d.between(1, 3), channels * kernel[0] * kernel[1], blocks}
            : new int[] {d.between(1, 3), channels, size[0], size[1]};
    Problem.Inputs inputs = new Problem.Inputs();
    String a = inputs.leaf(d.normal(d.chance(0.8) ? x : Arrays.copyOfRange(x, 1, x.length)));
    String window =
        list(kernel) + ", " + list(dilation) + ", " + list(padding) + ", " + list(stride);
    UnaryOperator<UnfoldGeometry> options =
        o -> o.dilation(dilation).padding(padding).stride(stride);
    Pair k = new Pair(kernel[0], kernel[1]);
    return back
        ? inputs.returns(
            "torch.col2im(%s, %s, %s)".formatted(a, list(size), window),
            t -> F.fold(t[0], new Pair(size[0], size[1]), k, options))
        : inputs.returns(
            "torch.im2col(%s, %s)".formatted(a, window), t -> F.unfold(t[0], k, options));
  }
}
