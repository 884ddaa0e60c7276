package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/**
 * Reductions over any dimensions of any type and layout.
 *
 * <h2>The order of a sum</h2>
 *
 * The elements that meet in one result form its row: they are counted j = 0, 1, ... in row-major
 * order of the reduced dimensions. The order in which they are added depends on the row's length
 * alone, not on the layout, the number of threads or the width of the vectors:
 *
 * <ol>
 *   <li>The row is cut into blocks of 4,096 elements; the last one may be shorter.
 *   <li>A block has 16 lanes, which start at +0. Element j of the block is added to lane j mod 16,
 *       first element first. (A short block leaves lanes at +0, and they take part all the same.)
 *   <li>The lanes meet in a tree: lane l += lane l + 8 for l below 8, then l + 4 for l below 4, l +
 *       2, l + 1. Lane 0 is the block's result.
 *   <li>The blocks' results meet in a tree: in each round, neighbours 2i and 2i + 1 give number i
 *       of the next round; an odd last one goes up as it is; until one is left.
 * </ol>
 *
 * An empty row gives the starting value. Sums of squares and dot products add each product by one
 * fused multiply-add. Products follow the same order from 1. float16 and bfloat16 are summed in
 * float32 and rounded at the end; integers are summed in int64, exactly (modulo 2^64).
 */
final class Reductions {
  /** Columns that are reduced together: 16 lanes of them fill half of the L1 cache. */
  private static final int COLUMNS = 256;

  private Reductions() {}

  static void reduce(Reduce op, Strided x, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    boolean counts = op == Reduce.ANY || op == Reduce.ALL || op == Reduce.COUNT_NONZERO;
    Kind kind = counts ? Kind.TRUTH : Kind.of(x.dtype());
    boolean sums = op == Reduce.SUM && (kind == Kind.FLOAT || kind == Kind.DOUBLE);
    Reduction r = new Reduction(Loops.of(op, kind), kind, sums, x, out);
    r.run();
    if (counts && op != Reduce.COUNT_NONZERO) {
      r.compareCounts(op == Reduce.ALL ? r.length() : 1);
    }
    r.finish();
  }

  static void dot(Strided a, Strided b, Strided out) {
    if (a.dim() == 2) {
      dotRows(a, b, out);
      return;
    }
    Kind kind = Kind.of(a.dtype());
    int blocks = blocks(a.numel());
    ReduceLoop loop = Loops.dot(kind);
    Nest nest = Nest.rowMajor(a, b);
    Object results = kind.newArray(blocks);
    Tasks.forRange(
        blocks,
        Tasks.unitsPerTask(ReduceLoop.BLOCK, Tasks.LIGHT),
        (from, to) -> {
          Object lanes = kind.newArray(ReduceLoop.LANES);
          Source x = new Source(kind, nest, 0, a);
          Source y = new Source(kind, nest, 1, b);
          dotBlocks(loop, x, a.offset(), y, b.offset(), a.numel(), from, to, lanes, results);
        });
    mergeBlocks(loop, results, blocks, 1);
    Runs.store(kind, results, 0, 1, out.storage(), out.offset(), 1);
  }

  /** Each row as a dot product of its own. */
  private static void dotRows(Strided a, Strided b, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    Kind kind = Kind.of(a.dtype());
    int n = a.size(1);
    int blocks = blocks(n);
    ReduceLoop loop = Loops.dot(kind);
    Nest row = Nest.rowMajor(a.select(0, 0), b.select(0, 0));
    // A matrix that meets one vector.
    boolean inPlace =
        kind.isNative(a.dtype()) && row.isDense(0) && row.isDense(1) && b.stride(0) == 0;
    Tasks.forRange(
        a.size(0),
        Tasks.unitsPerTask(n, Tasks.LIGHT),
        (from, to) -> {
          Object lanes = kind.newArray(ReduceLoop.ABREAST * ReduceLoop.LANES);
          Object results = kind.newArray(ReduceLoop.ABREAST * blocks);
          int r = from;
          for (; inPlace && r <= to - ReduceLoop.ABREAST; r += ReduceLoop.ABREAST) {
            int ai = a.offset() + r * a.stride(0);
            dotRowsAbreast(loop, a, ai, b, n, lanes, results);
            int at = out.offset() + r * out.stride(0);
            Runs.store(kind, results, 0, ReduceLoop.ABREAST, out.storage(), at, out.stride(0));
          }
          Source x = new Source(kind, row, 0, a);
          Source y = new Source(kind, row, 1, b);
          for (; r < to; r++) {
            int ai = a.offset() + r * a.stride(0);
            int bi = b.offset() + r * b.stride(0);
            dotBlocks(loop, x, ai, y, bi, n, 0, blocks, lanes, results);
            mergeBlocks(loop, results, blocks, 1);
            Runs.store(kind, results, 0, 1, out.storage(), out.offset() + r * out.stride(0), 1);
          }
        });
  }

