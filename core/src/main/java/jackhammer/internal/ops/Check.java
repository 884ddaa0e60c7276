package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The checks that many ops share, and how their messages read. */
public final class Check {
  private Check() {}

  /** A dimension number in [-dims, dims) as one in [0, dims); a 0-d tensor takes 0 and -1. */
  public static int dim(String op, long dim, int dims) {
    int range = Math.max(dims, 1);
    if (dim < -range || dim >= range) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%s: dim must be in [%d, %d] for a tensor of %d dimensions, got %d",
              op, -range, range - 1, dims, dim));
    }
    return (int) (dim < 0 ? dim + range : dim);
  }

  /** The dimension numbers, each at most once; none given means all. */
  public static boolean[] dims(String op, long[] dims, int count) {
    notNull(op, "dims", dims);
    boolean[] chosen = new boolean[count];
    if (dims.length == 0) {
      Arrays.fill(chosen, true);
    }
    for (long d : dims) {
      int i = dim(op, d, count);
      if (count == 0) {
        continue;
      }
      if (chosen[i]) {
        throw new IllegalArgumentException(
            op + ": dim " + d + " appears twice in " + Arrays.toString(dims));
      }
      chosen[i] = true;
    }
    return chosen;
  }

  /** Sizes from a user, none negative, and together not more than a tensor can hold. */
  public static int[] sizes(String op, long... sizes) {
    notNull(op, "sizes", sizes);
    int[] result = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 0 || sizes[i] > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                "%s: a size must be in [0, 2^31-1], got %d in %s",
                op, sizes[i], Arrays.toString(sizes)));
      }
      result[i] = (int) sizes[i];
    }
    try {
      Strided.numel(result);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(op + ": " + e.getMessage(), e);
    }
    return result;
  }

  /** A whole number that fits what arrays can count. */
  public static int count(String op, String argument, long value) {
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format("%s: %s must fit in 32 bits, got %d", op, argument, value));
    }
    return (int) value;
  }

  /** The value, which must be there. */
  public static <T> T notNull(String op, String argument, T value) {
    if (value == null) {
      throw new IllegalArgumentException(op + ": " + argument + " must not be null");
    }
    return value;
  }

  /** Several values, each of which must be there. */
  public static void noneNull(String op, String argument, Object... values) {
    notNull(op, argument + "s", values);
    for (int i = 0; i < values.length; i++) {
      notNull(op, argument + " " + i, values[i]);
    }
  }

  /** What a user's change makes of the defaults: {@code o -> o.stride(2)}. */
  public static <T> T options(String op, UnaryOperator<T> change, T defaults) {
    notNull(op, "options", change);
    T changed = change.apply(defaults);
    if (changed == null) {
      throw new IllegalArgumentException(
          op + ": the function that sets options returned null; return the options it was given");
    }
    return changed;
  }

  public static void floating(String op, String argument, Tensor t) {
    notNull(op, argument, t);
    if (!t.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must be a floating-point tensor, got %s; convert it with %s.to(FLOAT32)",
              op, argument, t.dtype(), argument));
    }
  }

  /** Matrix products and convolutions take float32 and float64. */
  public static void fullFloat(String op, DType dtype) {
    if (dtype.isReducedFloat()) {
      throw new UnsupportedOperationException(
          op + ": not available for " + dtype + "; convert to float32 first");
    }
  }

  public static void sameType(String op, String nameA, DType a, String nameB, DType b) {
    if (a != b) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s is %s but %s is %s; they must have one type: convert with %s.to(%s)",
              op, nameA, a, nameB, b, nameA, b.name()));
    }
  }

  /** Sizes as PyTorch prints them: [2, 3]. */
  public static String show(int[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  public static String show(Tensor t) {
    return show(Compute.data(t).sizes());
  }

  /** The size that two operands meet in. */
  public static int[] broadcast(String op, int[] a, int[] b) {
    if (Arrays.equals(a, b)) {
      return a;
    }
    int n = Math.max(a.length, b.length);
    int[] result = new int[n];
    for (int i = 1; i <= n; i++) {
      int x = i <= a.length ? a[a.length - i] : 1;
      int y = i <= b.length ? b[b.length - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException(
            String.format(
                "%s: sizes %s and %s cannot be broadcast together: in dimension %d from the end they"
                    + " have %d and %d, which must be equal or one of them 1",
                op, show(a), show(b), i, x, y));
      }
      result[n - i] = x == 1 ? y : x;
    }
    return result;
  }
}
