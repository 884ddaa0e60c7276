package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bits of the float64 convolutions: those of plain loops, on any number of threads. */
@Tag("bits")
class DoubleConvolutionsTest {
  private static final int CASES = Boolean.getBoolean("jackhammer.thorough") ? 3000 : 120;
  private static final int THREADS = Workers.threads();

  /** Long sums, strides beyond the kernel, groups, depth, padding on one side only. */
  private static final List<ConvCase> SHAPES =
      List.of(
          ConvCase.square(3, 1, 28, 6, 5, 1, 2),
          ConvCase.square(2, 64, 9, 40, 3, 1, 1),
          ConvCase.square(2, 3, 33, 20, 7, 2, 3),
          ConvCase.square(2, 24, 15, 18, 1, 2, 0),
          ConvCase.square(2, 5, 14, 7, 2, 3, 1),
          ConvCase.square(1, 300, 6, 40, 1, 1, 0),
          ConvCase.of(
              2,
              19,
              new int[] {14, 11},
              38,
              new int[] {3, 3},
              new ConvArgs(
                  new int[] {1, 2}, new int[] {1, 0}, new int[] {2, 1}, new int[] {1, 1}, 19),
              true,
              true),
          ConvCase.of(
              2,
              6,
              new int[] {6, 11, 12},
              7,
              new int[] {2, 3, 3},
              new ConvArgs(
                  new int[] {1, 1, 2},
                  new int[] {0, 1, 1},
                  new int[] {1, 1, 1},
                  new int[] {1, 2, 1},
                  1),
              false,
              true),
          ConvCase.of(
              3,
              20,
              new int[] {300},
              15,
              new int[] {9},
              new ConvArgs(new int[] {1}, new int[] {8}, new int[] {0}, new int[] {1}, 5),
              true,
              false));

  private record Result(double[] y, double[] gx, double[] gw) {}

  private interface Convolution {
    void run(Operands o, ConvShape s, Strided y, Strided gx, Strided gw);
  }

  /** Operands that do not begin at the start of their arrays. */
  private record Operands(ConvCase c, Strided x, Strided w, Strided b, Strided g) {
    Operands(ConvCase c, Random random) {
      this(
          c,
          shifted(c.xSize(), 5, random),
          shifted(c.wSize(), 3, random),
          c.bias() ? shifted(new int[] {c.wSize()[0]}, 1, random) : null,
          shifted(c.ySize(), 2, random));
    }

    private static Strided shifted(int[] size, int by, Random random) {
      Strided t = ConvCase.fill(DType.FLOAT64, size, random);
      double[] a = new double[t.numel() + by];
      System.arraycopy(t.storage().doubles(), 0, a, by, t.numel());
      return Strided.of(Storage.wrap(DType.FLOAT64, a), size).view(by, size, t.strides());
    }

    Result run(Convolution f) {
      Strided y = ConvolutionsTest.garbage(DType.FLOAT64, c.ySize());
      Strided gx = ConvolutionsTest.garbage(DType.FLOAT64, c.xSize());
      Strided gw = ConvolutionsTest.garbage(DType.FLOAT64, c.wSize());
      f.run(this, c.shape(), y, gx, gw);
      return new Result(y.storage().doubles(), gx.storage().doubles(), gw.storage().doubles());
    }
  }

  private static void rules(Operands o, ConvShape s, Strided y, Strided gx, Strided gw) {
    DoubleConvLoops.forward(s, o.x, o.w, o.b, o.c.relu(), y);
    DoubleConvLoops.backwardData(s, o.g, o.w, gx);
    DoubleConvLoops.backwardWeight(s, o.g, o.x, gw);
  }

  private static void products(Operands o, ConvShape s, Strided y, Strided gx, Strided gw) {
    DoubleConvolutions.forward(s, o.x, o.w, o.b, o.c.relu(), y);
    DoubleConvolutions.backwardData(s, o.g, o.w, gx);
    DoubleConvolutions.backwardWeight(s, o.g, o.x, gw);
  }

  @AfterEach
  void restoreThreads() {
    Workers.threads(THREADS);
  }

  @Test
  void randomShapesFollowTheRules() {
    long seed = Seeds.next();
    System.out.println("DoubleConvolutionsTest.randomShapesFollowTheRules seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      check(new Operands(ConvCase.random(random), random), " seed " + seed);
    }
  }

  @Test
  void chosenShapesFollowTheRules() {
    Random random = new Random(7);
    for (ConvCase c : SHAPES) {
      check(new Operands(c, random), "");
    }
  }

  @Test
  void infinitiesMeetThePaddingToo() {
    Operands o = new Operands(ConvCase.square(2, 5, 9, 6, 3, 1, 1), new Random(10));
    o.w.storage().doubles()[4] = Double.POSITIVE_INFINITY;
    o.w.storage().doubles()[70] = Double.NaN;
    check(o, "infinite weight");
  }

  @Test
  void everyWidthAndMachineGivesTheSame() {
    Random random = new Random(8);
    for (int i = 0; i < SHAPES.size(); i++) {
      Result r = new Operands(SHAPES.get(i), random).run(DoubleConvolutionsTest::products);
      BitsRecorder.record("conv64/" + i + "/y", r.y);
      BitsRecorder.record("conv64/" + i + "/gx", r.gx);
      BitsRecorder.record("conv64/" + i + "/gw", r.gw);
    }
  }

  private static void check(Operands o, String what) {
    Result rules = o.run(DoubleConvolutionsTest::rules);
    for (int threads : new int[] {1, 2, 3, 7}) {
      Workers.threads(threads);
      Result r = o.run(DoubleConvolutionsTest::products);
      String where = o.c + what + ", threads " + threads;
      assertSame(rules.y, r.y, where);
      assertSame(rules.gx, r.gx, "gx " + where);
      assertSame(rules.gw, r.gw, "gw " + where);
    }
  }

  private static void assertSame(double[] expected, double[] got, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(got[i])) {
        throw new AssertionError(
            "element " + i + ": expected " + expected[i] + " but was " + got[i] + ", " + what);
      }
    }
  }
}
