package jackhammer.vision.transforms;

import jackhammer.Tensor;

/**
 * With some probability top and bottom change places.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomVerticalFlip.html">torchvision.transforms.RandomVerticalFlip</a>
 */
public final class RandomVerticalFlip implements Transform {
  private final double p;

  /** With probability 0.5. */
  public RandomVerticalFlip() {
    this(0.5);
  }

  /**
   * With probability {@code p}.
   *
   * @throws IllegalArgumentException unless it is from 0 to 1
   */
  public RandomVerticalFlip(double p) {
    this.p = Draws.checkP("RandomVerticalFlip", p);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("RandomVerticalFlip", picture);
    if (!Draws.happens(this.p)) {
      return picture;
    }
    return p.moved(p.height(), p.width(), 0, (y, x) -> (p.height() - 1 - y) * p.width() + x)
        .tensor();
  }

  @Override
  public String toString() {
    return "RandomVerticalFlip(p=" + p + ")";
  }
}
