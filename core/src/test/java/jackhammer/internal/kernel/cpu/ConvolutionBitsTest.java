package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The bits of the float32 convolutions: those of the plain loops that spell out the rules, with
 * plain and with vector tiles, on any number of threads, for a sample alone and inside a batch.
 */
@Tag("bits")
class ConvolutionBitsTest {
  private static final int CASES = Boolean.getBoolean("jackhammer.thorough") ? 3000 : 120;
  private static final int THREADS = Workers.threads();

  private final FloatConvolutions plain =
      new FloatConvolutions(new ConvPlain(), new Gemm(new GemmF32()));
  private final FloatConvolutions best = new FloatConvolutions(best(), new Gemm(bestProduct()));

  /** The kernel of this process, with vectors from the first call on. */
  private static ConvKernel best() {
    ConvKernel kernel = Simd.load(ConvKernel.class, "ConvPlain", "ConvVector");
    kernel.doNotWarmUp();
    return kernel;
  }

  private static GemmKernel bestProduct() {
    GemmKernel kernel = Simd.load(GemmKernel.class, "GemmF32", "GemmF32Vector");
    kernel.doNotWarmUp();
    return kernel;
  }

  @AfterEach
  void restoreThreads() {
    Workers.threads(THREADS);
  }

  @Test
  void randomShapesFollowTheRules() {
    long seed = Seeds.next();
    System.out.println("ConvolutionBitsTest.randomShapesFollowTheRules seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      check(ConvCase.random(random), random, " seed " + seed);
    }
  }

  /** Every way through the kernels: many channels, long sums, small and large planes, strides. */
  private static final List<ConvCase> SHAPES =
      List.of(
          ConvCase.square(3, 1, 28, 6, 5, 1, 2),
          ConvCase.square(5, 6, 14, 16, 5, 1, 0),
          ConvCase.square(2, 64, 19, 64, 3, 1, 1),
          ConvCase.square(3, 90, 7, 72, 3, 1, 1),
          ConvCase.square(2, 3, 33, 20, 7, 2, 3),
          ConvCase.square(2, 48, 15, 96, 1, 2, 0),
          ConvCase.square(1, 300, 12, 40, 1, 1, 0),
          ConvCase.square(9, 16, 5, 33, 5, 1, 0),
          ConvCase.square(2, 24, 9, 17, 3, 3, 2),
          ConvCase.square(40, 4, 6, 5, 3, 1, 1),
          ConvCase.square(1, 128, 7, 257, 3, 2, 1),
          // One position, which the kernel passes by.
          ConvCase.square(2, 3, 1, 4, 1, 3, 1),
          ConvCase.square(2, 512, 7, 600, 1, 2, 0),
          // Single cells: segments that end within planes, either operand turned, groups.
          ConvCase.square(3, 70, 13, 31, 1, 1, 0),
          ConvCase.square(9, 32, 8, 45, 1, 1, 0),
          ConvCase.square(1, 8, 33, 8, 1, 1, 0),
          ConvCase.of(
              5,
              36,
              new int[] {7, 11},
              60,
              new int[] {1, 1},
              new ConvArgs(
                  new int[] {1, 1}, new int[] {0, 0}, new int[] {0, 0}, new int[] {1, 1}, 3),
              true,
              false),
          ConvCase.of(
              2,
              32,
              new int[] {18, 17},
              32,
              new int[] {3, 3},
              new ConvArgs(
                  new int[] {1, 2}, new int[] {1, 0}, new int[] {2, 1}, new int[] {1, 1}, 32),
              true,
              true),
          depthwise(3, 40, 14, 1, 3, 1, 1, 1),
          depthwise(2, 19, 7, 1, 3, 1, 1, 1),
          depthwise(3, 16, 8, 1, 3, 1, 2, 2),
          depthwise(2, 37, 14, 1, 3, 2, 1, 1),
          depthwise(2, 19, 4, 1, 3, 1, 1, 1),
          depthwise(5, 11, 2, 1, 3, 1, 1, 1),
          ConvCase.of(
              2,
              21,
              new int[] {9, 4},
              21,
              new int[] {3, 3},
              new ConvArgs(
                  new int[] {3, 1}, new int[] {2, 0}, new int[] {0, 2}, new int[] {2, 1}, 21),
              true,
              true),
          depthwise(2, 5, 66, 1, 3, 2, 1, 1),
          depthwise(1, 3, 150, 1, 5, 1, 2, 1),
          depthwise(2, 17, 29, 2, 5, 2, 2, 1),
          depthwise(2, 6, 20, 3, 3, 1, 2, 2),
          depthwise(3, 4, 11, 4, 1, 2, 0, 1),
          depthwise(2, 4, 13, 1, 7, 3, 3, 1),
          ConvCase.of(
              3,
              20,
              new int[] {400},
              20,
              new int[] {9},
              new ConvArgs(new int[] {1}, new int[] {8}, new int[] {0}, new int[] {1}, 20),
              true,
              false),
          ConvCase.of(
              2,
              10,
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
              new int[] {700},
              15,
              new int[] {9},
              new ConvArgs(new int[] {1}, new int[] {8}, new int[] {0}, new int[] {1}, 5),
              true,
              false));

