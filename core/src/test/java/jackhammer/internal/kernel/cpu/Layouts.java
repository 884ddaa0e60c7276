package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.Random;

/** Operands in every layout that views can have, and the naive way to read them. */
final class Layouts {
  private Layouts() {}

  /** What the numbers of a test operand are. */
  interface Values {
    double next(Random random);
  }

  static int[] sizes(Random random) {
    int[] sizes = new int[random.nextInt(5)];
    for (int d = 0; d < sizes.length; d++) {
      int kind = random.nextInt(12);
      sizes[d] = kind == 0 ? 0 : kind < 3 ? 1 : 1 + random.nextInt(kind == 3 ? 70 : 7);
    }
    return sizes;
  }

  /** An operand of these sizes: contiguous, permuted, with gaps, or with repeated dimensions. */
  static Strided operand(
      DType dtype, int[] sizes, Random random, boolean mayRepeat, Values values) {
    int n = sizes.length;
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    if (random.nextBoolean()) {
      for (int i = n - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int t = order[i];
        order[i] = order[j];
        order[j] = t;
      }
    }
    boolean repeats = mayRepeat && random.nextInt(3) == 0;
    boolean gaps = random.nextInt(3) == 0;
    int[] strides = new int[n];
    int step = gaps && random.nextBoolean() ? 2 : 1;
    for (int i = n - 1; i >= 0; i--) {
      int d = order[i];
      if (repeats && random.nextBoolean()) {
        strides[d] = 0;
      } else {
        strides[d] = step;
        step *= Math.max(1, sizes[d]);
        step += gaps ? random.nextInt(3) : 0;
      }
    }
    int offset = random.nextBoolean() ? 0 : random.nextInt(20);
    Strided all = Strided.zeros(dtype, offset + step + 1);
    for (int i = 0; i < all.numel(); i++) {
      Elements.set(all.storage(), i, values.next(random));
    }
    return new Strided(all.storage(), offset, sizes, strides);
  }

  static double get(Strided x, int linear) {
    return Elements.getDouble(x.storage(), x.position(linear));
  }

  static long getLong(Strided x, int linear) {
    return Elements.getLong(x.storage(), x.position(linear));
  }

  static double[] values(Strided x) {
    double[] v = new double[x.numel()];
    for (int i = 0; i < v.length; i++) {
      v[i] = get(x, i);
    }
    return v;
  }
}