  /** Some rows at once, each in the same order as alone. */
  private static void dotRowsAbreast(
      ReduceLoop loop, Strided a, int ai, Strided b, int n, Object lanes, Object results) {
    Object x = Kind.array(a.storage());
    Object y = Kind.array(b.storage());
    int blocks = blocks(n);
    for (int i = 0; i < blocks; i++) {
      int first = i * ReduceLoop.BLOCK;
      int count = Math.min(n - first, ReduceLoop.BLOCK);
      int to = i * ReduceLoop.ABREAST;
      loop.blocks(x, ai + first, a.stride(0), y, b.offset() + first, count, lanes, results, to);
    }
    mergeBlocks(loop, results, blocks, ReduceLoop.ABREAST);
  }

  private static void dotBlocks(
      ReduceLoop loop,
      Source x,
      int xBase,
      Source y,
      int yBase,
      int n,
      int from,
      int to,
      Object lanes,
      Object results) {
    for (int i = from; i < to; i++) {
      int first = i * ReduceLoop.BLOCK;
      int count = Math.min(n - first, ReduceLoop.BLOCK);
      x.bring(xBase, first, count);
      y.bring(yBase, first, count);
      loop.block(x.array, x.at, y.array, y.at, count, lanes, results, i);
    }
  }

  static int blocks(int n) {
    return Math.max(1, (int) (((long) n + ReduceLoop.BLOCK - 1) / ReduceLoop.BLOCK));
  }

  /**
   * The tree over the blocks, for {@code columns} results at once.
   *
   * @param results blocks times columns partial results; the first columns become the results
   */
  static void mergeBlocks(ReduceLoop loop, Object results, int blocks, int columns) {
    for (int m = blocks; m > 1; m = (m + 1) / 2) {
      for (int i = 0; i < m / 2; i++) {
        int left = 2 * i * columns;
        loop.merge(results, left, results, left + columns, results, i * columns, columns);
      }
      if (m % 2 == 1) {
        System.arraycopy(results, (m - 1) * columns, results, m / 2 * columns, columns);
      }
    }
  }

  /**
   * A run of an operand as the loops want it: in place where it lies so, else copied to scratch.
   */
  private static final class Source {
    private final Kind kind;
    private final Nest nest;
    private final int operand;
    private final Strided s;
    private final boolean direct;
    Object array;
    int at;

    Source(Kind kind, Nest nest, int operand, Strided s) {
      this.kind = kind;
      this.nest = nest;
      this.operand = operand;
      this.s = s;
      this.direct = kind.isNative(s.dtype()) && nest.isDense(operand);
      this.array =
          direct ? Kind.array(s.storage()) : kind.newArray(Math.min(nest.numel, ReduceLoop.BLOCK));
    }

    /**
     * Elements {@code first} to {@code first + n} of the nest whose first element is at {@code
     * base}.
     */
    void bring(int base, int first, int n) {
      if (direct) {
        at = base + first;
      } else {
        Runs.gather(kind, nest, operand, s.storage(), base, first, n, array, 0);
      }
    }
  }

  private static final class Reduction {
    private final ReduceLoop loop;
    private final Kind kind;
    private final Kind resultKind;
    private final boolean sums;
    private final Strided x;
    private final Strided out;

    /** The dimensions that stay: operand 0 is x, operand 1 the output. */
    private final Nest kept;

    /** The dimensions that go, in row-major order. */
    private final Nest row;

    private final int blocks;
    private final Object results;

    Reduction(ReduceLoop loop, Kind kind, boolean sums, Strided x, Strided out) {
      this.loop = loop;
      this.kind = kind;
      this.sums = sums;
      this.resultKind = kind == Kind.TRUTH ? Kind.LONG : kind;
      this.x = x;
      this.out = out;
      Strided stays = dimensions(x, out, x, true);
      this.kept = Nest.of(stays, dimensions(x, out, out, true));
      this.row = Nest.rowMajor(dimensions(x, out, x, false));
      this.blocks = blocks(row.numel);
      this.results = resultKind.newArray(Math.multiplyExact(blocks, kept.numel));
    }