  /** Square planes, each with so many kernels of its own. */
  private static ConvCase depthwise(
      int n,
      int channels,
      int size,
      int multiplier,
      int kernel,
      int stride,
      int pad,
      int dilation) {
    int[] p = {pad, pad};
    ConvArgs args =
        new ConvArgs(new int[] {stride, stride}, p, p, new int[] {dilation, dilation}, channels);
    int[] in = {size, size};
    int[] k = {kernel, kernel};
    boolean relu = multiplier == 2;
    return ConvCase.of(n, channels, in, channels * multiplier, k, args, size % 2 == 0, relu);
  }

  @Test
  void chosenShapesFollowTheRules() {
    Random random = new Random(7);
    for (ConvCase c : SHAPES) {
      check(c, random, "");
    }
  }

  @Test
  void plainLoopsForTheShapeOfVectorsGiveTheSame() {
    // What runs before the vector loops are compiled, and what a run mixes with them meanwhile.
    FloatConvolutions waiting =
        new FloatConvolutions(new ConvPlain(8, 1, 2, 4, 6), new Gemm(new GemmF32(8, 1, 3)));
    Random random = new Random(12);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      Result rules = o.rules();
      Result r = o.run(waiting);
      assertSame(rules.y, r.y, c.toString());
      assertSame(rules.gx, r.gx, "gx " + c);
      assertSame(rules.gw, r.gw, "gw " + c);
    }
  }

  @Test
  void everyWidthAndMachineGivesTheSame() {
    Random random = new Random(8);
    int i = 0;
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      Result r = o.run(best);
      BitsRecorder.record("conv/" + i + "/y", r.y);
      BitsRecorder.record("conv/" + i + "/gx", r.gx);
      BitsRecorder.record("conv/" + i + "/gw", r.gw);
      i++;
    }
  }

  @Test
  void aSampleAloneIsTheSampleInTheBatch() {
    Random random = new Random(9);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      Result batch = o.run(best);
      for (int n = 0; n < c.xSize()[0]; n++) {
        Result alone = o.sample(n).run(best);
        assertSame(part(batch.y, n, alone.y.length), alone.y, c + " sample " + n);
        assertSame(part(batch.gx, n, alone.gx.length), alone.gx, c + " gradient, sample " + n);
      }
    }
  }

  @Test
  void aKeptWeightIsPackedAgainWhenItChanges() {
    Random random = new Random(13);
    ConvCase c = ConvCase.square(2, 40, 7, 33, 1, 1, 0);
    Operands shared = new Operands(c, random);
    Strided w = Strided.empty(DType.FLOAT32, c.wSize());
    Operands o = new Operands(c, shared.x, w, shared.b, shared.g);
    float[] numbers = w.storage().floats();
    for (int change = 0; change < 2; change++) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = random.nextFloat() - 0.5f;
      }
      w.storage().changed();
      Result rules = o.rules();
      for (int use = 0; use < 4; use++) {
        Result r = o.run(best);
        String when = "change " + change + ", use " + use;
        assertSame(rules.y, r.y, when);
        assertSame(rules.gx, r.gx, "gx " + when);
      }
    }
  }

  @Test
  void infinitiesMeetThePaddingToo() {
    // Padding cells take part: an infinite weight times their zero is NaN, in every form.
    Random random = new Random(10);
    ConvCase c = ConvCase.square(2, 5, 9, 6, 3, 1, 1);
    Operands o = new Operands(c, random);
    o.w.storage().floats()[4] = Float.POSITIVE_INFINITY;
    o.w.storage().floats()[70] = Float.NaN;
    Result rules = o.rules();
    assertSame(rules.y, o.run(best).y, "infinite weight");
    assertSame(rules.gx, o.run(best).gx, "infinite weight");
  }

  @Test
  void longWeightGradientsAreDoneInRounds() {
    Random random = new Random(11);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      float[] expected = o.rules().gw;
      float[] got = new float[expected.length];
      new WeightGradient(new ConvPlain(), c.shape(), 1)
          .run(o.g.storage().floats(), o.g.offset(), o.x.storage().floats(), o.x.offset(), got, 0);
      assertSame(expected, got, "rounds of " + c);
      if (PixelGradient.takes(c.shape())) {
        Arrays.fill(got, Float.NaN);
        new PixelGradient(bestProduct(), c.shape(), 1)
            .run(
                o.g.storage().floats(), o.g.offset(), o.x.storage().floats(), o.x.offset(), got, 0);
        assertSame(expected, got, "rounds of single cells of " + c);
      }
    }
  }

  private void check(ConvCase c, Random random, String what) {
    Operands o = new Operands(c, random);
    Result rules = o.rules();
    for (int threads : new int[] {1, 2, 3, 7}) {
      Workers.threads(threads);
      Result r = o.run(best);
      String where = c + what + ", threads " + threads;
      assertSame(rules.y, r.y, where);
      assertSame(rules.gx, r.gx, "gx " + where);
      assertSame(rules.gw, r.gw, "gw " + where);
    }
    Result r = o.run(plain);
    assertSame(rules.y, r.y, "plain " + c + what);
    assertSame(rules.gx, r.gx, "plain gx " + c + what);
    assertSame(rules.gw, r.gw, "plain gw " + c + what);
  }

  private record Result(float[] y, float[] gx, float[] gw) {}

  /** Operands that do not begin at the start of their arrays, as views do not. */
  private record Operands(ConvCase c, Strided x, Strided w, Strided b, Strided g) {
    Operands(ConvCase c, Random random) {
      this(
          c,
          shifted(ConvCase.fill(DType.FLOAT32, c.xSize(), random), 5),
          shifted(ConvCase.fill(DType.FLOAT32, c.wSize(), random), 3),
          c.bias()
              ? shifted(ConvCase.fill(DType.FLOAT32, new int[] {c.wSize()[0]}, random), 1)
              : null,
          shifted(ConvCase.fill(DType.FLOAT32, c.ySize(), random), 0));
    }

    private static Strided shifted(Strided t, int by) {
      float[] a = new float[t.numel() + by];
      System.arraycopy(t.storage().floats(), 0, a, by, t.numel());
      Strided s = Strided.of(Storage.wrap(DType.FLOAT32, a), t.sizes());
      return s.view(by, t.sizes(), t.strides());
    }

    Operands sample(int n) {
      int[] x1 = c.xSize().clone();
      int[] y1 = c.ySize().clone();
      x1[0] = 1;
      y1[0] = 1;
      ConvCase one = new ConvCase(x1, c.wSize(), y1, c.args(), c.bias(), c.relu());
      return new Operands(one, x.narrow(0, n, 1), w, b, g.narrow(0, n, 1));
    }

    Result run(FloatConvolutions f) {
      ConvShape s = c.shape();
      Strided y = ConvolutionsTest.garbage(DType.FLOAT32, c.ySize());
      Strided gx = ConvolutionsTest.garbage(DType.FLOAT32, c.xSize());
      Strided gw = ConvolutionsTest.garbage(DType.FLOAT32, c.wSize());
      f.forward(s, x, w, b, c.relu(), y);
      f.backwardData(s, g, w, gx);
      f.backwardWeight(s, g, x, gw);
      return new Result(y.storage().floats(), gx.storage().floats(), gw.storage().floats());
    }

    Result rules() {
      ConvShape s = c.shape();
      Strided y = ConvolutionsTest.garbage(DType.FLOAT32, c.ySize());
      Strided gx = ConvolutionsTest.garbage(DType.FLOAT32, c.xSize());
      Strided gw = ConvolutionsTest.garbage(DType.FLOAT32, c.wSize());
      FloatConvLoops.forward(s, x, w, b, c.relu(), y);
      FloatConvLoops.backwardData(s, g, w, gx);
      FloatConvLoops.backwardWeight(s, g, x, gw);
      return new Result(y.storage().floats(), gx.storage().floats(), gw.storage().floats());
    }
  }

  private static float[] part(float[] a, int n, int length) {
    return Arrays.copyOfRange(a, n * length, (n + 1) * length);
  }

  private static void assertSame(float[] expected, float[] got, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(got[i])) {
        throw new AssertionError(
            "element " + i + ": expected " + expected[i] + " but was " + got[i] + ", " + what);
      }
    }
  }
}
