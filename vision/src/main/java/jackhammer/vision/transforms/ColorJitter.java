package jackhammer.vision.transforms;

import static jackhammer.Tensor.randperm;

import jackhammer.Tensor;
import java.util.function.UnaryOperator;

/**
 * Brightness, contrast, saturation and hue changed at random, in random order.
 *
 * <pre>{@code
 * new ColorJitter(o -> o.brightness(0.4).contrast(0.4).saturation(0.4).hue(0.1))
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.ColorJitter.html">torchvision.transforms.ColorJitter</a>
 */
public final class ColorJitter implements Transform {
  private final Options options;

  /**
   * From where to where each is drawn; null, the default, leaves it as it is.
   *
   * @param brightness a factor; one number x means from max(0, 1 - x) to 1 + x
   * @param contrast likewise
   * @param saturation likewise
   * @param hue a share of the circle of hues, between -0.5 and 0.5; one number x means from -x to x
   */
  public record Options(Range brightness, Range contrast, Range saturation, Range hue) {
    /** A copy with another {@code brightness}. */
    public Options brightness(double x) {
      return brightness(around1("brightness", x));
    }

    /** A copy with another {@code brightness}. */
    public Options brightness(Range r) {
      return new Options(checked("brightness", r, 1), contrast, saturation, hue);
    }

    /** A copy with another {@code contrast}. */
    public Options contrast(double x) {
      return contrast(around1("contrast", x));
    }

    /** A copy with another {@code contrast}. */
    public Options contrast(Range r) {
      return new Options(brightness, checked("contrast", r, 1), saturation, hue);
    }

    /** A copy with another {@code saturation}. */
    public Options saturation(double x) {
      return saturation(around1("saturation", x));
    }

    /** A copy with another {@code saturation}. */
    public Options saturation(Range r) {
      return new Options(brightness, contrast, checked("saturation", r, 1), hue);
    }

    /** A copy with another {@code hue}. */
    public Options hue(double x) {
      return hue(new Range(-x, x));
    }

    /** A copy with another {@code hue}. */
    public Options hue(Range r) {
      Draws.checkRange("ColorJitter", "hue", r, -0.5, 0.5);
      return new Options(brightness, contrast, saturation, r.from() == 0 && r.to() == 0 ? null : r);
    }

    private static Range around1(String name, double x) {
      if (!(x >= 0)) {
        throw new IllegalArgumentException(
            "ColorJitter: %s: expected at least 0, got %s".formatted(name, x));
      }
      return new Range(Math.max(0, 1 - x), 1 + x);
    }

    private static Range checked(String name, Range r, double nothing) {
      Draws.checkRange("ColorJitter", name, r, 0, Double.MAX_VALUE);
      return r.from() == nothing && r.to() == nothing ? null : r;
    }
  }

  /**
   * With options; without any nothing changes.
   *
   * @throws IllegalArgumentException if a range is none or out of bounds
   */
  public ColorJitter(UnaryOperator<Options> options) {
    this.options = options.apply(new Options(null, null, null, null));
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("ColorJitter", picture);
    long[] order = randperm(4).toLongArray();
    Range[] ranges = {options.brightness, options.contrast, options.saturation, options.hue};
    double[] drawn = new double[4];
    for (int i = 0; i < 4; i++) {
      drawn[i] = ranges[i] == null ? 0 : Draws.uniform(ranges[i].from(), ranges[i].to());
    }
    for (long which : order) {
      int i = (int) which;
      if (ranges[i] != null) {
        p =
            switch (i) {
              case 0 -> Colours.brightness(p, drawn[i]);
              case 1 -> Colours.contrast(p, drawn[i]);
              case 2 -> Colours.saturation(p, drawn[i]);
              default -> Colours.hue(p, drawn[i]);
            };
      }
    }
    return p.tensor();
  }

  @Override
  public String toString() {
    return "ColorJitter(brightness=%s, contrast=%s, saturation=%s, hue=%s)"
        .formatted(
            python(options.brightness),
            python(options.contrast),
            python(options.saturation),
            python(options.hue));
  }

  private static Object python(Range r) {
    return r == null ? "None" : r;
  }
}
