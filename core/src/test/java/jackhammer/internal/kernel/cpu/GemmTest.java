package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The matrix product keeps to its rule, bit for bit, however it is computed. */
@Tag("bits")
class GemmTest {
  private static final int[] NEAR_TILES = {1, 2, 5, 9, 13, 14, 15, 16, 27, 28, 29, 31, 33, 65};

  private final int threads = Workers.threads();

  /** The vector tiles are what is to be tested, whether C2 has got to them or not. */
  @BeforeAll
  static void vectorsAtOnce() {
    Gemm.F32.kernel.doNotWarmUp();
    Gemm.F64.kernel.doNotWarmUp();
  }

  @AfterEach
  void restore() {
    Workers.threads(threads);
  }

  record Shape(int m, int n, int k) {}

  static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (int m : NEAR_TILES) {
      for (int n : NEAR_TILES) {
        shapes.add(new Shape(m, n, 19));
      }
    }
    for (int k : new int[] {0, 1, 2, 7, 8, 255, 256, 257, 511, 512, 513, 2049}) {
      shapes.add(new Shape(1, 1, k));
      shapes.add(new Shape(1, 70, k));
      shapes.add(new Shape(70, 1, k));
      shapes.add(new Shape(17, 35, k));
    }
    // So few rows that B is read where it lies, row by row; several blocks of columns.
    for (int m = 1; m <= 5; m++) {
      shapes.add(new Shape(m, 1100 + 7 * m, 523));
    }
    shapes.add(new Shape(64, 120, 400));
    shapes.add(new Shape(120, 400, 64));
    shapes.add(new Shape(64, 400, 120));
    shapes.add(new Shape(64, 10, 84));
    shapes.add(new Shape(6, 784, 25));
    shapes.add(new Shape(6, 25, 6000));
    shapes.add(new Shape(200, 190, 300));
    shapes.add(new Shape(500, 40, 100));
    shapes.add(new Shape(258, 530, 300));
    return shapes;
  }

  /** Every way the operands can lie: contiguous along the index or along k, or packed before. */
  @Test
  void everyLayoutGivesTheRulesBits() {
    for (Shape s : shapes()) {
      float[] a = GemmReference.normal(s.m * s.k, 1);
      float[] b = GemmReference.normal(s.k * s.n, 2);
      float[] want = GemmReference.rule(s.m, s.n, s.k, a, b);
      BitsRecorder.record("gemm/f32/" + s, want);
      Panels[] lefts = {
        new Matrix(a, 0, s.k, 1), new Matrix(GemmReference.turned(a, s.m, s.k), 0, 1, s.m), null
      };
      Panels[] rights = {
        new Matrix(b, 0, 1, s.n), new Matrix(GemmReference.turned(b, s.k, s.n), 0, s.k, 1), null
      };
      lefts[2] = Gemm.F32.packRows(s.m, s.k, lefts[0]);
      rights[2] = Gemm.F32.packColumns(s.n, s.k, rights[1]);
      for (Panels left : lefts) {
        for (Panels right : rights) {
          float[] c = filled(s.m * s.n);
          Gemm.F32.multiply(s.m, s.n, s.k, left, right, new Out(c, 0, s.n), Epilogue.STORE);
          assertThat(c).as("%s %s %s", s, left, right).isEqualTo(want);
        }
      }
    }
  }

  @Test
  void float64GivesTheRulesBits() {
    List<Shape> shapes = shapes();
    for (int x = 0; x < shapes.size(); x += 3) {
      Shape s = shapes.get(x);
      double[] a = GemmReference.doubles(GemmReference.normal(s.m * s.k, 3));
      double[] b = GemmReference.doubles(GemmReference.normal(s.k * s.n, 4));
      double[] want = GemmReference.rule(s.m, s.n, s.k, a, b);
      BitsRecorder.record("gemm/f64/" + s, want);
      Panels left = new Matrix(a, 0, s.k, 1);
      for (Panels right :
          new Panels[] {
            new Matrix(b, 0, 1, s.n), Gemm.F64.packColumns(s.n, s.k, new Matrix(b, 0, 1, s.n))
          }) {
        double[] c = new double[s.m * s.n];
        Gemm.F64.multiply(s.m, s.n, s.k, left, right, new Out(c, 0, s.n), Epilogue.STORE);
        assertThat(c).as("%s", s).isEqualTo(want);
        double[] turned = new double[s.m * s.n];
        double[] back = new double[s.m * s.n];
        Gemm.F64.multiply(s.m, s.n, s.k, left, right, new Out(turned, 0, 1, s.m), Epilogue.STORE);
        for (int i = 0; i < s.m; i++) {
          for (int j = 0; j < s.n; j++) {
            back[i * s.n + j] = turned[j * s.m + i];
          }
        }
        assertThat(back).as("%s turned", s).isEqualTo(want);
      }
    }
  }

  @Test
  void plainLoopsGiveTheSameBits() {
    Gemm plain = new Gemm(new GemmF32());
    for (Shape s : shapes()) {
      float[] a = GemmReference.normal(s.m * s.k, 5);
      float[] b = GemmReference.normal(s.k * s.n, 6);
      float[] c = filled(s.m * s.n);
      plain.multiply(
          s.m,
          s.n,
          s.k,
          new Matrix(a, 0, s.k, 1),
          new Matrix(b, 0, 1, s.n),
          new Out(c, 0, s.n),
          Epilogue.STORE);
      assertThat(c).as("%s", s).isEqualTo(GemmReference.rule(s.m, s.n, s.k, a, b));
    }
  }

  @Test
  void aKernelThatWarmsUpGivesTheSameBits() {
    Gemm cold = new Gemm(Simd.load(GemmKernel.class, "GemmF32", "GemmF32Vector"));
    for (int round = 0; round < 30; round++) {
      float[] a = GemmReference.normal(64 * 300, round);
      float[] b = GemmReference.normal(300 * 70, -round);
      float[] c = filled(64 * 70);
      cold.multiply(
          64,
          70,
          300,
          new Matrix(a, 0, 300, 1),
          new Matrix(b, 0, 1, 70),
          new Out(c, 0, 70),
          Epilogue.STORE);
      assertThat(c).isEqualTo(GemmReference.rule(64, 70, 300, a, b));
    }
  }

  /** Tiles that are not compiled yet are part of the one that is, with rows of no meaning below. */
  @Test
  void oneCompiledTileServesForAllHeights() {
    GemmKernel kernel = Simd.load(GemmKernel.class, "GemmF32", "GemmF32Vector");
    kernel.doNotWarmUp(kernel.maxRows());
    Gemm gemm = new Gemm(kernel);
    for (int m = 1; m <= 2 * kernel.maxRows() + 1; m++) {
      float[] a = GemmReference.normal(m * 300, m);
      float[] b = GemmReference.normal(300 * 70, -m);
      float[] c = filled(m * 70);
      gemm.multiply(
          m,
          70,
          300,
          new Matrix(a, 0, 300, 1),
          new Matrix(b, 0, 1, 70),
          new Out(c, 0, 70),
          Epilogue.STORE);
      assertThat(c).as("%d rows", m).isEqualTo(GemmReference.rule(m, 70, 300, a, b));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void anyNumberOfThreads(int n) {
    Workers.threads(n);
    Shape[] shapes = {
      new Shape(131, 137, 300),
      new Shape(1, 700, 1000),
      new Shape(700, 1, 1000),
      new Shape(6, 25, 12_345),
      new Shape(25, 6, 12_345),
      new Shape(900, 33, 64),
      new Shape(33, 900, 64)
    };
    for (Shape s : shapes) {
      float[] a = GemmReference.normal(s.m * s.k, 7);
      float[] b = GemmReference.normal(s.k * s.n, 8);
      float[] want = GemmReference.rule(s.m, s.n, s.k, a, b);
      float[] c = filled(s.m * s.n);
      Gemm.F32.multiply(
          s.m,
          s.n,
          s.k,
          new Matrix(a, 0, s.k, 1),
          new Matrix(b, 0, 1, s.n),
          new Out(c, 0, s.n),
          Epilogue.STORE);
      assertThat(c).as("%s", s).isEqualTo(want);
    }
  }

  @Test
  void aRowAloneGivesTheBitsItHasInTheBatch() {
    int m = 37;
    int n = 75;
    int k = 600;
    float[] a = GemmReference.normal(m * k, 9);
    float[] b = GemmReference.normal(k * n, 10);
    float[] c = new float[m * n];
    Matrix right = new Matrix(b, 0, 1, n);
    Gemm.F32.multiply(m, n, k, new Matrix(a, 0, k, 1), right, new Out(c, 0, n), Epilogue.STORE);
    for (int i = 0; i < m; i++) {
      float[] row = new float[n];
      Gemm.F32.multiply(
          1, n, k, new Matrix(a, i * k, k, 1), right, new Out(row, 0, n), Epilogue.STORE);
      assertThat(row).isEqualTo(Arrays.copyOfRange(c, i * n, i * n + n));
    }
  }

  /** Normal data against float64: the bound follows from chains of 256 and the sum of chains. */
  @Test
  void closeToFloat64() {
    int m = 20;
    int n = 40;
    int k = 5000;
    float[] a = GemmReference.normal(m * k, 11);
    float[] b = GemmReference.normal(k * n, 12);
    float[] c = new float[m * n];
    Gemm.F32.multiply(
        m, n, k, new Matrix(a, 0, k, 1), new Matrix(b, 0, 1, n), new Out(c, 0, n), Epilogue.STORE);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double exact = 0;
        double size = 0;
        for (int x = 0; x < k; x++) {
          double product = (double) a[i * k + x] * b[x * n + j];
          exact += product;
          size += product * product;
        }
        assertThat(Math.abs(c[i * n + j] - exact)).isLessThan(4e-6 * Math.sqrt(size));
      }
    }
  }

  @Test
  void fuzzedStridesOffsetsAndEpilogues() {
    long seed = Seeds.next();
    Random r = new Random(seed);
    int rounds = Boolean.getBoolean("jackhammer.thorough") ? 20_000 : 400;
    for (int round = 0; round < rounds; round++) {
      int m = 1 + r.nextInt(40);
      int n = 1 + r.nextInt(80);
      int k = r.nextInt(4) == 0 ? 200 + r.nextInt(400) : r.nextInt(40);
      Strides sa = Strides.random(r, m, k);
      Strides sb = Strides.random(r, k, n);
      Strides sc = Strides.random(r, m, n);
      float[] a = GemmReference.normal(sa.length(), r.nextLong());
      float[] b = GemmReference.normal(sb.length(), r.nextLong());
      float[] c = GemmReference.normal(sc.length(), r.nextLong());
      float[] rowBias = GemmReference.normal(m + 3, r.nextLong());
      float[] columnBias = GemmReference.normal(n + 3, r.nextLong());
      boolean byRow = r.nextBoolean();
      boolean byColumn = !byRow && r.nextBoolean();
      Epilogue e =
          new Epilogue(
              r.nextInt(4) == 0,
              byRow ? rowBias : null,
              byRow ? 3 : 0,
              byColumn ? columnBias : null,
              byColumn ? 2 : 0,
              r.nextBoolean());
      float[] want = c.clone();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          int at = sc.at(i, j);
          float sum = e.accumulate() ? c[at] : 0;
          for (int k0 = 0; k0 < k; k0 += 256) {
            float chain = 0;
            for (int x = k0; x < Math.min(k, k0 + 256); x++) {
              chain = Math.fma(a[sa.at(i, x)], b[sb.at(x, j)], chain);
            }
            sum = k0 == 0 && !e.accumulate() ? chain : sum + chain;
          }
          sum += byRow ? rowBias[3 + i] : 0f;
          sum += byColumn ? columnBias[2 + j] : 0f;
          want[at] = e.relu() ? Math.max(sum, 0) : sum;
        }
      }
      Gemm.F32.multiply(
          m,
          n,
          k,
          new Matrix(a, sa.offset, sa.row, sa.column),
          new Matrix(b, sb.offset, sb.column, sb.row),
          new Out(c, sc.offset, sc.row, sc.column),
          e);
      assertThat(c).as("seed %d round %d", seed, round).isEqualTo(want);
    }
  }

  /** A layout of a matrix with gaps, by rows or by columns. */
  private record Strides(int rows, int columns, int offset, int row, int column) {
    static Strides random(Random r, int rows, int columns) {
      int inner = r.nextInt(3) == 0 ? 2 : 1;
      int gap = r.nextInt(3) == 0 ? r.nextInt(5) : 0;
      return r.nextBoolean()
          ? new Strides(rows, columns, r.nextInt(4), columns * inner + gap, inner)
          : new Strides(rows, columns, r.nextInt(4), inner, rows * inner + gap);
    }

    int at(int i, int j) {
      return offset + i * row + j * column;
    }

    int length() {
      return rows == 0 || columns == 0 ? offset : at(rows - 1, columns - 1) + 1;
    }
  }

  static List<int[]> batches() {
    return List.of(
        new int[] {3, 5, 7, 11}, new int[] {9, 64, 40, 300}, new int[] {2, 100, 130, 90});
  }

  @ParameterizedTest
  @MethodSource("batches")
  void batchesWithSharedOperands(int[] size) {
    int batch = size[0];
    int m = size[1];
    int n = size[2];
    int k = size[3];
    float[] a = GemmReference.normal(batch * m * k, 13);
    float[] b = GemmReference.normal(batch * k * n, 14);
    for (int shared = 0; shared < 3; shared++) {
      int aStep = shared == 1 ? 0 : m * k;
      int bStep = shared == 2 ? 0 : k * n;
      int[] ofA = new int[batch];
      int[] ofB = new int[batch];
      int[] ofC = new int[batch];
      for (int i = 0; i < batch; i++) {
        ofA[i] = i * aStep;
        ofB[i] = i * bStep;
        ofC[i] = (batch - 1 - i) * m * n;
      }
      float[] c = filled(batch * m * n);
      Gemm.F32.multiply(
          batch,
          m,
          n,
          k,
          new Matrix(a, 0, k, 1, aStep == 0 ? null : ofA),
          new Matrix(b, 0, 1, n, bStep == 0 ? null : ofB),
          new Out(c, 0, n, 1, Integer.MAX_VALUE, 0, ofC),
          Epilogue.STORE);
      for (int i = 0; i < batch; i++) {
        float[] want =
            GemmReference.rule(
                m,
                n,
                k,
                Arrays.copyOfRange(a, ofA[i], ofA[i] + m * k),
                Arrays.copyOfRange(b, ofB[i], ofB[i] + k * n));
        assertThat(Arrays.copyOfRange(c, ofC[i], ofC[i] + m * n)).isEqualTo(want);
      }
    }
  }

  /** What convolution does: columns (sample, pixel), an operand made while it is packed. */
  @Test
  void columnsInBlocksAndPanelsMadeOnTheWay() {
    int samples = 3;
    int pixels = 29;
    int m = 6;
    int k = 270;
    int n = samples * pixels;
    float[] a = GemmReference.normal(m * k, 15);
    float[] b = GemmReference.normal(k * n, 16);
    Panels made =
        new Panels() {
          @Override
          public void packRows(
              Object dst, int at, int batch, int first, int count, int k0, int kc) {
            throw new AssertionError("it is the right operand");
          }

          @Override
          public void packColumns(
              Object dst, int at, int width, int batch, int first, int count, int k0, int kc) {
            float[] d = (float[]) dst;
            for (int i = 0; i < count; i++) {
              for (int kk = 0; kk < kc; kk++) {
                d[at + i / width * (width * kc) + kk * width + i % width] =
                    b[(k0 + kk) * n + first + i];
              }
            }
          }
        };
    float[] bias = GemmReference.normal(m, 17);
    float[] c = filled(samples * m * pixels);
    Gemm.F32.multiply(
        m,
        n,
        k,
        new Matrix(a, 0, k, 1),
        made,
        new Out(c, 0, pixels, 1, pixels, m * pixels, null),
        Epilogue.rowBias(bias, 0));
    float[] want = GemmReference.rule(m, n, k, a, b);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(c[j / pixels * m * pixels + i * pixels + j % pixels])
            .isEqualTo(want[i * n + j] + bias[i]);
      }
    }
  }

  @Test
  void notANumberAndInfinityStayInTheirRowAndColumn() {
    int m = 30;
    int n = 50;
    int k = 300;
    float[] a = GemmReference.normal(m * k, 18);
    float[] b = GemmReference.normal(k * n, 19);
    a[4 * k + 7] = Float.NaN;
    a[9 * k + 260] = Float.POSITIVE_INFINITY;
    b[299 * n + 41] = Float.NEGATIVE_INFINITY;
    float[] want = GemmReference.rule(m, n, k, a, b);
    float[] c = filled(m * n);
    Gemm.F32.multiply(
        m, n, k, new Matrix(a, 0, k, 1), new Matrix(b, 0, 1, n), new Out(c, 0, n), Epilogue.STORE);
    BitsRecorder.record("gemm/f32/nonfinite", c);
    assertThat(c).isEqualTo(want);
    assertThat(c[4 * n]).isNaN();
    assertThat(c[5 * n]).isFinite();
    float[] relu = filled(m * n);
    Gemm.F32.multiply(
        m,
        n,
        k,
        new Matrix(a, 0, k, 1),
        new Matrix(b, 0, 1, n),
        new Out(relu, 0, n),
        Epilogue.STORE.withRelu());
    assertThat(relu[4 * n]).isNaN();
  }

  @Test
  void nothingToSumIsZeroAndNothingElseIsWritten() {
    float[] c = {9, 9, 9, 9, 9, 9, 9, 9};
    float[] none = {};
    Gemm.F32.multiply(
        2,
        3,
        0,
        new Matrix(none, 0, 0, 1),
        new Matrix(none, 0, 1, 3),
        new Out(c, 1, 4),
        Epilogue.columnBias(new float[] {1, 2, 3}, 0));
    assertThat(c).containsExactly(9, 1, 2, 3, 9, 1, 2, 3);
    Gemm.F32.multiply(
        0,
        3,
        2,
        new Matrix(none, 0, 2, 1),
        new Matrix(c, 0, 1, 3),
        new Out(c, 0, 3),
        Epilogue.STORE);
    Gemm.F32.multiply(
        3,
        0,
        2,
        new Matrix(c, 0, 2, 1),
        new Matrix(none, 0, 1, 0),
        new Out(c, 0, 0),
        Epilogue.STORE);
    assertThat(c).containsExactly(9, 1, 2, 3, 9, 1, 2, 3);
  }

  private static float[] filled(int n) {
    float[] c = new float[n];
    Arrays.fill(c, 77);
    return c;
  }
}