    /** The view of {@code of} that has only the dimensions that are kept, or only the others. */
    private static Strided dimensions(Strided x, Strided out, Strided of, boolean keep) {
      int[] sizes = new int[x.dim()];
      int[] strides = new int[x.dim()];
      int n = 0;
      for (int d = 0; d < x.dim(); d++) {
        boolean reduced = out.size(d) == 1 && x.size(d) != 1;
        if (reduced != keep) {
          sizes[n] = x.size(d);
          strides[n++] = of.stride(d);
        }
      }
      return of.view(of.offset(), Arrays.copyOf(sizes, n), Arrays.copyOf(strides, n));
    }

    int length() {
      return row.numel;
    }

    void run() {
      boolean isNative = kind.isNative(x.dtype());
      boolean acrossColumns = isNative && kept.innerStride(0) == 1 && kept.inner() >= 4;
      boolean sideBySide = kept.inner() == kept.numel && kept.innerStride(0) == row.numel;
      if (sums && isNative && blocks == 1 && row.isDense(0) && sideBySide) {
        shortSums();
      } else if (acrossColumns && !row.isDense(0)) {
        columns();
      } else {
        rows();
      }
      mergeBlocks(loop, results, blocks, kept.numel);
    }

    /** Rows of one block, one behind the other: some at once. */
    private void shortSums() {
      NormLoop many = Loops.norm(kind);
      Object array = Kind.array(x.storage());
      Tasks.forRange(
          kept.numel,
          Tasks.unitsPerTask(row.numel, Tasks.HEAVY),
          (from, to) -> {
            Object lanes = kind.newArray(NormLoop.ABREAST * 2 * ReduceLoop.LANES);
            for (int o = from; o < to; o += NormLoop.ABREAST) {
              int count = Math.min(to - o, NormLoop.ABREAST);
              many.sums(array, x.offset() + o * row.numel, row.numel, count, row.numel, lanes);
              for (int r = 0; r < count; r++) {
                NormRows.set(results, o + r, many.total(lanes, r * 2 * ReduceLoop.LANES));
              }
            }
          });
    }

    private void rows() {
      int cost = Math.min(row.numel, ReduceLoop.BLOCK);
      Tasks.forRange(
          Math.multiplyExact(kept.numel, blocks),
          Tasks.unitsPerTask(cost, Tasks.LIGHT),
          (from, to) -> {
            Object lanes = resultKind.newArray(ReduceLoop.LANES);
            Source source = new Source(kind, row, 0, x);
            for (int u = from; u < to; u++) {
              int o = u / blocks;
              int block = u % blocks;
              int first = block * ReduceLoop.BLOCK;
              int count = Math.min(row.numel - first, ReduceLoop.BLOCK);
              source.bring(x.offset() + kept.distance(0, o), first, count);
              int to2 = block * kept.numel + o;
              loop.block(source.array, source.at, null, 0, count, lanes, results, to2);
            }
          });
    }

    /** Neighbouring results at once: x is read row by row, along the dimension in which it lies. */
    private void columns() {
      int inner = kept.inner();
      int tiles = (inner + COLUMNS - 1) / COLUMNS;
      int units = kept.numel / inner * tiles;
      long cost = (long) Math.min(row.numel, ReduceLoop.BLOCK) * Math.min(inner, COLUMNS);
      Object array = Kind.array(x.storage());
      Tasks.forRange(
          Math.multiplyExact(units, blocks),
          Tasks.unitsPerTask(cost, Tasks.LIGHT),
          (from, to) -> {
            Object lanes = resultKind.newArray(ReduceLoop.LANES * Math.min(inner, COLUMNS));
            int[] offsets = new int[Math.min(row.numel, ReduceLoop.BLOCK)];
            int known = -1;
            for (int u = from; u < to; u++) {
              int block = u / units;
              int first = block * ReduceLoop.BLOCK;
              int count = Math.min(row.numel - first, ReduceLoop.BLOCK);
              if (block != known) {
                for (int j = 0; j < count; j++) {
                  offsets[j] = row.distance(0, first + j);
                }
                known = block;
              }
              int column = u % units % tiles * COLUMNS;
              int width = Math.min(inner - column, COLUMNS);
              int o = u % units / tiles * inner + column;
              int at = x.offset() + kept.distance(0, o);
              loop.columns(array, at, offsets, count, width, lanes);
              System.arraycopy(lanes, 0, results, block * kept.numel + o, width);
            }
          });
    }

    /** Turns counts into 1 where at least {@code least} were found, else 0. */
    void compareCounts(long least) {
      long[] counts = (long[]) results;
      for (int i = 0; i < kept.numel; i++) {
        counts[i] = counts[i] >= least ? 1 : 0;
      }
    }

    void finish() {
      Runs.scatter(resultKind, kept, 1, results, 0, 0, kept.numel, out.storage(), out.offset());
    }
  }
}
