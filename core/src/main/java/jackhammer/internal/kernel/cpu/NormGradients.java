package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;

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
  /** Columns whose sums over the rows are made together: both kinds of lanes stay in L1 cache. */
  private static final int COLUMNS = 128;

  private static final int BLOCK = ReduceLoop.BLOCK;
  private static final int LANES = ReduceLoop.LANES;

  private final Kind kind;
  private final NormRows x;
  private final NormRows g;
  private final Strided weight;
  private final NormPlanes planes;
  private final NormArrays a;
  private final NormLoop loop;
  private final ReduceLoop sum;
  private final boolean centred;
  private final boolean constant;
  private final int run;

  NormGradients(
      Strided g,
      Strided x,
      Strided mean,
      Strided scale,
      Strided weight,
      int run,
      boolean constant) {
    this.kind = Kind.of(x.dtype());
    this.x = NormRows.of(x);
    this.g = NormRows.of(g);
    this.weight = weight;
    this.planes = NormPlanes.of(this.x, run, weight);
    this.a =
        NormArrays.of(this.x, mean, scale).affine(weight, null, planes.weights()).gradient(this.g);
    this.loop = Loops.norm(kind);
    this.sum = Loops.of(Reduce.SUM, kind);
    this.centred = mean != null;
    this.constant = constant;
    this.run = run;
  }

  void run(Strided gx, Strided gw, Strided gb) {
    boolean learns = gw != null || gb != null;
    int n = gw != null ? gw.numel() : gb != null ? gb.numel() : planes.weights();
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
    a.to(Kind.array(gx.storage()), gx.offset());
    if (constant) {
      scaled();
    } else if (isOneEach) {
      byWeight(sums);
    } else {
      byRow();
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

    /** The end of a block, whose sums lie in the lanes of row r of those abreast. */
    void block(int at, Object lanes, int r) {
      NormRows.set(plain, at, loop.total(lanes, r * 2 * LANES));
      NormRows.set(products, at, loop.total(lanes, (r * 2 + 1) * LANES));
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

  /** Adds the same block of some rows to the lanes, part by part: a part has one weight. */
  private final class Products {
    private final NormRows rows;
    private final boolean weighted;
    private final boolean inParts;
    private final NormArrays plain;
    private final int apart;
    private final Object h;
    private final NormArrays toZ;
    private final NormArrays toH;
    private final NormArrays both;
    private final Object lanes = kind.newArray(NormLoop.ABREAST * 2 * LANES);

    /**
     * @param rows what a block is a part of
     * @param weighted whether the upstream gradient is multiplied with several weights
     */
    Products(NormRows rows, boolean weighted) {
      this.rows = rows;
      this.weighted = weighted;
      this.inParts = rows.inParts() && (!weighted || run % LANES == 0);
      this.apart = inParts ? 0 : Math.min(rows.size(), BLOCK);
      Object z = kind.newArray(NormLoop.ABREAST * apart);
      this.h = kind.newArray(NormLoop.ABREAST * apart);
      this.toZ = a.standardised(z);
      this.toH = a.weighted(h);
      this.plain = weighted ? a : toZ;
      this.both = NormArrays.ready(kind, z, h);
    }

    /** How many rows go abreast: those whose statistics and memory follow one another. */
    int abreast() {
      return !weighted && rows.length() == x.length() ? NormLoop.ABREAST : 1;
    }

    /**
     * n elements from number {@code first} on of row i and of those that follow.
     *
     * @param count at most {@link #abreast}
     */
    void add(int i, int count, int first, int n) {
      for (int j = 0, m; j < n; j += m) {
        m = rows.together(first + j, n - j);
        int k = rows.number(i, first + j);
        m = weighted ? Math.min(m, run - k % run) : m;
        int row = k / x.length() % x.rows();
        int w = weighted ? k / run % planes.weights() : 0;
        if (inParts || m == n) {
          loop.products(plain, k, k, rows.length(), count, m, row, w, 0, lanes);
          continue;
        }
        for (int r = 0; r < count; r++) {
          int at = k + r * rows.length();
          int to = r * apart + j;
          loop.planes(toZ, 1, m, at, to, row + r, 0, 0, 0);
          if (weighted) {
            loop.planes(toH, 1, m, at, to, 0, 0, w, 0);
          } else {
            System.arraycopy(g.array(), g.offset() + at, h, to, m);
          }
        }
        if (j + m == n) {
          loop.products(both, 0, 0, apart, count, n, 0, 0, 0, lanes);
        }
      }
    }
  }

  /** For each weight, over the runs of elements that it is the weight of. */
  private Sums weightSums(int n) {
    int runs = x.pieces() * x.rows() * x.length() / n / run;
    NormRows byWeight = new NormRows(kind, g.array(), g.offset(), runs, n, run);
    Sums sums = new Sums(n, byWeight.blocks());
    int abreast = new Products(byWeight, false).abreast();
    int groups = (n + abreast - 1) / abreast;
    Tasks.forRange(
        groups * sums.blocks,
        Tasks.unitsPerTask((long) abreast * Math.min(byWeight.size(), BLOCK), Tasks.HEAVY),
        (from, to) -> {
          Products products = new Products(byWeight, false);
          for (int u = from; u < to; u++) {
            int c = u / sums.blocks * abreast;
            int k = u % sums.blocks;
            int count = Math.min(n - c, abreast);
            products.add(c, count, k * BLOCK, byWeight.count(k));
            for (int r = 0; r < count; r++) {
              sums.block(k * n + c + r, products.lanes, r);
            }
          }
        });
    return sums.merged();
  }

  /** For each weight, where neighbours in memory have different ones: many weights at once. */
  private Sums columnSums(int n) {
    int lines = x.pieces() * x.rows() * x.length() / n;
    Sums sums = new Sums(n, Reductions.blocks(lines));
    int groups = n / x.length();
    int each = (x.length() + COLUMNS - 1) / COLUMNS;
    int tiles = groups * each;
    Tasks.forRange(
        sums.blocks * tiles,
        Tasks.unitsPerTask((long) Math.min(lines, BLOCK) * Math.min(n, COLUMNS), Tasks.HEAVY),
        (begin, end) -> {
          for (int u = begin; u < end; u++) {
            int first = u / tiles * BLOCK;
            int group = u % tiles / each;
            int from = u % each * COLUMNS;
            int width = Math.min(x.length() - from, COLUMNS);
            int column = group * x.length() + from;
            Object lanes = kind.newArray(2 * LANES * width);
            int some = Math.min(lines - first, BLOCK);
            int row = first * groups + group;
            loop.columns(a, first * n + column, row, groups, some, n, width, lanes);
            int at = u / tiles * n + column;
            meet(lanes, 0, width);
            System.arraycopy(lanes, 0, sums.products, at, width);
            meet(lanes, LANES * width, width);
            System.arraycopy(lanes, LANES * width, sums.plain, at, width);
          }
        });
    return sums.merged();
  }

  /** The tree over the lanes from {@code at} on. */
  private void meet(Object lanes, int at, int width) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      sum.merge(lanes, at, lanes, at + half * width, lanes, at, half * width);
    }
  }

  /** Statistics that do not depend on x. */
  private void scaled() {
    Loop mul = Loops.of(Binary.MUL, kind);
    planes.each(
        (count, n, k, row, rowStep, w, weightStep) -> {
          Object factor = kind.newArray(1);
          for (int p = 0; p < count; p++) {
            NormRows.set(factor, 0, factor(row + p * rowStep, w + p * weightStep));
            int at = k + p * n;
            mul.run(n, a.out, a.out0 + at, a.g, a.g0 + at, 1, factor, 0, 0, null, 0, 0);
          }
        });
  }

  /** scale * weight, where a row has one weight. */
  private double factor(int row, int w) {
    double scale = NormRows.get(a.scale, a.scale0 + row);
    return scale * NormRows.get(a.weight, a.weight0 + w);
  }

  /** Each weight has one row: its sums are those of the row. */
  private void byWeight(Sums sums) {
    Numbers numbers = new Numbers();
    for (int i = 0; i < x.rows(); i++) {
      numbers.set(i, sums, i, factor(i, i));
    }
    NormArrays unweighted = numbers.into(a.standardised(a.out).to(a.out, a.out0));
    planes.each(
        (count, n, k, row, rowStep, _, _) ->
            loop.planeGradients(unweighted, count, n, k, row, rowStep, 0, 0));
  }

  /** What the gradients of a row are made with, besides its elements. */
  private final class Numbers {
    private final Object shift = kind.newArray(x.rows());
    private final Object slope = kind.newArray(x.rows());
    private final Object factor = kind.newArray(x.rows());

    void set(int row, Sums sums, int at, double by) {
      NormRows.set(shift, row, centred ? -NormRows.get(sums.plain, at) / x.size() : 0);
      NormRows.set(slope, row, -NormRows.get(sums.products, at) / x.size());
      NormRows.set(factor, row, by);
    }

    NormArrays into(NormArrays to) {
      to.shift = shift;
      to.slope = slope;
      to.factor = factor;
      return to;
    }
  }

  /** Rows of one piece, each with sums of its own. */
  private void byRow() {
    int size = x.size();
    int blocks = x.blocks();
    boolean weighted = weight != null && run != size;
    Numbers numbers = new Numbers();
    NormArrays last = numbers.into(weighted ? a : a.standardised(null).to(a.out, a.out0));
    boolean alike = !weighted || planes.walks() && planes.weights() == size;
    boolean few = size <= BLOCK && alike;
    int abreast = few ? NormLoop.ABREAST : 1;
    Tasks.forRange(
        (x.rows() + abreast - 1) / abreast,
        Tasks.unitsPerTask(2L * abreast * size, Tasks.HEAVY),
        (from, to) -> {
          Products products = new Products(x, weighted && !planes.walks());
          Sums sums = new Sums(abreast, blocks);
          for (int first = from * abreast;
              first < Math.min(to * abreast, x.rows());
              first += abreast) {
            int count = Math.min(x.rows() - first, abreast);
            for (int b = 0; b < blocks; b++) {
              int k = first * size + b * BLOCK;
              int n = x.count(b);
              if (planes.walks()) {
                int w = k % planes.weights();
                loop.products(a, k, k, size, count, n, first, w, 1, products.lanes);
              } else {
                products.add(first, count, b * BLOCK, n);
              }
              for (int r = 0; r < count; r++) {
                sums.block(b * abreast + r, products.lanes, r);
              }
            }
            sums.merged();
            for (int r = 0; r < count; r++) {
              int row = first + r;
              boolean factored = weight != null && !weighted;
              double scale = NormRows.get(a.scale, a.scale0 + row);
              numbers.set(row, sums, r, factored ? factor(row, row % planes.weights()) : scale);
              finish(last, row, weighted);
            }
          }
        });
  }

  private void finish(NormArrays last, int row, boolean weighted) {
    int k = row * x.size();
    if (planes.walks()) {
      loop.runGradients(last, x.size(), k, row, k % planes.weights());
    } else if (weighted) {
      planes.ofRow(
          row,
          (count, n, at, i, rowStep, w, weightStep) ->
              loop.planeGradients(last, count, n, at, i, rowStep, w, weightStep));
    } else {
      loop.planeGradients(last, 1, x.size(), k, row, 0, 0, 0);
    }
  }
}
