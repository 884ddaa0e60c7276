package jackhammer.vision.transforms;

import jackhammer.Tensor;
import jackhammer.nn.Pair;

/**
 * The middle of a picture; a side that is too short is padded with 0 first.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.CenterCrop.html">torchvision.transforms.CenterCrop</a>
 */
public final class CenterCrop implements Transform {
  private final Pair size;

  /** A square. */
  public CenterCrop(int size) {
    this(new Pair(size, size));
  }

  /**
   * Height and width.
   *
   * @throws IllegalArgumentException unless both are at least 1
   */
  public CenterCrop(Pair size) {
    this.size = Draws.checkSize("CenterCrop", size);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("CenterCrop", picture);
    return p.crop(start(p.height(), size.h()), start(p.width(), size.w()), size.h(), size.w())
        .tensor();
  }

  /** Halves are rounded to even when something is cut off, and up when something is added. */
  private static int start(int old, int now) {
    return now > old ? -((now - old) / 2) : (int) Math.rint((old - now) / 2.0);
  }

  @Override
  public String toString() {
    return "CenterCrop(size=" + Draws.tuple(size) + ")";
  }
}
