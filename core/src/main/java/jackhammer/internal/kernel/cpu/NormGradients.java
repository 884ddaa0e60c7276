package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;

/**
 * The gradients of a norm. With z = (x - mean) * scale and h = g * weight:
 *
 * <pre>
 * gw = sum g z    gb = sum g    gx = scale * (h - mean(h) - z mean(h z))
 * </pre>
 *
 * where the means are those of the row, and the first is left out where nothing was subtracted.
 * Where all of a row has one weight, it is taken out of the sums. All sums are in the order of
 * {@link Reductions}, z is rounded before it is multiplied.
 */
final class NormGradients {
  /** Columns whose sums over the rows are made together: both kinds of lanes fill the L1 cache. */
  private static final int COLUMNS = 256;

  private static final int BLOCK = ReduceLoop.BLOCK;
  private static final int LANES = ReduceLoop.LANES;

  private final Kind kind;
  private final Strided shape;
  private final NormRows x;
  private final NormRows g;
  private final Norms.Standardise standardise;
  private final Norms.Weights weights;
  private final boolean centred;
  private final boolean weighted;
  private final boolean constant;
  private final int run;
  private final int weightCount;
  private final ReduceLoop sum;
  private final ReduceLoop dot;
  private final Loop fma;
  private final Loop sumTimes;

  NormGradients(
      Strided g,
      Strided x,
      Strided mean,
      Strided scale,
      Strided weight,
      int run,
      boolean constant) {
    this.kind = Kind.of(x.dtype());
    this.shape = x;
    this.x = NormRows.of(x);
    this.g = NormRows.of(g);
    this.standardise = new Norms.Standardise(this.x, mean, scale);
    this.weights = new Norms.Weights(kind, weight, null, run);
    this.centred = mean != null;
    this.weighted = weight != null;
    this.constant = constant;
    this.run = run;
    this.weightCount = weight == null ? 0 : weight.numel();
    this.sum = Loops.of(Reduce.SUM, kind);
    this.dot = Loops.dot(kind);
    this.fma = Loops.of(Ternary.ADD_SCALED, kind);
    this.sumTimes = Loops.of(RowOp.SUM_TIMES, kind);
  }

  void run(Strided gx, Strided gw, Strided gb) {
    boolean learns = gw != null || gb != null;
    int n = gw != null ? gw.numel() : gb != null ? gb.numel() : weighted ? weightCount : x.rows();
    boolean isOneEach = run == x.length() && n == x.rows();
    Sums sums = null;
    if (learns || isOneEach && !constant) {
      sums = run == 1 && x.length() > 1 ? columnSums(n) : weightSums(n);
      sums.store(sums.products, gw);
      sums.store(sums.plain, gb);
    }
    if (gx == null) {
      return;
    }
    if (constant) {
      scaled(gx);
    } else if (isOneEach) {
      byWeight(gx, sums);
    } else {
      byRow(gx);
    }
  }

  /** Sums of g z and of g, block after block; merged, the first entries are the results. */
  private final class Sums {
    private final int n;
    private final int blocks;
    private final Object products;
    private final Object plain;

    Sums(int n, int blocks) {
      this.n = n;
      this.blocks = blocks;
      this.products = kind.newArray(Math.multiplyExact(n, blocks));
      this.plain = kind.newArray(n * blocks);
    }

    Sums merged() {
      Reductions.mergeBlocks(sum, products, blocks, n);
      Reductions.mergeBlocks(sum, plain, blocks, n);
      return this;
    }

    void store(Object from, Strided to) {
      if (to != null) {
        System.arraycopy(from, 0, Kind.array(to.storage()), to.offset(), n);
      }
    }
  }

  /** For each weight, over the runs of elements that it is the weight of. */
  private Sums weightSums(int n) {
    int runs = shape.numel() / n / run;
    NormRows up = new NormRows(kind, g.array(), g.offset(), runs, n, run);
    Sums sums = new Sums(n, up.blocks());
    int size = Math.min(up.size(), BLOCK);
    Tasks.forRange(
        n * sums.blocks,
        Tasks.unitsPerTask(2L * size, Tasks.LIGHT),
        (from, to) -> {
          Object block = kind.newArray(runs == 1 ? 0 : size);
          Object z = kind.newArray(size);
          Object lanes = kind.newArray(LANES);
          for (int u = from; u < to; u++) {
            int c = u / sums.blocks;
            int k = u % sums.blocks;
            int first = k * BLOCK;
            int m = up.count(k);
            int place = up.bring(c, first, m, block);
            for (int done = 0; done < m; ) {
              int part = up.together(first + done, m - done);
              standardise.run(up.number(c, first + done), part, z, done);
              done += part;
            }
            Object gs = place < 0 ? block : g.array();
            int at = Math.max(place, 0);
            dot.block(gs, at, z, 0, m, lanes, sums.products, k * n + c);
            sum.block(gs, at, null, 0, m, lanes, sums.plain, k * n + c);
          }
        });
    return sums.merged();
  }

