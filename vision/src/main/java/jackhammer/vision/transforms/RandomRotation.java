package jackhammer.vision.transforms;

import jackhammer.Tensor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;

/**
 * Turned by a random angle, counter-clockwise. Each pixel is the nearest one of the old picture, as
 * by Pillow's {@code rotate}, bit for bit, whether the picture is uint8 or float32.
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.RandomRotation.html">torchvision.transforms.RandomRotation</a>
 */
public final class RandomRotation implements Transform {
  private static final int PLACES = 16;

  private final Range degrees;
  private final Options options;

  /**
   * What may be left out.
   *
   * @param expand whether the picture becomes large enough for all of the turned one; default false
   * @param centerX what it turns around, from the left, or null for the middle (the default)
   * @param centerY the same from the top
   * @param fill what stands where nothing was; default 0
   */
  public record Options(boolean expand, Integer centerX, Integer centerY, double fill) {
    /** A copy with another {@code expand}. */
    public Options expand(boolean expand) {
      return new Options(expand, centerX, centerY, fill);
    }

    /** A copy with another centre. */
    public Options center(int x, int y) {
      return new Options(expand, x, y, fill);
    }

    /** A copy with another {@code fill}. */
    public Options fill(double fill) {
      return new Options(expand, centerX, centerY, fill);
    }
  }

  /** By -degrees to degrees. */
  public RandomRotation(double degrees) {
    this(degrees, o -> o);
  }

  /**
   * By -degrees to degrees, with options.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public RandomRotation(double degrees, UnaryOperator<Options> options) {
    this(new Range(-degrees, degrees), options);
  }

  /**
   * By an angle of the range, with options.
   *
   * @throws IllegalArgumentException unless the smaller angle comes first
   */
  public RandomRotation(Range degrees, UnaryOperator<Options> options) {
    this.degrees = degrees;
    this.options = options.apply(new Options(false, null, null, 0));
    Draws.checkRange("RandomRotation", "degrees", degrees, -1e9, 1e9);
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("RandomRotation", picture);
    double fill = options.fill;
    if (p.bytes() && !(fill >= 0 && fill <= 255 && fill == Math.rint(fill))) {
      throw new IllegalArgumentException(
          "RandomRotation: fill: expected a whole number from 0 to 255 for a uint8 picture, got "
              + fill);
    }
    double angle = Draws.uniform(degrees.from(), degrees.to()) % 360;
    return turned(p, angle < 0 ? angle + 360 : angle).tensor();
  }

  private Picture turned(Picture p, double angle) {
    int h = p.height();
    int w = p.width();
    if (options.centerX == null) {
      // exact quarters, which the general way below could miss by a pixel
      if (angle == 0) {
        return p;
      }
      if (angle == 180) {
        return p.moved(h, w, 0, (y, x) -> (h - 1 - y) * w + w - 1 - x);
      }
      boolean quarters = options.expand || h == w;
      if (angle == 90 && quarters) {
        return p.moved(w, h, 0, (y, x) -> x * w + w - 1 - y);
      }
      if (angle == 270 && quarters) {
        return p.moved(w, h, 0, (y, x) -> (h - 1 - x) * w + y);
      }
    }
    double centerX = options.centerX == null ? w / 2.0 : options.centerX;
    double centerY = options.centerY == null ? h / 2.0 : options.centerY;
    double cos = rounded(StrictMath.cos(-StrictMath.toRadians(angle)));
    double sin = rounded(StrictMath.sin(-StrictMath.toRadians(angle)));
    double shiftX = cos * -centerX + sin * -centerY + centerX;
    double shiftY = -sin * -centerX + cos * -centerY + centerY;
    int newH = h;
    int newW = w;
    if (options.expand) {
      double[] cornersX = {shiftX, cos * w + shiftX, cos * w + sin * h + shiftX, sin * h + shiftX};
      double[] cornersY = {
        shiftY, -sin * w + shiftY, -sin * w + cos * h + shiftY, cos * h + shiftY
      };
      newW = extent(cornersX);
      newH = extent(cornersY);
      double addX = -(newW - w) / 2.0;
      double addY = -(newH - h) / 2.0;
      double oldX = shiftX;
      shiftX = cos * addX + sin * addY + oldX;
      shiftY = -sin * addX + cos * addY + shiftY;
    }
    return nearest(p, newH, newW, cos, sin, shiftX, shiftY);
  }

  /** Pillow walks through the old picture in fixed point. */
  private Picture nearest(
      Picture p, int newH, int newW, double cos, double sin, double shiftX, double shiftY) {
    int stepX = fixed(cos);
    int stepY = fixed(-sin);
    int downX = fixed(sin);
    int downY = stepX;
    int startX = fixed(shiftX + cos * 0.5 + sin * 0.5);
    int startY = fixed(shiftY - sin * 0.5 + cos * 0.5);
    return p.moved(
        newH,
        newW,
        options.fill,
        (y, x) -> {
          int oldX = startX + y * downX + x * stepX >> PLACES;
          int oldY = startY + y * downY + x * stepY >> PLACES;
          boolean inside = oldX >= 0 && oldX < p.width() && oldY >= 0 && oldY < p.height();
          return inside ? oldY * p.width() + oldX : -1;
        });
  }

  private static int fixed(double x) {
    return (int) Math.floor(x * (1 << PLACES) + 0.5);
  }

  private static int extent(double[] corners) {
    double least = corners[0];
    double most = corners[0];
    for (double c : corners) {
      least = Math.min(least, c);
      most = Math.max(most, c);
    }
    return (int) (Math.ceil(most) - Math.floor(least));
  }

  /** Python's {@code round(x, 15)}. */
  private static double rounded(double x) {
    return new BigDecimal(x).setScale(15, RoundingMode.HALF_EVEN).doubleValue();
  }

  @Override
  public String toString() {
    String center =
        options.centerX == null
            ? ""
            : ", center=(" + options.centerX + ", " + options.centerY + ")";
    return "RandomRotation(degrees=[%s, %s], interpolation=nearest, expand=%s%s, fill=%s)"
        .formatted(
            degrees.from(),
            degrees.to(),
            options.expand ? "True" : "False",
            center,
            Draws.number(options.fill));
  }
}
