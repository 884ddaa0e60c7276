package jackhammer.vision.transforms;

import static jackhammer.Tensor.tensor;

import java.util.Optional;

/** A part of a picture. */
record Box(int top, int left, int height, int width) {
  private static final int TRIES = 10;

  /** What {@link #draw} draws between a box's size and its place. */
  @FunctionalInterface
  interface Between {
    void draw(int height, int width);
  }

  static final Between NOTHING = (h, w) -> {};

  /**
   * Draws a box by area and shape as torchvision does: at most ten tries, each an area and then the
   * logarithm of a ratio, in float32; then the place of the first box that fits.
   *
   * @param wide whether the ratio is width by height and the whole picture fits; else height by
   *     width, and both sides must be shorter than the picture's
   */
  static Optional<Box> draw(Picture p, Range area, Range ratio, boolean wide, Between between) {
    double logFrom = tensor((float) ratio.from()).log().item();
    double logTo = tensor((float) ratio.to()).log().item();
    for (int i = 0; i < TRIES; i++) {
      double cells = (double) p.height() * p.width() * Draws.uniform(area.from(), area.to());
      double shape = tensor((float) Draws.uniform(logFrom, logTo)).exp().item();
      int times = (int) Math.rint(Math.sqrt(cells * shape));
      int by = (int) Math.rint(Math.sqrt(cells / shape));
      int h = wide ? by : times;
      int w = wide ? times : by;
      boolean fits =
          wide
              ? 0 < w && w <= p.width() && 0 < h && h <= p.height()
              : h < p.height() && w < p.width();
      if (fits) {
        between.draw(h, w);
        int top = Draws.below(p.height() - h + 1);
        int left = Draws.below(p.width() - w + 1);
        return Optional.of(new Box(top, left, h, w));
      }
    }
    return Optional.empty();
  }
}