  /** For each weight, where neighbours in memory have different ones: many weights at once. */
  private Sums columnSums(int n) {
    int lines = shape.numel() / n;
    Sums sums = new Sums(n, Reductions.blocks(lines));
    int tiles = (n + COLUMNS - 1) / COLUMNS;
    Loop add = Loops.of(Binary.ADD, kind);
    Tasks.forRange(
        sums.blocks * tiles,
        Tasks.unitsPerTask(2L * Math.min(lines, BLOCK) * Math.min(n, COLUMNS), Tasks.LIGHT),
        (from, to) -> {
          Object z = kind.newArray(Math.min(n, COLUMNS));
          for (int u = from; u < to; u++) {
            int first = u / tiles * BLOCK;
            int column = u % tiles * COLUMNS;
            int width = Math.min(n - column, COLUMNS);
            Object products = kind.newArray(LANES * width);
            Object plain = kind.newArray(LANES * width);
            for (int j = 0; j < Math.min(lines - first, BLOCK); j++) {
              int lane = j % LANES * width;
              int number = (first + j) * n + column;
              for (int done = 0; done < width; ) {
                int part = x.together(number + done, width - done);
                standardise.run(number + done, part, z, done);
                done += part;
              }
              int at = g.offset() + number;
              fma.run(width, products, lane, products, lane, 1, g.array(), at, 1, z, 0, 1);
              add.run(width, plain, lane, plain, lane, 1, g.array(), at, 1, null, 0, 0);
            }
            meet(products, width);
            meet(plain, width);
            System.arraycopy(products, 0, sums.products, u / tiles * n + column, width);
            System.arraycopy(plain, 0, sums.plain, u / tiles * n + column, width);
          }
        });
    return sums.merged();
  }

  /** The tree over the lanes. */
  private void meet(Object lanes, int width) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      sum.merge(lanes, 0, lanes, half * width, lanes, 0, half * width);
    }
  }

  /** Statistics that do not depend on x. */
  private void scaled(Strided gx) {
    Object out = Kind.array(gx.storage());
    Loop mul = Loops.of(Binary.MUL, kind);
    Norms.forChunks(
        shape,
        () -> {
          Object factor = kind.newArray(1);
          return (k, n) -> {
            NormRows.set(factor, 0, factor(k));
            int at = gx.offset() + k;
            mul.run(n, out, at, g.array(), g.offset() + k, 1, factor, 0, 0, null, 0, 0);
          };
        });
  }

  /** scale * weight, where a row has one weight. */
  private double factor(int k) {
    return standardise.scale(standardise.row(k)) * weights.weight(k);
  }

  /** Each weight has one row: its sums are those of the row. */
  private void byWeight(Strided gx, Sums sums) {
    Norms.forChunks(
        shape,
        () -> {
          Last last = new Last(gx);
          Object z = kind.newArray(Math.min(x.length(), BLOCK));
          return (k, n) -> {
            int i = standardise.row(k);
            standardise.run(k, n, z, 0);
            last.set(sums, i, factor(k));
            last.run(k, n, z, g.array(), g.offset() + k);
          };
        });
  }

  /** (h - mean(h) - z mean(h z)) * factor, from the sums of a row. */
  private final class Last {
    private final Object out;
    private final int offset;
    private final Object shift = kind.newArray(1);
    private final Object slope = kind.newArray(1);
    private final Object factor = kind.newArray(1);

    Last(Strided gx) {
      this.out = Kind.array(gx.storage());
      this.offset = gx.offset();
    }

    void set(Sums sums, int i, double by) {
      NormRows.set(shift, 0, centred ? -NormRows.get(sums.plain, i) / x.size() : 0);
      NormRows.set(slope, 0, -NormRows.get(sums.products, i) / x.size());
      NormRows.set(factor, 0, by);
    }

    void run(int k, int n, Object z, Object h, int hi) {
      fma.run(n, z, 0, shift, 0, 0, z, 0, 1, slope, 0, 0);
      sumTimes.run(n, out, offset + k, h, hi, 1, z, 0, 1, factor, 0, 0);
    }
  }

  /** Rows of one piece, each with sums of its own. */
  private void byRow(Strided gx) {
    int size = x.size();
    int blocks = x.blocks();
    boolean oneWeight = run == size;
    boolean multiplied = weighted && !oneWeight;
    Tasks.forRange(
        x.rows(),
        Tasks.unitsPerTask(2L * size, Tasks.LIGHT),
        (from, to) -> {
          Last last = new Last(gx);
          Object h = kind.newArray(multiplied ? Math.min(size, BLOCK) : 0);
          Object z = kind.newArray(Math.min(size, BLOCK));
          Object lanes = kind.newArray(LANES);
          Sums sums = new Sums(1, blocks);
          for (int i = from; i < to; i++) {
            for (int b = 0; b < blocks; b++) {
              int k = i * size + b * BLOCK;
              int n = x.count(b);
              Object hs = multiplied ? h : g.array();
              int at = multiplied ? 0 : g.offset() + k;
              bring(k, n, h, z, multiplied);
              dot.block(hs, at, z, 0, n, lanes, sums.products, b);
              sum.block(hs, at, null, 0, n, lanes, sums.plain, b);
            }
            sums.merged();
            last.set(sums, 0, oneWeight ? factor(i * size) : standardise.scale(i));
            for (int b = 0; b < blocks; b++) {
              int k = i * size + b * BLOCK;
              int n = x.count(b);
              if (blocks > 1) {
                bring(k, n, h, z, multiplied);
              }
              last.run(k, n, z, multiplied ? h : g.array(), multiplied ? 0 : g.offset() + k);
            }
          }
        });
  }

  private void bring(int k, int n, Object h, Object z, boolean multiplied) {
    standardise.run(k, n, z, 0);
    if (multiplied) {
      System.arraycopy(g.array(), g.offset() + k, h, 0, n);
      weights.run(k, n, h, 0);
    }
  }
}
