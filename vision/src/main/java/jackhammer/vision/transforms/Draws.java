package jackhammer.vision.transforms;

import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.nn.Pair;

/** Random numbers in the ways in which torchvision draws them, and a size's check. */
final class Draws {
  private Draws() {}

  /** {@code torch.empty(1).uniform_(from, to).item()}. */
  static double uniform(double from, double to) {
    return Tensor.empty(1).uniform_(from, to).item();
  }

  /** {@code torch.randint(0, bound, (1,)).item()}. */
  static int below(int bound) {
    return (int) Tensor.randint(bound, Size.of(1)).itemLong();
  }

  /** {@code torch.rand(1) < p}, in float32. */
  static boolean happens(double p) {
    return Tensor.rand(1).item() < (float) p;
  }

  static double checkP(String transform, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          transform + ": p: expected a probability from 0 to 1, got " + p);
    }
    return p;
  }

  static Pair checkSize(String transform, Pair size) {
    if (size.h() < 1 || size.w() < 1) {
      throw new IllegalArgumentException(
          "%s: size: expected a height and a width of at least 1, got %d and %d"
              .formatted(transform, size.h(), size.w()));
    }
    return size;
  }

  static void checkRange(String transform, String name, Range range, double least, double most) {
    if (!(range.from() >= least && range.from() <= range.to() && range.to() <= most)) {
      throw new IllegalArgumentException(
          "%s: %s: expected numbers between %s and %s, the smaller first, got %s"
              .formatted(transform, name, least, most, range));
    }
  }

  /** As Python prints the tuple. */
  static String tuple(Pair size) {
    return "(" + size.h() + ", " + size.w() + ")";
  }

  /** As Python prints an int where the number is whole, else a float. */
  static String number(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
  }
}
