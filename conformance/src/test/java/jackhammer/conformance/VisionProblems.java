package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;
import static jackhammer.conformance.PoolProblems.bool;

import jackhammer.Size;
import jackhammer.nn.F;
import jackhammer.nn.GridMode;
import jackhammer.nn.GridOptions;
import jackhammer.nn.GridPadding;
import jackhammer.nn.Interpolation;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Images of another size, and channels and pixels exchanged. */
final class VisionProblems {

  private VisionProblems() {}

  static Problem interpolate(Draw d, int dims) {
    String linear = new String[] {"linear", "bilinear", "trilinear"}[dims - 1];
    String mode =
        dims == 2
            ? d.of("nearest", "nearest-exact", linear, "bicubic")
            : d.of("nearest", "nearest-exact", linear);
    boolean corners = !mode.startsWith("nearest") && d.chance(0.5);
    boolean antialias = dims == 2 && !mode.startsWith("nearest") && d.chance(0.4);
    int[] shape = new int[dims + 2];
    shape[0] = d.between(1, 3);
    shape[1] = d.between(1, 4);
    int[] out = d.several(dims, 1, 14);
    double[] factors = new double[dims];
    for (int i = 0; i < dims; i++) {
      shape[i + 2] = d.between(1, dims == 3 ? 6 : 14);
      factors[i] = d.of(0.5, 0.7, 1.0, 1.3, 2.0, 3.25);
      // Antialiased to one column, PyTorch's result depends on whether channels come last.
      int least = antialias && i == 1 ? 2 : 1;
      out[i] = Math.max(out[i], least);
      while (!changes(shape[i + 2], factors[i], least)) {
        shape[i + 2]++;
      }
    }
    boolean bySize = d.chance(0.5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String name =
        switch (mode) {
          case "nearest" -> "upsample_nearest" + dims + "d";
          case "nearest-exact" -> "_upsample_nearest_exact" + dims + "d";
          case "bicubic" -> (antialias ? "_upsample_bicubic2d_aa" : "upsample_bicubic2d");
          default -> antialias ? "_upsample_bilinear2d_aa" : "upsample_" + linear + dims + "d";
        };
    String call =
        "torch.%s(%s, %s, %s%s)"
            .formatted(
                name,
                x,
                bySize ? list(out) : "None",
                mode.startsWith("nearest") ? "" : bool(corners) + ", ",
                bySize ? "None" : Arrays.toString(factors));
    UnaryOperator<Interpolation> options =
        o -> {
          Interpolation r = bySize ? o.size(out) : o.scaleFactor(factors);
          return r.mode(mode).alignCorners(corners).antialias(antialias);
        };
    return inputs.returns(call, t -> F.interpolate(t[0], options));
  }

  /**
   * Whether a factor makes another number of cells of these, and enough. Where it does not, PyTorch
   * copies the image or scales it, forward and backward not always alike, and not alike in all of
   * its versions.
   */
  private static boolean changes(int size, double factor, int least) {
    int scaled = (int) (size * factor);
    return scaled >= least && (factor == 1 || scaled != size);
  }

  /** An image at places that are drawn: inside, at the border and outside. */
  static Problem gridSample(Draw d) {
    int dims = d.between(2, 3);
    int mode = d.between(0, dims == 2 ? 2 : 1);
    int padding = d.between(0, 2);
    boolean corners = d.chance(0.5);
    int n = d.between(1, 3);
    int[] image = d.several(dims + 2, 1, dims == 2 ? 9 : 5);
    int[] grid = d.several(dims + 2, 1, dims == 2 ? 7 : 4);
    image[0] = grid[0] = n;
    grid[dims + 1] = dims;
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(image));
    double reach = d.of(0.9, 1.3, 3.0);
    String places = inputs.leaf(d.uniform(-reach, reach, grid));
    UnaryOperator<GridOptions> options =
        o ->
            o.mode(GridMode.values()[mode])
                .paddingMode(GridPadding.values()[padding])
                .alignCorners(corners);
    return inputs.returns(
        "torch.grid_sampler(%s, %s, %d, %d, %s)".formatted(x, places, mode, padding, bool(corners)),
        t -> F.gridSample(t[0], t[1], options));
  }

  static Problem affineGrid(Draw d) {
    int dims = d.between(2, 3);
    boolean corners = d.chance(0.5);
    int[] size = d.several(dims + 2, 1, dims == 2 ? 9 : 5);
    Problem.Inputs inputs = new Problem.Inputs();
    String theta = inputs.leaf(d.normal(size[0], dims, dims + 1));
    Size wanted = Size.of(Arrays.stream(size).asLongStream().toArray());
    return inputs.returns(
        "torch.affine_grid_generator(%s, %s, %s)".formatted(theta, list(size), bool(corners)),
        t -> F.affineGrid(t[0], wanted, corners));
  }

  static Problem shuffle(Draw d) {
    int r = d.between(1, 3);
    int c = d.between(1, 3);
    int h = d.between(1, 4);
    int w = d.between(1, 4);
    int n = d.between(1, 3);
    Problem.Inputs inputs = new Problem.Inputs();
    switch (d.between(0, 2)) {
      case 0 -> {
        String x = inputs.leaf(d.normal(n, c * r * r, h, w));
        return inputs.returns(
            "torch.pixel_shuffle(%s, %d)".formatted(x, r), t -> F.pixelShuffle(t[0], r));
      }
      case 1 -> {
        String x = inputs.leaf(d.normal(n, c, h * r, w * r));
        return inputs.returns(
            "torch.pixel_unshuffle(%s, %d)".formatted(x, r), t -> F.pixelUnshuffle(t[0], r));
      }
      default -> {
        String x = inputs.leaf(d.normal(n, c * r, h, w));
        return inputs.returns(
            "torch.channel_shuffle(%s, %d)".formatted(x, r), t -> F.channelShuffle(t[0], r));
      }
    }
  }
}
