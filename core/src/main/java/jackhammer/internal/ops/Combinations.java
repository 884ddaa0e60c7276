package jackhammer.internal.ops;

import jackhammer.Tensor;
import java.util.Arrays;

/** Choices among elements, and the places of elements counted in one row. */
public final class Combinations {
  private Combinations() {}

  /** Each choice of {@code r} elements of a vector as a row, in the order of their places. */
  public static Tensor combinations(Tensor x, long r, boolean again) {
    Check.notNull("combinations", "input", x);
    if (x.dim() != 1) {
      throw new IllegalArgumentException(
          "combinations: the input must have 1 dimension, got size " + Check.show(x));
    }
    if (r < 0 || r > 64) {
      throw new IllegalArgumentException("combinations: r must be in [0, 64], got " + r);
    }
    if (r == 0) {
      return x.newEmpty(0);
    }
    int n = (int) x.numel();
    int k = (int) r;
    int rows = count(n, k, again);
    long[][] places = new long[k][rows];
    int[] chosen = new int[k];
    for (int i = 0; i < k; i++) {
      chosen[i] = again ? 0 : i;
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < k; i++) {
        places[i][row] = chosen[i];
      }
      advance(chosen, n, again);
    }
    Tensor[] columns = new Tensor[k];
    for (int i = 0; i < k; i++) {
      columns[i] = x.indexSelect(0, Tensor.fromArray(places[i]));
    }
    return Tensor.stack(1, columns);
  }

  /** n over k, or n + k - 1 over k. */
  private static int count(int n, int k, boolean again) {
    long of = again ? (long) n + k - 1 : n;
    if (of < k || n == 0) {
      return 0;
    }
    // Exact at every step: a product of j following numbers is divisible by j!.
    double estimate = 1;
    long rows = 1;
    for (int j = 1; j <= k; j++) {
      estimate *= (double) (of - k + j) / j;
      if (estimate * k > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            String.format(
                "combinations: the choices of %d of %d elements are more numbers than one tensor can"
                    + " hold",
                k, n));
      }
      rows = rows * (of - k + j) / j;
    }
    return (int) rows;
  }

  private static void advance(int[] chosen, int n, boolean again) {
    int k = chosen.length;
    int i = k - 1;
    while (i >= 0 && chosen[i] == (again ? n - 1 : n - k + i)) {
      i--;
    }
    if (i < 0) {
      return;
    }
    chosen[i]++;
    for (int j = i + 1; j < k; j++) {
      chosen[j] = again ? chosen[i] : chosen[j - 1] + 1;
    }
  }

  /** The place in each dimension of elements that are counted row-major. */
  public static Tensor[] unravelIndex(Tensor indices, long... sizes) {
    Check.notNull("unravelIndex", "indices", indices);
    int[] size = Check.sizes("unravelIndex", sizes);
    if (indices.dtype().isFloatingPoint() || indices.dtype() == jackhammer.DType.BOOL) {
      throw new IllegalArgumentException(
          "unravelIndex: indices must be integers, got " + indices.dtype());
    }
    Tensor rest = indices.detach().toLong();
    long count = 1;
    for (int s : size) {
      count *= s;
    }
    if (rest.lt(0).logicalOr(rest.ge(count)).any().itemBoolean()) {
      throw new IndexOutOfBoundsException(
          String.format(
              "unravelIndex: indices must be in [0, %d) for size %s, got from %d to %d",
              count, Arrays.toString(sizes), rest.min().itemLong(), rest.max().itemLong()));
    }
    Tensor[] places = new Tensor[size.length];
    for (int d = size.length - 1; d >= 0; d--) {
      long n = Math.max(size[d], 1);
      places[d] = rest.remainder(n);
      rest = rest.floorDivide(n);
    }
    return places;
  }
}
