package jackhammer.conformance;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.nn.Conv;
import jackhammer.nn.Conv1d;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Conv3d;
import jackhammer.nn.ConvGeometry;
import jackhammer.nn.ConvTransposeGeometry;
import jackhammer.nn.F;
import jackhammer.nn.PaddingMode;
import jackhammer.nn.Pair;
import jackhammer.nn.Triple;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Convolutions of 1 to 3 dimensions, transposed ones too, with every argument of the layer. */
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
    int[] stride = sizes(d, square, dims, 1, d.of(1, 2, 3));
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
    String weight = inputs.leaf(d.normal(weightSize(out, in / groups, kernel)));
    String bias = d.chance(0.7) ? inputs.leaf(d.normal(out)) : "None";

    String padding = named.isEmpty() ? list(pad) : "\"" + named + "\"";
    int[] around = around(pad, named, kernel, dilation, stride, Arrays.copyOfRange(x, 2, dims + 2));
    boolean padded = !mode.equals("zeros");
    // With a stride libtorch has no "same".
    if (padded || named.equals("same") && !Arrays.equals(stride, ones(dims))) {
      String by = padded ? mode : "constant";
      a = "torch.pad(" + a + ", " + list(around) + ", \"" + by + "\")";
      padding = list(new int[dims]);
    }
    UnaryOperator<ConvGeometry> geometry =
        g -> {
          ConvGeometry moved = g.stride(stride).dilation(dilation).groups(groups);
          if (!mode.equals("zeros")) {
            return moved;
          }
          return named.isEmpty() ? moved.padding(pad) : moved.padding(named);
        };
    UnaryOperator<Conv.Options> options =
        o -> {
          Conv.Options moved = o.stride(stride).dilation(dilation).groups(groups).dtype(d.real);
          moved = moved.bias(!bias.equals("None")).paddingMode(mode);
          return named.isEmpty() ? moved.padding(pad) : moved.padding(named);
        };
    Conv layer = layer(in, out, kernel, options);
    return inputs.returns(
        "torch.conv%dd(%s, %s, %s, %s, %s, %s, %d)"
            .formatted(dims, a, weight, bias, list(stride), padding, list(dilation), groups),
        t -> {
          Tensor source = padded ? F.pad(t[0], around, PaddingMode.of(mode)) : t[0];
          Tensor y = functional(dims, source, t[1], ProductProblems.at(t, 2), geometry);
          checkLayer(layer, t, y);
          return y;
        });
  }

  /** Padding with another number of cells at the end, for which libtorch pads first. */
  static Problem unevenlyPadded(Draw d, int dims) {
    int groups = d.of(1, 1, 2);
    int in = groups * d.between(1, 3);
    int out = groups * d.between(1, 3);
    int[] kernel = d.several(dims, 1, dims == 3 ? 3 : 5);
    int[] dilation = d.several(dims, 1, d.of(1, 2));
    int[] stride = d.several(dims, 1, d.of(1, 3));
    int[] before = d.several(dims, 0, 3);
    int[] after = d.several(dims, 0, 3);
    String mode = d.of("zeros", "zeros", "reflect", "replicate", "circular");
    int[] x = new int[dims + 2];
    x[0] = d.between(1, 3);
    x[1] = in;
    int[] around = new int[2 * dims];
    for (int i = 0; i < dims; i++) {
      int reach = dilation[i] * (kernel[i] - 1) + 1;
      int least = Math.max(1, reach - before[i] - after[i]);
      least = mode.equals("zeros") ? least : Math.max(least, Math.max(before[i], after[i]) + 1);
      x[i + 2] = d.between(least, least + (dims == 3 ? 3 : 7));
      around[2 * (dims - 1 - i)] = before[i];
      around[2 * (dims - 1 - i) + 1] = after[i];
    }
    Problem.Inputs inputs = new Problem.Inputs();
    String a = inputs.leaf(d.normal(x));
    String weight = inputs.leaf(d.normal(weightSize(out, in / groups, kernel)));
    String bias = inputs.leaf(d.normal(out));
    boolean isZeros = mode.equals("zeros");
    UnaryOperator<Conv.Options> options =
        o ->
            o.stride(stride)
                .dilation(dilation)
                .groups(groups)
                .dtype(d.real)
                .padding(before)
                .paddingAfter(after)
                .paddingMode(mode);
    Conv layer = layer(in, out, kernel, options);
    return inputs.returns(
        "torch.conv%dd(torch.pad(%s, %s, \"%s\"), %s, %s, %s, %s, %s, %d)"
            .formatted(
                dims,
                a,
                list(around),
                isZeros ? "constant" : mode,
                weight,
                bias,
                list(stride),
                list(new int[dims]),
                list(dilation),
                groups),
        t -> {
          Tensor source = isZeros ? t[0] : F.pad(t[0], around, PaddingMode.of(mode));
          UnaryOperator<ConvGeometry> geometry =
              g -> {
                ConvGeometry r = g.stride(stride).dilation(dilation).groups(groups);
                return isZeros ? r.padding(before).paddingAfter(after) : r;
              };
          Tensor y = functional(dims, source, t[1], t[2], geometry);
          checkLayer(layer, t, y);
          return y;
        });
  }

  /** Transposed ones that cut off another number of cells at the end, as libtorch's narrow does. */
  static Problem unevenlyCut(Draw d, int dims) {
    int groups = d.of(1, 1, 2);
    int in = groups * d.between(1, 3);
    int out = groups * d.between(1, 3);
    int[] kernel = d.several(dims, 1, dims == 3 ? 3 : 5);
    int[] dilation = d.several(dims, 1, d.of(1, 2));
    int[] stride = d.several(dims, 1, d.of(1, 3));
    int[] before = d.several(dims, 0, 2);
    int[] after = d.several(dims, 0, 2);
    int[] x = new int[dims + 2];
    x[0] = d.between(1, 3);
    x[1] = in;
    int[] cells = new int[dims];
    for (int i = 0; i < dims; i++) {
      int cut = before[i] + after[i];
      int reach = dilation[i] * (kernel[i] - 1) + 1;
      // The output needs a cell.
      int least = 1 + Math.ceilDiv(Math.max(0, cut + 1 - reach), stride[i]);
      x[i + 2] = d.between(least, least + (dims == 3 ? 2 : 6));
      cells[i] = (x[i + 2] - 1) * stride[i] + reach - cut;
    }
    Problem.Inputs inputs = new Problem.Inputs();
    String a = inputs.leaf(d.normal(x));
    String weight = inputs.leaf(d.normal(weightSize(in, out / groups, kernel)));
    String bias = inputs.leaf(d.normal(out));
    int[] none = new int[dims];
    String whole =
        "torch.conv_transpose%dd(%s, %s, %s, %s, %s, %s, %d, %s)"
            .formatted(
                dims,
                a,
                weight,
                bias,
                list(stride),
                list(none),
                list(none),
                groups,
                list(dilation));
    for (int i = 0; i < dims; i++) {
      whole = "torch.narrow(%s, %d, %d, %d)".formatted(whole, i + 2, before[i], cells[i]);
    }
    UnaryOperator<ConvTransposeGeometry> geometry =
        g -> g.stride(stride).padding(before).paddingAfter(after).dilation(dilation).groups(groups);
    return inputs.returns(whole, t -> transposed(dims, t[0], t[1], t[2], geometry));
  }

  static Problem transposed(Draw d, int dims) {
    int groups = d.of(1, 1, 1, 2, 3);
    int in = groups * d.between(1, 3);
    int out = groups * d.between(1, 3);
    boolean square = d.chance(0.5);
    int[] kernel = sizes(d, square, dims, 1, dims == 3 ? 3 : 5);
    int[] dilation = sizes(d, square, dims, 1, d.of(1, 1, 3));
    int[] stride = sizes(d, square, dims, 1, d.of(1, 2, 3));
    int[] pad = sizes(d, square, dims, 0, 2);
    int[] more = new int[dims];
    int[] x = new int[dims + 2];
    x[0] = d.between(1, 3);
    x[1] = in;
    for (int i = 0; i < dims; i++) {
      more[i] = d.between(0, Math.max(stride[i], dilation[i]) - 1);
      // The output needs a cell.
      int rest = 2 * pad[i] - dilation[i] * (kernel[i] - 1) - more[i];
      int least = Math.max(1, Math.ceilDiv(Math.max(0, rest), stride[i]) + 1);
      x[i + 2] = d.between(least, least + (dims == 3 ? 2 : 6));
    }
    boolean batched = d.chance(0.85);
    Problem.Inputs inputs = new Problem.Inputs();
    String a = inputs.leaf(d.normal(batched ? x : Arrays.copyOfRange(x, 1, x.length)));
    String weight = inputs.leaf(d.normal(weightSize(in, out / groups, kernel)));
    String bias = d.chance(0.7) ? inputs.leaf(d.normal(out)) : "None";
    UnaryOperator<ConvTransposeGeometry> geometry =
        g -> g.stride(stride).padding(pad).outputPadding(more).dilation(dilation).groups(groups);
    return inputs.returns(
        "torch.conv_transpose%dd(%s, %s, %s, %s, %s, %s, %d, %s)"
            .formatted(
                dims, a, weight, bias, list(stride), list(pad), list(more), groups, list(dilation)),
        t -> transposed(dims, t[0], t[1], ProductProblems.at(t, 2), geometry));
  }

  private static Tensor transposed(
      int dims, Tensor x, Tensor w, Tensor b, UnaryOperator<ConvTransposeGeometry> geometry) {
    return switch (dims) {
      case 1 -> F.convTranspose1d(x, w, b, geometry);
      case 2 -> F.convTranspose2d(x, w, b, geometry);
      default -> F.convTranspose3d(x, w, b, geometry);
    };
  }

  private static int[] weightSize(int first, int second, int[] kernel) {
    int[] w = new int[kernel.length + 2];
    w[0] = first;
    w[1] = second;
    System.arraycopy(kernel, 0, w, 2, kernel.length);
    return w;
  }

  private static Tensor functional(
      int dims, Tensor x, Tensor w, Tensor b, UnaryOperator<ConvGeometry> geometry) {
    return switch (dims) {
      case 1 -> F.conv1d(x, w, b, geometry);
      case 2 -> F.conv2d(x, w, b, geometry);
      default -> F.conv3d(x, w, b, geometry);
    };
  }

  private static Conv layer(int in, int out, int[] k, UnaryOperator<Conv.Options> options) {
    return switch (k.length) {
      case 1 -> new Conv1d(in, out, k[0], options);
      case 2 -> new Conv2d(in, out, new Pair(k[0], k[1]), options);
      default -> new Conv3d(in, out, new Triple(k[0], k[1], k[2]), options);
    };
  }

  /** The layer with the same weights gives the same bits. */
  private static void checkLayer(Conv layer, Tensor[] t, Tensor y) {
    Autograd.noGrad(
        () -> {
          layer.weight().copy_(t[1]);
          if (t.length > 2) {
            layer.bias().copy_(t[2]);
          }
          if (layer.call(t[0]).eq(y).all().itemLong() != 1) {
            throw new IllegalStateException(layer + " differs from the function");
          }
        });
  }

  /**
   * What {@code pad} adds, last dimension first; "same" has ceil(size / stride) windows and puts
   * the odd cell at the end.
   */
  private static int[] around(
      int[] pad, String named, int[] kernel, int[] dilation, int[] stride, int[] x) {
    int dims = pad.length;
    int[] around = new int[2 * dims];
    for (int i = 0; i < dims; i++) {
      int last = (x[i] + stride[i] - 1) / stride[i] * stride[i] - stride[i];
      int same = Math.max(0, last + dilation[i] * (kernel[i] - 1) + 1 - x[i]);
      int total = named.equals("same") ? same : 2 * pad[i];
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
