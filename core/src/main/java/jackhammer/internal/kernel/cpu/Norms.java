package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;

/**
 * What batch, instance, group, layer and RMS norm share, put together from the loops of {@link
 * NormLoop}, block by block so that each block is read from memory once.
 *
 * <h2>The order of the sums</h2>
 *
 * A row is cut into blocks as {@link Reductions} says. For each block: its mean m by a sum in the
 * order of a block; the distances from m, rounded; their sum and the sum of their squares in the
 * same order. From there on in float64: the sum of the distances corrects m, and blocks meet two by
 * two in the tree of the blocks by (n1 m1 + n2 m2) / n and the rule for sums of squares about
 * means.
 */
final class Norms {
  /** Pieces shorter than this, a vector, are brought together before anything is computed. */
  private static final int SHORT = 16;

  private Norms() {}

  private static boolean isShort(Strided x) {
    return x.size(0) > 1 && x.size(2) < SHORT;
  }

  /** The same rows in one piece each. */
  private static Strided together(Strided x) {
    Strided copy = Strided.empty(x.dtype(), x.size(1), x.size(0), x.size(2));
    Copies.copy(x.transpose(0, 1), copy);
    return copy.reshapeContiguous(1, x.size(1), x.size(0) * x.size(2));
  }

  private static void apart(Strided rows, Strided out) {
    Strided seen = rows.reshapeContiguous(out.size(1), out.size(0), out.size(2));
    Copies.copy(seen.transpose(0, 1), out);
    rows.storage().recycle();
  }

  // ---- statistics ----------------------------------------------------------------------------

  static void moments(Strided x, Strided mean, Strided variance) {
    if (x.numel() == 0) {
      zero(mean);
      zero(variance);
      return;
    }
    if (isShort(x)) {
      Strided rows = together(x);
      moments(rows, mean, variance);
      rows.storage().recycle();
      return;
    }
    NormRows rows = NormRows.of(x);
    int blocks = rows.blocks();
    double[] means = new double[Math.multiplyExact(rows.rows(), blocks)];
    double[] squares = new double[means.length];
    int groups = (rows.rows() + NormLoop.ABREAST - 1) / NormLoop.ABREAST;
    Tasks.forRange(
        groups * blocks,
        Tasks.unitsPerTask(NormLoop.ABREAST * Math.min(rows.size(), ReduceLoop.BLOCK), Tasks.HEAVY),
        (from, to) -> {
          BlockMoments task = new BlockMoments(rows, mean != null);
          for (int u = from; u < to; u++) {
            int first = u / blocks * NormLoop.ABREAST;
            int count = Math.min(rows.rows() - first, NormLoop.ABREAST);
            task.run(first, count, u % blocks, means, squares);
          }
        });
    Object m = mean == null ? null : Kind.array(mean.storage());
    Object v = Kind.array(variance.storage());
    for (int i = 0; i < rows.rows(); i++) {
      int at = i * blocks;
      merge(means, squares, at, blocks, rows.size());
      if (mean != null) {
        NormRows.set(m, mean.offset() + i, means[at]);
      }
      NormRows.set(v, variance.offset() + i, squares[at] / rows.size());
    }
  }

  /** The scratch of one task, for the same block of some rows. */
  private static final class BlockMoments {
    private final NormRows rows;
    private final boolean centred;
    private final NormLoop loop;
    private final NormRows copied;
    private final Object lanes;
    private final double[] near = new double[NormLoop.ABREAST];

    BlockMoments(NormRows rows, boolean centred) {
      this.rows = rows;
      this.centred = centred;
      Kind kind = rows.kind();
      this.loop = Loops.norm(kind);
      int size = rows.inParts() ? 0 : Math.min(rows.size(), ReduceLoop.BLOCK);
      Object copy = kind.newArray(NormLoop.ABREAST * size);
      this.copied = new NormRows(kind, copy, 0, 1, NormLoop.ABREAST, size);
      this.lanes = kind.newArray(NormLoop.ABREAST * 2 * NormLoop.LANES);
    }

