package jackhammer.nn;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.ops.AffineGrids;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.GridSampling;
import jackhammer.internal.ops.Shuffling;
import java.util.function.UnaryOperator;

/** The part of {@link F} that is about images. */
abstract class VisionFunctions extends PoolFunctions {
  VisionFunctions() {}

  /** Channels made pixels: see {@link PixelShuffle}. */
  public static Tensor pixelShuffle(Tensor x, int upscaleFactor) {
    Dims.given("pixelShuffle", "upscale_factor", 1, 1, upscaleFactor);
    return Shuffling.pixelShuffle("pixelShuffle", x, upscaleFactor);
  }

  /** Pixels made channels: see {@link PixelUnshuffle}. */
  public static Tensor pixelUnshuffle(Tensor x, int downscaleFactor) {
    Dims.given("pixelUnshuffle", "downscale_factor", 1, 1, downscaleFactor);
    return Shuffling.pixelUnshuffle("pixelUnshuffle", x, downscaleFactor);
  }

  /** Channels in another order: see {@link ChannelShuffle}. */
  public static Tensor channelShuffle(Tensor x, int groups) {
    Dims.given("channelShuffle", "groups", 1, 1, groups);
    return Shuffling.channelShuffle("channelShuffle", x, groups);
  }

  /**
   * The input in another size: see {@link Upsample}.
   *
   * <pre>{@code
   * Tensor y = F.interpolate(x, o -> o.size(32, 48).mode("bicubic").antialias(true));
   * }</pre>
   *
   * @param x (N, C, L), (N, C, H, W) or (N, C, D, H, W)
   */
  public static Tensor interpolate(Tensor x, UnaryOperator<Interpolation> options) {
    return Check.options("interpolate", options, Interpolation.of("interpolate")).apply(x);
  }

  /** An image looked up at given places, bilinear and with zeros outside. */
  public static Tensor gridSample(Tensor x, Tensor grid) {
    return gridSample(x, grid, o -> o);
  }

  /**
   * An image or volume looked up at given places.
   *
   * <pre>{@code
   * Tensor turned = F.gridSample(x, F.affineGrid(theta, x.size(), false));
   * }</pre>
   *
   * @param x (N, C, H, W) or (N, C, D, H, W)
   * @param grid (N, H_out, W_out, 2) or (N, D_out, H_out, W_out, 3): places (x, y) or (x, y, z),
   *     with -1 and 1 at the ends of the image
   * @return (N, C, H_out, W_out) or (N, C, D_out, H_out, W_out)
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html">grid_sample</a>
   */
  public static Tensor gridSample(Tensor x, Tensor grid, UnaryOperator<GridOptions> options) {
    GridOptions o = Check.options("gridSample", options, GridOptions.DEFAULT);
    Check.floating("gridSample", "input", x);
    Check.floating("gridSample", "grid", grid);
    Check.fullFloat("gridSample", x.dtype());
    Check.sameType("gridSample", "input", x.dtype(), "grid", grid.dtype());
    long dims = x.dim() - 2;
    if ((dims != 2 && dims != 3)
        || grid.dim() != dims + 2
        || grid.size(-1) != dims
        || grid.size(0) != x.size(0)) {
      throw new IllegalArgumentException(
          String.format(
              "gridSample: input (N, C, H, W) needs a grid (N, H_out, W_out, 2), input (N, C, D, H, W) a"
                  + " grid (N, D_out, H_out, W_out, 3), got input %s and grid %s",
              Check.show(x), Check.show(grid)));
    }
    for (int d = 1; d < dims + 2; d++) {
      if (x.size(d) == 0) {
        throw new IllegalArgumentException(
            String.format(
                "gridSample: only the batch may be empty, but dimension %d of the input of size %s has"
                    + " size 0",
                d, Check.show(x)));
      }
    }
    if (dims == 3 && o.mode() == GridMode.BICUBIC) {
      throw new IllegalArgumentException(
          "gridSample: mode bicubic is for images (N, C, H, W), got input " + Check.show(x));
    }
    return GridSampling.sample(
        x,
        grid,
        GridSampling.Mode.valueOf(o.mode().name()),
        GridSampling.Outside.valueOf(o.paddingMode().name()),
        o.alignCorners());
  }

  /**
   * The places that affine maps send the cells of an image to, for {@link #gridSample}.
   *
   * @param theta (N, 2, 3) or, for volumes, (N, 3, 4): the maps
   * @param size of the image that is to come out, (N, C, H, W) or (N, C, D, H, W)
   * @param alignCorners whether -1 and 1 are the middles of the corner cells and not the ends of
   *     the image
   * @return (N, H, W, 2) or (N, D, H, W, 3)
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.affine_grid.html">affine_grid</a>
   */
  public static Tensor affineGrid(Tensor theta, Size size, boolean alignCorners) {
    Check.floating("affineGrid", "theta", theta);
    Check.fullFloat("affineGrid", theta.dtype());
    int dims = Check.notNull("affineGrid", "size", size).size() - 2;
    if ((dims != 2 && dims != 3)
        || theta.dim() != 3
        || theta.size(0) != size.get(0)
        || theta.size(1) != dims
        || theta.size(2) != dims + 1) {
      throw new IllegalArgumentException(
          String.format(
              "affineGrid: size (N, C, H, W) needs theta (N, 2, 3), size (N, C, D, H, W) theta (N, 3, 4),"
                  + " got size %s and theta %s",
              size, Check.show(theta)));
    }
    long[] sizes = size.toLongArray();
    for (int d = 1; d < sizes.length; d++) {
      if (sizes[d] < 1) {
        throw new IllegalArgumentException(
            "affineGrid: only the batch may be empty, got size " + size);
      }
    }
    Check.sizes("affineGrid", sizes);
    return AffineGrids.grid(theta, sizes, alignCorners);
  }
}
