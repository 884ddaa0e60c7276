package jackhammer.vision.transforms;

import jackhammer.Tensor;
import jackhammer.nn.Pair;
import java.util.function.UnaryOperator;

/**
 * A part of the picture at a random place.
 *
 * <pre>{@code
 * new RandomCrop(32, o -> o.padding(4))
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomCrop.html">torchvision.transforms.RandomCrop</a>
 */
public final class RandomCrop implements Transform {
  private final Pair size;
  private final Options options;

  /**
   * What may be left out.
   *
   * @param margins cells around the picture before it is cropped; default none
   * @param padIfNeeded whether a picture that is too small is padded; default false
   * @param fill the number of mode CONSTANT; default 0
   * @param paddingMode default CONSTANT
   */
  public record Options(int[] margins, boolean padIfNeeded, double fill, PaddingMode paddingMode) {
    /** A copy with the same padding on all sides. */
    public Options padding(int padding) {
      return margins(padding);
    }

    /** A copy with padding left and right, then above and below. */
    public Options padding(int leftRight, int topBottom) {
      return margins(leftRight, topBottom);
    }

    /** A copy with padding of each side. */
    public Options padding(int left, int top, int right, int bottom) {
      return margins(left, top, right, bottom);
    }

    private Options margins(int... p) {
      Pad.Margins.of("RandomCrop", p);
      return new Options(p, padIfNeeded, fill, paddingMode);
    }

    /** A copy with another {@code padIfNeeded}. */
    public Options padIfNeeded(boolean padIfNeeded) {
      return new Options(margins, padIfNeeded, fill, paddingMode);
    }

    /** A copy with another {@code fill}. */
    public Options fill(double fill) {
      return new Options(margins, padIfNeeded, fill, paddingMode);
    }

    /** A copy with another {@code paddingMode}. */
    public Options paddingMode(PaddingMode paddingMode) {
      return new Options(margins, padIfNeeded, fill, paddingMode);
    }

    /** A copy with another {@code paddingMode}, by torchvision's name. */
    public Options paddingMode(String paddingMode) {
      return paddingMode(PaddingMode.of(paddingMode));
    }
  }

  /** A square. */
  public RandomCrop(int size) {
    this(size, o -> o);
  }

  /** A square, with options. */
  public RandomCrop(int size, UnaryOperator<Options> options) {
    this(new Pair(size, size), options);
  }

  /**
   * Height and width, with options.
   *
   * @throws IllegalArgumentException unless both are at least 1
   */
  public RandomCrop(Pair size, UnaryOperator<Options> options) {
    this.size = Draws.checkSize("RandomCrop", size);
    this.options = options.apply(new Options(null, false, 0, PaddingMode.CONSTANT));
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("RandomCrop", picture);
    if (options.margins != null) {
      p = padded(p, options.margins);
    }
    if (options.padIfNeeded && p.width() < size.w()) {
      p = padded(p, size.w() - p.width(), 0);
    }
    if (options.padIfNeeded && p.height() < size.h()) {
      p = padded(p, 0, size.h() - p.height());
    }
    if (p.height() < size.h() || p.width() < size.w()) {
      throw new IllegalArgumentException(
          "RandomCrop: size: expected at most the picture's %d x %d after padding, got %d x %d; padIfNeeded(true) adds what is missing"
              .formatted(p.height(), p.width(), size.h(), size.w()));
    }
    if (p.height() == size.h() && p.width() == size.w()) {
      return p.tensor();
    }
    int top = Draws.below(p.height() - size.h() + 1);
    int left = Draws.below(p.width() - size.w() + 1);
    return p.crop(top, left, size.h(), size.w()).tensor();
  }

  private Picture padded(Picture p, int... margins) {
    return Pad.Margins.of("RandomCrop", margins)
        .around("RandomCrop", p, options.fill, options.paddingMode);
  }

  @Override
  public String toString() {
    return "RandomCrop(size=%s, padding=%s)"
        .formatted(
            Draws.tuple(size),
            options.margins == null
                ? "None"
                : Pad.Margins.of("RandomCrop", options.margins).text());
  }
}
