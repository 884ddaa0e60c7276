package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;
import java.util.function.Supplier;

/**
 * What batch, instance, group, layer and RMS norm share, put together from the loops of the
 * reductions and of the element-wise operations, block by block so that each block is read from
 * memory once.
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
  /** Pieces shorter than this are brought together before anything is computed. */
  private static final int SHORT = 64;

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
    Tasks.forRange(
        means.length,
        Tasks.unitsPerTask(Math.min(rows.size(), ReduceLoop.BLOCK), Tasks.LIGHT),
        (from, to) -> {
          BlockMoments task = new BlockMoments(rows, mean != null);
          for (int u = from; u < to; u++) {
            task.run(u / blocks, u % blocks, means, squares, u);
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

  /** The scratch of one task. */
  private static final class BlockMoments {
    private final NormRows rows;
    private final boolean centred;
    private final Object block;
    private final Object distances;
    private final Object lanes;
    private final Object result;
    private final ReduceLoop sum;
    private final ReduceLoop squares;
    private final Loop sub;

    BlockMoments(NormRows rows, boolean centred) {
      this.rows = rows;
      this.centred = centred;
      Kind kind = rows.kind();
      int size = Math.min(rows.size(), ReduceLoop.BLOCK);
      this.block = kind.newArray(rows.pieces() == 1 ? 0 : size);
      this.distances = kind.newArray(centred ? size : 0);
      this.lanes = kind.newArray(ReduceLoop.LANES);
      this.result = kind.newArray(1);
      this.sum = Loops.of(Reduce.SUM, kind);
      this.squares = Loops.of(Reduce.SUM_SQUARES, kind);
      this.sub = Loops.of(Binary.SUB, kind);
    }

    void run(int row, int k, double[] means, double[] sumsOfSquares, int to) {
      int n = rows.count(k);
      int place = rows.bring(row, k * ReduceLoop.BLOCK, n, block);
      Object x = place < 0 ? block : rows.array();
      int at = Math.max(place, 0);
      if (!centred) {
        squares.block(x, at, null, 0, n, lanes, result, 0);
        sumsOfSquares[to] = NormRows.get(result, 0);
        return;
      }
      sum.block(x, at, null, 0, n, lanes, result, 0);
      NormRows.set(result, 0, NormRows.get(result, 0) / n);
      double near = NormRows.get(result, 0);
      sub.run(n, distances, 0, x, at, 1, result, 0, 0, null, 0, 0);
      sum.block(distances, 0, null, 0, n, lanes, result, 0);
      double rest = NormRows.get(result, 0);
      squares.block(distances, 0, null, 0, n, lanes, result, 0);
      means[to] = near + rest / n;
      sumsOfSquares[to] = Math.max(0, NormRows.get(result, 0) - rest * rest / n);
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
    Kind kind = Kind.of(x.dtype());
    Object y = Kind.array(out.storage());
    Standardise standardise = new Standardise(NormRows.of(x), mean, scale);
    Weights affine = new Weights(kind, weight, bias, run);
    forChunks(
        x,
        () ->
            (k, n) -> {
              standardise.run(k, n, y, out.offset() + k);
              affine.run(k, n, y, out.offset() + k);
            });
  }

  /** What is done with n elements from number k on, all of one row and side by side. */
  interface Chunk {
    void run(int k, int n);
  }

  /**
   * All elements in chunks that stay in the first-level cache, in parallel.
   *
   * @param task makes what has scratch of its own
   */
  static void forChunks(Strided x, Supplier<Chunk> task) {
    int length = x.size(2);
    int chunks = Reductions.blocks(length);
    Tasks.forRange(
        Math.multiplyExact(x.size(0) * x.size(1), chunks),
        Tasks.unitsPerTask(Math.min(length, ReduceLoop.BLOCK), Tasks.LIGHT),
        (from, to) -> {
          Chunk body = task.get();
          for (int u = from; u < to; u++) {
            int first = u % chunks * ReduceLoop.BLOCK;
            int n = Math.min(length - first, ReduceLoop.BLOCK);
            body.run(u / chunks * length + first, n);
          }
        });
  }

  /** (x - mean) * scale. */
  static final class Standardise {
    private final NormRows rows;
    private final Object mean;
    private final int meanAt;
    private final Object scale;
    private final int scaleAt;
    private final boolean centred;
    private final Loop loop;

    Standardise(NormRows rows, Strided mean, Strided scale) {
      this.rows = rows;
      this.centred = mean != null;
      this.mean = centred ? Kind.array(mean.storage()) : rows.kind().newArray(1);
      this.meanAt = centred ? mean.offset() : 0;
      this.scale = Kind.array(scale.storage());
      this.scaleAt = scale.offset();
      this.loop = Loops.of(RowOp.STANDARDISE, rows.kind());
    }

    int row(int k) {
      return k / rows.length() % rows.rows();
    }

    double scale(int row) {
      return NormRows.get(scale, scaleAt + row);
    }

    /** n elements of one row from number k on. */
    void run(int k, int n, Object out, int at) {
      int i = row(k);
      int m = centred ? meanAt + i : 0;
      int from = rows.offset() + k;
      loop.run(n, out, at, rows.array(), from, 1, mean, m, 0, scale, scaleAt + i, 0);
    }
  }

  /** times weight plus bias, in place; either may be absent. */
  static final class Weights {
    private final Object weight;
    private final int weightAt;
    private final Object bias;
    private final int biasAt;
    private final int count;
    private final int run;
    private final Loop mul;
    private final Loop add;
    private final Loop both;

    Weights(Kind kind, Strided weight, Strided bias, int run) {
      this.weight = weight == null ? null : Kind.array(weight.storage());
      this.weightAt = weight == null ? 0 : weight.offset();
      this.bias = bias == null ? null : Kind.array(bias.storage());
      this.biasAt = bias == null ? 0 : bias.offset();
      this.count = weight != null ? weight.numel() : bias != null ? bias.numel() : 1;
      this.run = run;
      this.mul = Loops.of(Binary.MUL, kind);
      this.add = Loops.of(Binary.ADD, kind);
      this.both = Loops.of(Ternary.ADD_SCALED, kind);
    }

    /** The n elements at {@code at}, which have the numbers from k on. */
    void run(int k, int n, Object y, int at) {
      if (weight == null && bias == null) {
        return;
      }
      for (int done = 0; done < n; ) {
        int m = run == 1 ? n : Math.min(run - (k + done) % run, n - done);
        int c = (k + done) / run % count;
        step(m, y, at + done, c, run == 1 ? 1 : 0);
        done += m;
      }
    }

    private void step(int m, Object y, int at, int c, int step) {
      if (bias == null) {
        mul.run(m, y, at, y, at, 1, weight, weightAt + c, step, null, 0, 0);
      } else if (weight == null) {
        add.run(m, y, at, y, at, 1, bias, biasAt + c, step, null, 0, 0);
      } else {
        both.run(m, y, at, bias, biasAt + c, step, y, at, 1, weight, weightAt + c, step);
      }
    }

    /** The weight of the element with number k. */
    double weight(int k) {
      return weight == null ? 1 : NormRows.get(weight, weightAt + k / run % count);
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