    /** Block k of {@code count} rows; the results go to places {@code blocks} apart. */
    void run(int row, int count, int k, double[] means, double[] squares) {
      int first = k * ReduceLoop.BLOCK;
      int n = rows.count(k);
      NormRows from = rows;
      int i = row;
      if (!rows.inParts() && rows.together(first, n) < n) {
        for (int r = 0; r < count; r++) {
          rows.copy(row + r, first, n, copied.array(), r * copied.length());
        }
        from = copied;
        first = 0;
        i = 0;
      }
      if (centred) {
        for (int j = 0, m; j < n; j += m) {
          m = from.together(first + j, n - j);
          int at = from.offset() + from.number(i, first + j);
          loop.sums(from.array(), at, from.length(), count, m, lanes);
        }
        for (int r = 0; r < count; r++) {
          near[r] = loop.mean(lanes, r * 2 * NormLoop.LANES, n);
        }
      }
      for (int j = 0, m; j < n; j += m) {
        m = from.together(first + j, n - j);
        int at = from.offset() + from.number(i, first + j);
        loop.distances(from.array(), at, from.length(), count, m, near, lanes);
      }
      for (int r = 0; r < count; r++) {
        double rest = loop.total(lanes, r * 2 * NormLoop.LANES);
        double about = loop.total(lanes, (r * 2 + 1) * NormLoop.LANES);
        int to = (row + r) * rows.blocks() + k;
        means[to] = centred ? near[r] + rest / n : 0;
        squares[to] = centred ? Math.max(0, about - rest * rest / n) : about;
      }
    }
  }

  /** The tree over the blocks of one row, from {@code at} on; the result lies at {@code at}. */
  private static void merge(double[] means, double[] squares, int at, int blocks, int size) {
    int span = ReduceLoop.BLOCK; // what one entry of the round stands for, but for the last
    for (int m = blocks; m > 1; m = (m + 1) / 2) {
      for (int i = 0; i < m / 2; i++) {
        double left = span;
        double right = Math.min(span, (double) size - (2.0 * i + 1) * span);
        double n = left + right;
        int a = at + 2 * i;
        double apart = means[a + 1] - means[a];
        means[at + i] = means[a] + apart * (right / n);
        squares[at + i] = squares[a] + squares[a + 1] + apart * apart * (left * right / n);
      }
      if (m % 2 == 1) {
        means[at + m / 2] = means[at + m - 1];
        squares[at + m / 2] = squares[at + m - 1];
      }
      span = (int) Math.min(2L * span, Integer.MAX_VALUE);
    }
  }

  // ---- forward -------------------------------------------------------------------------------

  static void normalise(
      Strided x, Strided mean, Strided scale, Strided weight, Strided bias, int run, Strided out) {
    if (x.numel() == 0) {
      return;
    }
    if (isShort(x)) {
      Strided in = together(x);
      Strided y = Strided.empty(out.dtype(), in.sizes());
      normalise(in, mean, scale, weight, bias, in.size(2), y);
      in.storage().recycle();
      apart(y, out);
      return;
    }
    NormRows rows = NormRows.of(x);
    NormPlanes planes = NormPlanes.of(rows, run, weight == null ? bias : weight);
    NormArrays a =
        NormArrays.of(rows, mean, scale)
            .affine(weight, bias, planes.weights())
            .to(Kind.array(out.storage()), out.offset());
    NormLoop loop = Loops.norm(rows.kind());
    if (planes.walks()) {
      planes.eachRun((n, k, row, at) -> loop.run(a, n, k, k, row, at));
    } else {
      planes.each((count, n, k, row, dr, w, dw) -> loop.planes(a, count, n, k, k, row, dr, w, dw));
    }
  }

  // ---- backward ------------------------------------------------------------------------------

  static void normaliseBackward(
      Strided g,
      Strided x,
      Strided mean,
      Strided scale,
      Strided weight,
      int run,
      boolean constant,
      Strided gx,
      Strided gw,
      Strided gb) {
    if (x.numel() == 0) {
      zero(gw);
      zero(gb);
      return;
    }
    if (!isShort(x)) {
      new NormGradients(g, x, mean, scale, weight, run, constant).run(gx, gw, gb);
      return;
    }
    Strided in = together(x);
    Strided up = together(g);
    Strided out = gx == null ? null : Strided.empty(gx.dtype(), in.sizes());
    new NormGradients(up, in, mean, scale, weight, in.size(2), constant).run(out, gw, gb);
    in.storage().recycle();
    up.storage().recycle();
    if (gx != null) {
      apart(out, gx);
    }
  }

  private static void zero(Strided out) {
    for (int i = 0; out != null && i < out.numel(); i++) {
      NormRows.set(Kind.array(out.storage()), out.offset() + i, 0);
    }
  }
}
