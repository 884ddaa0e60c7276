package jackhammer.vision.transforms;

import jackhammer.Tensor;

/**
 * With some probability left and right change places.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomHorizontalFlip.html">torchvision.transforms.RandomHorizontalFlip</a>
 */
public final class RandomHorizontalFlip implements Transform {
  private final double p;

  /** With probability 0.5. */
  public RandomHorizontalFlip() {
    this(0.5);
  }

  /**
   * With probability {@code p}.
   *
   * @throws IllegalArgumentException unless it is from 0 to 1
   */
  public RandomHorizontalFlip(double p) {
    this.p = Draws.checkP("RandomHorizontalFlip", p);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("RandomHorizontalFlip", picture);
    if (!Draws.happens(this.p)) {
      return picture;
    }
    return p.moved(p.height(), p.width(), 0, (y, x) -> y * p.width() + p.width() - 1 - x).tensor();
  }

  @Override
  public String toString() {
    return "RandomHorizontalFlip(p=" + p + ")";
  }
}
