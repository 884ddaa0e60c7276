package jackhammer.internal.kernel.cpu;

import java.util.Arrays;

/**
 * What the tiles of a block meet of some images: a copy of the pixels with channels side by side,
 * as many as a vector holds, and where in it each cell of each tile is. A block is some rows of
 * tiles of a sample, or all rows of some samples.
 */
final class WinogradCells {
  /** Images: planes of channels, contiguous. */
  private final WinogradRun.Planes images;

  private final int lanes;

  /** From one tile to the next, and cells of a tile in one direction. */
  private final int step;

  private final int reach;

  /** Cells of the first tile that lie before the image, downwards and across. */
  private final int[] before;

  private final int tilesWide;
  private final WinogradBlock block;

  WinogradCells(
      WinogradRun.Planes images,
      int lanes,
      int step,
      int reach,
      int[] before,
      int tilesWide,
      WinogradBlock block) {
    this.images = images;
    this.lanes = lanes;
    this.step = step;
    this.reach = reach;
    this.before = before;
    this.tilesWide = tilesWide;
    this.block = block;
  }

  /** The first row of the image that a tile meets. */
  private int first() {
    return Math.clamp(block.r0() * step - before[0], 0, images.height());
  }

  private int end() {
    int end = (block.r1() - 1) * step - before[0] + reach;
    return Math.clamp(end, first(), images.height());
  }

  /** Pixels of a sample. */
  private int pixels() {
    return (end() - first()) * images.width();
  }

  /** Floats of a copy: zeros first, and room for what copying writes beyond the end. */
  int size() {
    return ((block.n1() - block.n0()) * pixels() + 2) * lanes;
  }

  /** Copies the channels from c on; lanes without a channel keep what they had. */
  void copy(ConvKernel copies, int c, float[] to) {
    int channels = Math.min(lanes, images.channels() - c);
    int pixels = pixels();
    Arrays.fill(to, 0, lanes, 0f);
    for (int n = block.n0(); n < block.n1(); n++) {
      int from = images.at(n, c) + first() * images.width();
      int at = ((n - block.n0()) * pixels + 1) * lanes;
      copies.transpose(images.data(), from, images.apart(), channels, pixels, to, at, lanes);
    }
  }

  /** How many entries {@link #places} makes. */
  int count() {
    return block.tiles(tilesWide) * reach * reach;
  }

  /** Where each cell of each tile is; those beyond the image are zeros. */
  void places(int[] at) {
    int pixels = pixels();
    int i = 0;
    for (int n = 0; n < block.n1() - block.n0(); n++) {
      for (int r = block.r0(); r < block.r1(); r++) {
        for (int t = 0; t < tilesWide; t++) {
          for (int y = 0; y < reach; y++) {
            int h = r * step - before[0] + y;
            boolean inside = h >= 0 && h < images.height();
            int row = n * pixels + (h - first()) * images.width() + 1;
            for (int x = 0; x < reach; x++) {
              int w = t * step - before[1] + x;
              at[i++] = inside && w >= 0 && w < images.width() ? (row + w) * lanes : 0;
            }
          }
        }
      }
    }
  }
}
