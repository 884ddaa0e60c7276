package jackhammer.vision.transforms;

import jackhammer.Tensor;
import jackhammer.nn.Pair;
import java.util.function.UnaryOperator;

/**
 * Another size, bilinear with antialias: of uint8 as by Pillow, bit for bit; of float32 as
 * torchvision does it to tensors.
 *
 * <pre>{@code
 * new Resize(256)           // the shorter side becomes 256
 * new Resize(pair(28, 28))  // height and width
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Resize.html">torchvision.transforms.Resize</a>
 */
public final class Resize implements Transform {
  private final Pair size;
  private final int shorter;
  private final Integer maxSize;

  /**
   * What may be left out.
   *
   * @param maxSize the most that the longer side may become, or null (the default)
   */
  public record Options(Integer maxSize) {
    /** A copy with another {@code maxSize}. */
    public Options maxSize(int maxSize) {
      return new Options(maxSize);
    }
  }

  /** The shorter side becomes {@code size}, the longer one keeps the ratio. */
  public Resize(int size) {
    this(size, o -> o);
  }

  /**
   * The same with options.
   *
   * @throws IllegalArgumentException unless size is at least 1 and maxSize larger
   */
  public Resize(int size, UnaryOperator<Options> options) {
    Draws.checkSize("Resize", new Pair(size, size));
    this.size = null;
    this.shorter = size;
    this.maxSize = options.apply(new Options(null)).maxSize;
    if (maxSize != null && maxSize <= size) {
      throw new IllegalArgumentException(
          "Resize: maxSize: expected more than size=%d, to which the shorter side is brought, got %d"
              .formatted(size, maxSize));
    }
  }

  /**
   * Height and width.
   *
   * @throws IllegalArgumentException unless both are at least 1
   */
  public Resize(Pair size) {
    this.size = Draws.checkSize("Resize", size);
    this.shorter = 0;
    this.maxSize = null;
  }

  @Override
  public Tensor call(Tensor picture) {
    Picture p = Picture.of("Resize", picture);
    Pair to = size != null ? size : byShorterSide(p.height(), p.width());
    return p.resize(to.h(), to.w()).tensor();
  }

  private Pair byShorterSide(int h, int w) {
    int newShort = shorter;
    int newLong = (int) ((double) ((long) shorter * Math.max(h, w)) / Math.min(h, w));
    if (maxSize != null && newLong > maxSize) {
      newShort = Math.max(1, (int) ((double) ((long) maxSize * newShort) / newLong));
      newLong = maxSize;
    }
    return w <= h ? new Pair(newLong, newShort) : new Pair(newShort, newLong);
  }

  @Override
  public String toString() {
    return "Resize(size=%s, interpolation=bilinear, max_size=%s, antialias=True)"
        .formatted(size != null ? Draws.tuple(size) : shorter, maxSize == null ? "None" : maxSize);
  }
}
