package jackhammer.vision.transforms;

import jackhammer.Tensor;
import jackhammer.nn.Pair;
import java.util.function.UnaryOperator;

/**
 * A part of the picture of random place, area and shape, resized as {@link Resize} does.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomResizedCrop.html">torchvision.transforms.RandomResizedCrop</a>
 */
public final class RandomResizedCrop implements Transform {
  private final Pair size;
  private final Options options;

  /**
   * What may be left out.
   *
   * @param scale the share of the picture's area; default 0.08 to 1
   * @param ratio width by height before it is resized; default 3/4 to 4/3
   */
  public record Options(Range scale, Range ratio) {
    /** A copy with another {@code scale}. */
    public Options scale(double from, double to) {
      return new Options(new Range(from, to), ratio);
    }

    /** A copy with another {@code ratio}. */
    public Options ratio(double from, double to) {
      return new Options(scale, new Range(from, to));
    }
  }

  /** A square. */
  public RandomResizedCrop(int size) {
    this(size, o -> o);
  }

  /** A square, with options. */
  public RandomResizedCrop(int size, UnaryOperator<Options> options) {
    this(new Pair(size, size), options);
  }

  /**
   * Height and width, with options.
   *
   * @throws IllegalArgumentException unless both are at least 1, the scale lies in (0, 1] and the
   *     ratio is positive
   */
  public RandomResizedCrop(Pair size, UnaryOperator<Options> options) {
    this.size = Draws.checkSize("RandomResizedCrop", size);
    this.options = options.apply(new Options(new Range(0.08, 1), new Range(3.0 / 4, 4.0 / 3)));
    Draws.checkRange("RandomResizedCrop", "scale", this.options.scale, Double.MIN_VALUE, 1);
    Draws.checkRange(
        "RandomResizedCrop", "ratio", this.options.ratio, Double.MIN_VALUE, Double.MAX_VALUE);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("RandomResizedCrop", picture);
    Box box =
        Box.draw(p, options.scale, options.ratio, true, Box.NOTHING)
            .orElseGet(() -> middle(p.height(), p.width()));
    return p.crop(box.top(), box.left(), box.height(), box.width())
        .resize(size.h(), size.w())
        .tensor();
  }

  /** The largest box in the middle whose shape is allowed. */
  private Box middle(int height, int width) {
    double shape = (double) width / height;
    int w = width;
    int h = height;
    if (shape < options.ratio.from()) {
      h = (int) Math.rint(w / options.ratio.from());
    } else if (shape > options.ratio.to()) {
      w = (int) Math.rint(h * options.ratio.to());
    }
    return new Box((height - h) / 2, (width - w) / 2, h, w);
  }

  @Override
  public String toString() {
    return "RandomResizedCrop(size=%s, scale=%s, ratio=%s, interpolation=bilinear, antialias=True)"
        .formatted(Draws.tuple(size), rounded(options.scale), rounded(options.ratio));
  }

  private static Range rounded(Range r) {
    return new Range(Math.rint(r.from() * 1e4) / 1e4, Math.rint(r.to() * 1e4) / 1e4);
  }
}
