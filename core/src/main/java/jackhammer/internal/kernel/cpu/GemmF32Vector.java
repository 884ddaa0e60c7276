package jackhammer.internal.kernel.cpu;

// Twins: Double

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The float matrix product's loops with vectors; loaded by name, through {@link Simd}. */
final class GemmF32Vector extends GemmF32 {
  private static final VectorSpecies<Float> S =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.bits()));
  private static final int L = S.length();

  /** Rounds of a loop on trial. */
  private static final int TRIAL = 8;

  private final TileWarmUp tiles;

  private final Warmed copying =
      new Warmed(
          1_500,
          () -> {
            float[] x = new float[TRIAL * 2 * L];
            float[] y = new float[TRIAL * 2 * L];
            return () -> {
              GemmF32Packing.copyTile(x, 0, 2 * L, y, 0, 2 * L, TRIAL);
              GemmF32Packing.copyNarrow(x, 0, 2 * L, y, 0, 2 * L, 2 * L - 1, TRIAL);
            };
          });

  private final Warmed transposing =
      new Warmed(
          4_000,
          () -> {
            float[] x = new float[4 * TRIAL * TRIAL];
            float[] y = new float[4 * TRIAL * TRIAL];
            return () ->
                GemmF32Packing.transpose(
                    x, 0, 2 * TRIAL, y, 0, 2 * TRIAL, 2 * TRIAL - 1, 2 * TRIAL - 1);
          });

  private final Warmed sweeping =
      new Warmed(
          2_000,
          () -> {
            int n = 2 * L + 1;
            int kc = GemmF32Sweep.ABREAST + 1;
            float[] x = new float[n * kc];
            float[] y = new float[n];
            return () -> GemmF32Sweep.sweep(1, kc, x, 0, x, 0, n, y, 0, n, n);
          });

  private final Warmed adding =
      new Warmed(
          1_500,
          () -> {
            float[] x = new float[TRIAL * 2 * L];
            float[] y = new float[TRIAL * 2 * L];
            return () -> {
              addWide(x, 0, 2 * L, TRIAL, y, 0, 2 * L);
              add(x, 0, y, 0, TRIAL * L + 1);
            };
          });

  private final Warmed finishing =
      new Warmed(
          1_500,
          () -> {
            float[] c = new float[TRIAL * L];
            float[] x = new float[TRIAL * L];
            return () -> {
              addEach(c, 0, x, 0, TRIAL * L);
              addOne(c, 0, 0, TRIAL * L);
              relu(c, 0, TRIAL * L);
            };
          });

  GemmF32Vector() {
    super(
        GemmF32Tiles.COLUMNS,
        Simd.registers() == 32
            ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14}
            : new int[] {1, 2, 3, 4, 5});
    tiles = new TileWarmUp(this);
  }

  @Override
  void tile(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object s,
      int so,
      int lds,
      Object c,
      int co,
      int ldc) {
    if (tiles.compiled(rows, kc)) {
      vectorTile(rows, kc, a, ao, b, bo, ldb, s, so, lds, c, co, ldc);
      return;
    }
    int higher = tiles.higher(rows);
    if (higher > 0 && ao + (higher - 1) * ROW + kc <= length(a)) {
      float[] t = new float[higher * columns];
      vectorTile(higher, kc, a, ao, b, bo, ldb, null, 0, 0, t, 0, columns);
      plus(t, (float[]) s, so, lds, (float[]) c, co, ldc, rows);
    } else {
      super.tile(rows, kc, a, ao, b, bo, ldb, s, so, lds, c, co, ldc);
    }
  }

  /** C = S + T, or T where there is no S. */
  private static void plus(
      float[] t, float[] s, int so, int lds, float[] c, int co, int ldc, int rows) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 2 * L; j++) {
        float x = t[i * 2 * L + j];
        c[co + i * ldc + j] = s == null ? x : s[so + i * lds + j] + x;
      }
    }
  }

  @Override
  void vectorTile(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object s,
      int so,
      int lds,
      Object c,
      int co,
      int ldc) {
    GemmF32Tiles.tile(
        rows,
        kc,
        (float[]) a,
        ao,
        (float[]) b,
        bo,
        ldb,
        (float[]) s,
        so,
        lds,
        (float[]) c,
        co,
        ldc);
  }

  @Override
  void sweep(
      int rows,
      int kc,
      Object a,
      int ao,
      Object b,
      int bo,
      int ldb,
      Object c,
      int co,
      int ldc,
      int n) {
    if (!sweeping.ready((long) rows * kc * n)) {
      super.sweep(rows, kc, a, ao, b, bo, ldb, c, co, ldc, n);
      return;
    }
    float[] fb = (float[]) b;
    GemmF32Sweep.sweep(rows, kc, (float[]) a, ao, fb, bo, ldb, (float[]) c, co, ldc, n);
  }

  @Override
  void warmUp() {
    tiles.begin(maxRows());
  }

  @Override
  void doNotWarmUp(int rows) {
    tiles.skip(rows);
  }

  @Override
  void doNotWarmUp() {
    for (int rows : heights) {
      tiles.skip(rows);
    }
    copying.skip();
    transposing.skip();
    sweeping.skip();
    adding.skip();
    finishing.skip();
  }

  @Override
  void scatter(
      Object t,
      int to,
      int ldt,
      int rows,
      int cols,
      Object c,
      int co,
      int rowStride,
      int columnStride,
      boolean add) {
    if (!add || columnStride != 1 || !adding.ready((long) rows * cols)) {
      super.scatter(t, to, ldt, rows, cols, c, co, rowStride, columnStride, add);
    } else if (cols == 2 * L) {
      addWide((float[]) t, to, ldt, rows, (float[]) c, co, rowStride);
    } else {
      for (int i = 0; i < rows; i++) {
        add((float[]) t, to + i * ldt, (float[]) c, co + i * rowStride, cols);
      }
    }
  }

  /** A tile of full width. */
  private static void addWide(float[] x, int from, int ldt, int rows, float[] y, int to, int ldy) {
    for (int i = 0; i < rows; i++, from += ldt, to += ldy) {
      FloatVector p = FloatVector.fromArray(S, y, to).add(FloatVector.fromArray(S, x, from));
      FloatVector q =
          FloatVector.fromArray(S, y, to + L).add(FloatVector.fromArray(S, x, from + L));
      p.intoArray(y, to);
      q.intoArray(y, to + L);
    }
  }

  private static void add(float[] x, int from, float[] y, int to, int count) {
    int j = 0;
    for (; j <= count - L; j += L) {
      FloatVector sum =
          FloatVector.fromArray(S, y, to + j).add(FloatVector.fromArray(S, x, from + j));
      sum.intoArray(y, to + j);
    }
    for (; j < count; j++) {
      y[to + j] += x[from + j];
    }
  }

  @Override
  void pack(
      Object dst,
      int at,
      int width,
      Object src,
      int from,
      int indexStride,
      int kStride,
      int count,
      int kc) {
    float[] d = (float[]) dst;
    float[] s = (float[]) src;
    if (indexStride == 1 && GemmF32Packing.copies(count)) {
      if (count > 2 * L || !copying.ready((long) count * kc)) {
        GemmF32Packing.copyRows(s, from, kStride, d, at, width, count, kc);
      } else if (count == 2 * L) {
        GemmF32Packing.copyTile(s, from, kStride, d, at, width, kc);
      } else {
        GemmF32Packing.copyNarrow(s, from, kStride, d, at, width, count, kc);
      }
    } else if (kStride == 1
        && GemmF32Packing.transposes(count, kc)
        && transposing.ready((long) count * kc)) {
      GemmF32Packing.transpose(s, from, indexStride, d, at, width, count, kc);
    } else {
      super.pack(dst, at, width, src, from, indexStride, kStride, count, kc);
    }
  }

  @Override
  void finish(
      Epilogue e,
      int row0,
      int col0,
      int rows,
      int cols,
      Object c,
      int co,
      int rowStride,
      int columnStride) {
    // Whole vectors here, the columns that are left in the plain loops.
    int whole = columnStride == 1 && finishing.ready((long) rows * cols) ? cols - cols % L : 0;
    if (whole > 0) {
      float[] fc = (float[]) c;
      float[] columnBias = (float[]) e.columnBias();
      float[] rowBias = (float[]) e.rowBias();
      for (int i = 0; i < rows; i++) {
        int at = co + i * rowStride;
        if (columnBias != null) {
          addEach(fc, at, columnBias, e.columnBiasOffset() + col0, whole);
        } else if (rowBias != null) {
          addOne(fc, at, rowBias[e.rowBiasOffset() + row0 + i], whole);
        }
        if (e.relu()) {
          relu(fc, at, whole);
        }
      }
    }
    if (whole < cols) {
      super.finish(
          e,
          row0,
          col0 + whole,
          rows,
          cols - whole,
          c,
          co + whole * columnStride,
          rowStride,
          columnStride);
    }
  }

  private static void addEach(float[] c, int at, float[] x, int from, int count) {
    for (int j = 0; j < count; j += L) {
      FloatVector.fromArray(S, c, at + j)
          .add(FloatVector.fromArray(S, x, from + j))
          .intoArray(c, at + j);
    }
  }

  private static void addOne(float[] c, int at, float x, int count) {
    for (int j = 0; j < count; j += L) {
      FloatVector.fromArray(S, c, at + j).add(x).intoArray(c, at + j);
    }
  }

  /** What is less than or equal to zero becomes +0; NaN is neither and stays. */
  private static void relu(float[] c, int at, int count) {
    FloatVector zero = FloatVector.zero(S);
    for (int j = 0; j < count; j += L) {
      FloatVector x = FloatVector.fromArray(S, c, at + j);
      x.blend(zero, x.compare(VectorOperators.LE, zero)).intoArray(c, at + j);
    }
  }
}
