package jackhammer.vision.transforms;

import static jackhammer.Tensor.randn;

import jackhammer.DType;
import jackhammer.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * With some probability a random rectangle is overwritten. Wants float32; it comes after {@link
 * ToTensor}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomErasing.html">torchvision.transforms.RandomErasing</a>
 */
public final class RandomErasing implements Transform {
  private final double p;
  private final Options options;

  /**
   * What may be left out.
   *
   * @param scale the share of the picture's area; default 0.02 to 0.33
   * @param ratio height by width; default 0.3 to 3.3
   * @param value what is written, or null for standard normal numbers; default 0
   */
  public record Options(Range scale, Range ratio, Double value) {
    /** A copy with another {@code scale}. */
    public Options scale(double from, double to) {
      return new Options(new Range(from, to), ratio, value);
    }

    /** A copy with another {@code ratio}. */
    public Options ratio(double from, double to) {
      return new Options(scale, new Range(from, to), value);
    }

    /** A copy that writes this number. */
    public Options value(double value) {
      return new Options(scale, ratio, value);
    }

    /**
     * A copy that writes standard normal numbers.
     *
     * @throws IllegalArgumentException unless it is "random"
     */
    public Options value(String value) {
      if (!value.equals("random")) {
        throw new IllegalArgumentException(
            "RandomErasing: value: expected a number or \"random\", got \"" + value + "\"");
      }
      return new Options(scale, ratio, null);
    }
  }

  /** With probability 0.5. */
  public RandomErasing() {
    this(0.5, o -> o);
  }

  /** With probability {@code p}. */
  public RandomErasing(double p) {
    this(p, o -> o);
  }

  /**
   * With probability {@code p}, with options.
   *
   * @throws IllegalArgumentException unless p and scale lie in [0, 1] and the ratio is positive
   */
  public RandomErasing(double p, UnaryOperator<Options> options) {
    this.p = Draws.checkP("RandomErasing", p);
    this.options = options.apply(new Options(new Range(0.02, 0.33), new Range(0.3, 3.3), 0.0));
    Draws.checkRange("RandomErasing", "scale", this.options.scale, 0, 1);
    Draws.checkRange(
        "RandomErasing", "ratio", this.options.ratio, Double.MIN_VALUE, Double.MAX_VALUE);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture of = Picture.of("RandomErasing", picture);
    if (picture.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "RandomErasing: picture: expected float32, got uint8; put ToTensor before it");
    }
    if (!Draws.happens(p)) {
      return picture;
    }
    float[][] noise = new float[1][];
    Box.Between draw =
        options.value != null
            ? Box.NOTHING
            : (h, w) -> noise[0] = randn(of.channels(), h, w).toFloatArray();
    Optional<Box> box = Box.draw(of, options.scale, options.ratio, false, draw);
    return box.map(b -> overwrite(of, b, noise[0])).orElse(picture);
  }

  private Tensor overwrite(Picture of, Box b, float[] noise) {
    float[] out = of.data().clone();
    for (int c = 0; c < of.channels(); c++) {
      for (int y = 0; y < b.height(); y++) {
        int at = (c * of.height() + b.top() + y) * of.width() + b.left();
        for (int x = 0; x < b.width(); x++) {
          out[at + x] =
              noise == null
                  ? options.value.floatValue()
                  : noise[(c * b.height() + y) * b.width() + x];
        }
      }
    }
    return of.with(out).tensor();
  }

  @Override
  public String toString() {
    return "RandomErasing(p=%s, scale=%s, ratio=%s, value=%s, inplace=False)"
        .formatted(
            p,
            options.scale,
            options.ratio,
            options.value == null ? "random" : Draws.number(options.value));
  }
}
