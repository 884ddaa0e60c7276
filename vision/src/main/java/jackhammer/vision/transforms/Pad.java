package jackhammer.vision.transforms;

import jackhammer.Tensor;
import java.util.function.UnaryOperator;

/**
 * Cells around a picture.
 *
 * <pre>{@code
 * new Pad(2)
 * new Pad(1, 2, 3, 4, o -> o.paddingMode("reflect")) // left, top, right, bottom
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Pad.html">torchvision.transforms.Pad</a>
 */
public final class Pad implements Transform {
  private final Margins margins;
  private final Options options;

  /**
   * What may be left out.
   *
   * @param fill the number of mode CONSTANT, in the picture's own scale; default 0
   * @param paddingMode default CONSTANT
   */
  public record Options(double fill, PaddingMode paddingMode) {
    /** A copy with another {@code fill}. */
    public Options fill(double fill) {
      return new Options(fill, paddingMode);
    }

    /** A copy with another {@code paddingMode}. */
    public Options paddingMode(PaddingMode paddingMode) {
      return new Options(fill, paddingMode);
    }

    /** A copy with another {@code paddingMode}, by torchvision's name. */
    public Options paddingMode(String paddingMode) {
      return paddingMode(PaddingMode.of(paddingMode));
    }
  }

  /**
   * Cells on each side.
   *
   * @param text as Python prints what was given
   */
  record Margins(int left, int top, int right, int bottom, String text) {
    static Margins of(String transform, int... p) {
      for (int x : p) {
        if (x < 0) {
          throw new IllegalArgumentException(
              transform + ": padding: expected numbers of at least 0, got " + x);
        }
      }
      return switch (p.length) {
        case 1 -> new Margins(p[0], p[0], p[0], p[0], "" + p[0]);
        case 2 -> new Margins(p[0], p[1], p[0], p[1], "(%d, %d)".formatted(p[0], p[1]));
        default ->
            new Margins(
                p[0], p[1], p[2], p[3], "(%d, %d, %d, %d)".formatted(p[0], p[1], p[2], p[3]));
      };
    }

    /** Puts the cells around a picture. */
    Picture around(String transform, Picture p, double fill, PaddingMode mode) {
      int mostX = mode.most(p.width());
      int mostY = mode.most(p.height());
      if (Math.max(left, right) > mostX || Math.max(top, bottom) > mostY) {
        throw new IllegalArgumentException(
            "%s: padding: expected at most %d on the left and right and %d above and below in mode %s for a picture of %d x %d, got %s"
                .formatted(transform, mostX, mostY, mode, p.height(), p.width(), text));
      }
      if (p.bytes() && !(fill >= 0 && fill <= 255 && fill == Math.rint(fill))) {
        throw new IllegalArgumentException(
            "%s: fill: expected a whole number from 0 to 255 for a uint8 picture, got %s"
                .formatted(transform, fill));
      }
      return p.moved(
          p.height() + top + bottom,
          p.width() + left + right,
          fill,
          (y, x) -> {
            int oldY = mode.source(y - top, p.height());
            int oldX = mode.source(x - left, p.width());
            return oldY < 0 || oldX < 0 ? -1 : oldY * p.width() + oldX;
          });
    }
  }

  private Pad(Margins margins, UnaryOperator<Options> options) {
    this.margins = margins;
    this.options = options.apply(new Options(0, PaddingMode.CONSTANT));
  }

  /** The same on all sides. */
  public Pad(int padding) {
    this(padding, o -> o);
  }

  /**
   * The same on all sides, with options.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Pad(int padding, UnaryOperator<Options> options) {
    this(Margins.of("Pad", padding), options);
  }

  /** Left and right, then above and below. */
  public Pad(int leftRight, int topBottom) {
    this(leftRight, topBottom, o -> o);
  }

  /** Left and right, then above and below, with options. */
  public Pad(int leftRight, int topBottom, UnaryOperator<Options> options) {
    this(Margins.of("Pad", leftRight, topBottom), options);
  }

  /** Each side by itself. */
  public Pad(int left, int top, int right, int bottom) {
    this(left, top, right, bottom, o -> o);
  }

  /** Each side by itself, with options. */
  public Pad(int left, int top, int right, int bottom, UnaryOperator<Options> options) {
    this(Margins.of("Pad", left, top, right, bottom), options);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("Pad", picture);
    return margins.around("Pad", p, options.fill, options.paddingMode).tensor();
  }

  @Override
  public String toString() {
    return "Pad(padding=%s, fill=%s, padding_mode=%s)"
        .formatted(margins.text, Draws.number(options.fill), options.paddingMode);
  }
}
