package jackhammer.internal.kernel.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Winograd's convolutions: values against the definition in double precision; bits with plain and
 * with vector loops, on any number of threads, for a sample alone and inside a batch.
 */
@Tag("bits")
class WinogradBitsTest {
  private static final int THREADS = Workers.threads();

  private static final ConvKernel COPIES = Simd.load(ConvKernel.class, "ConvPlain", "ConvVector");
  private static final ChainProduct PRODUCTS =
      Simd.load(ChainProduct.class, "ChainProduct", "ChainProductVector");

  /** One form: with plain loops, with those that run before vector loops are compiled, the best. */
  private record Form(String name, Winograd plain, Winograd waiting, Winograd best) {
    Form(String name, WinogradKernel plain, WinogradKernel waiting) {
      this(
          name,
          new Winograd(plain, new ChainProduct(), new ConvPlain()),
          new Winograd(waiting, new ChainProduct(8, 2, 3), new ConvPlain()),
          best(name));
    }

    /** With vectors from the first call on. */
    private static Winograd best(String name) {
      WinogradKernel kernel = Simd.load(WinogradKernel.class, name + "Plain", name + "Vector");
      kernel.doNotWarmUp();
      PRODUCTS.doNotWarmUp();
      COPIES.doNotWarmUp();
      return new Winograd(kernel, PRODUCTS, COPIES);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form("Winograd4", new Winograd4Plain(), new Winograd4Plain(8)),
          new Form("Winograd2", new Winograd2Plain(), new Winograd2Plain(8)));

  /**
   * Channels that fill vectors and do not, one to many chains and segments, planes of all sizes.
   */
  private static final List<ConvCase> SHAPES =
      List.of(
          ConvCase.square(2, 64, 19, 64, 3, 1, 1),
          ConvCase.square(3, 33, 8, 40, 3, 1, 1),
          ConvCase.square(1, 1, 1, 1, 3, 1, 1),
          ConvCase.square(2, 3, 3, 5, 3, 1, 0),
          ConvCase.square(2, 7, 2, 9, 3, 1, 2),
          ConvCase.square(5, 300, 5, 70, 3, 1, 1),
          ConvCase.square(9, 16, 7, 33, 3, 1, 1),
          ConvCase.square(1, 31, 34, 3, 3, 1, 2),
          ConvCase.square(2, 100, 13, 32, 3, 1, 0),
          rectangle(2, 20, 6, 41, 17, 0, 2, 1, 1, true),
          rectangle(1, 65, 21, 4, 48, 3, 0, 0, 1, false),
          rectangle(2, 40, 12, 12, 24, 1, 1, 4, 1, true),
          volume(2, 40, new int[] {5, 9, 13}, 33, new int[] {3, 3, 3}, 1, 1),
          volume(1, 300, new int[] {3, 5, 6}, 20, new int[] {3, 3, 3}, 1, 1),
          volume(3, 5, new int[] {1, 4, 4}, 7, new int[] {2, 3, 3}, 3, 4),
          volume(2, 17, new int[] {9, 6, 30}, 24, new int[] {4, 3, 3}, 0, 2),
          volume(2, 20, new int[] {4, 8, 8}, 18, new int[] {1, 3, 3}, 0, 0),
          volume(2, 9, new int[] {2, 7, 5}, 34, new int[] {1, 3, 3}, 2, 1),
          volume(1, 64, new int[] {12, 28, 28}, 16, new int[] {3, 3, 3}, 1, 1));

  /** Padded in depth as said, else by 1. */
  private static ConvCase volume(
      int n, int ic, int[] size, int oc, int[] kernel, int front, int back) {
    int[] one = {1, 1, 1};
    ConvArgs args = new ConvArgs(one, new int[] {front, 1, 1}, new int[] {back, 1, 1}, one, 1);
    return ConvCase.of(n, ic, size, oc, kernel, args, true, false);
  }

  private static ConvCase rectangle(
      int n,
      int ic,
      int height,
      int width,
      int oc,
      int top,
      int bottom,
      int left,
      int right,
      boolean relu) {
    ConvArgs args =
        new ConvArgs(
            new int[] {1, 1},
            new int[] {top, left},
            new int[] {bottom, right},
            new int[] {1, 1},
            1);
    return ConvCase.of(n, ic, new int[] {height, width}, oc, new int[] {3, 3}, args, !relu, relu);
  }

  @AfterEach
  void restoreThreads() {
    Workers.threads(THREADS);
  }

  @Test
  void valuesAreThoseOfTheDefinition() {
    Random random = new Random(1);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      double[] w = ConvCase.doubles(o.w);
      double[] g = ConvCase.doubles(o.g);
      double[] b = o.b == null ? null : ConvCase.doubles(o.b);
      double[] y = c.forward(ConvCase.doubles(o.x), w, b);
      double[] gx = c.backwardData(g, w);
      for (Form f : FORMS) {
        Result r = o.run(f.best);
        assertClose(y, r.y, c.shape().ic * c.shape().taps, f.name + " " + c);
        assertClose(gx, r.gx, c.shape().oc * c.shape().taps, f.name + " gx " + c);
      }
    }
  }

  /**
   * Three times the largest error of F(4 x 4, 3 x 3) with normal numbers, in terms of their rms.
   */
  private static void assertClose(double[] expected, float[] got, int products, String what) {
    double bound = 1e-5 * Math.sqrt(products);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - got[i]) <= bound)) {
        throw new AssertionError(
            "element " + i + ": expected " + expected[i] + " but was " + got[i] + ", " + what);
      }
    }
  }

  @Test
  void threadsAndLoopsGiveTheSame() {
    Random random = new Random(2);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      for (Form f : FORMS) {
        Result expected = o.run(f.plain);
        assertSame(expected, o.run(f.waiting), f.name + " " + c + ", waiting");
        for (int threads : new int[] {1, 2, 3, 7}) {
          Workers.threads(threads);
          assertSame(expected, o.run(f.best), f.name + " " + c + ", threads " + threads);
        }
      }
    }
  }

  @Test
  void everyWidthAndMachineGivesTheSame() {
    Random random = new Random(4);
    int i = 0;
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      for (Form f : FORMS) {
        Result r = o.run(f.best);
        BitsRecorder.record(f.name + "/" + i + "/y", r.y);
        BitsRecorder.record(f.name + "/" + i + "/gx", r.gx);
      }
      i++;
    }
  }

  @Test
  void aSampleAloneIsTheSampleInTheBatch() {
    Random random = new Random(5);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      for (Form f : FORMS) {
        Result batch = o.run(f.best);
        for (int n = 0; n < c.xSize()[0]; n++) {
          Result alone = o.sample(n).run(f.best);
          Result part = new Result(part(batch.y, n, alone.y), part(batch.gx, n, alone.gx));
          assertSame(part, alone, f.name + " " + c + " sample " + n);
        }
      }
    }
  }

  private static float[] part(float[] a, int n, float[] sample) {
    return Arrays.copyOfRange(a, n * sample.length, (n + 1) * sample.length);
  }

  @Test
  void transformedWeightsAreKeptUntilTheWeightChanges() {
    Random random = new Random(6);
    ConvCase c = ConvCase.square(1, 20, 9, 17, 3, 1, 1);
    Operands o = new Operands(c, random);
    Strided own = Strided.empty(DType.FLOAT32, c.wSize());
    Copies.copy(o.w, own);
    Operands kept = new Operands(c, o.x, own, o.b, o.g);
    Winograd best = FORMS.getFirst().best;
    Result first = kept.run(best);
    assertSame(first, kept.run(best), "kept");
    own.storage().floats()[0] += 1;
    own.storage().changed();
    assertThat(kept.run(best).y).isNotEqualTo(first.y);
  }

  /** First transformed for each block, or as a whole; then as a whole; then kept. */
  @Test
  void weightsTransformedForEachBlockAreThoseOfTheWhole() {
    Random random = new Random(7);
    for (ConvCase c : SHAPES) {
      Operands o = new Operands(c, random);
      Strided own = Strided.empty(DType.FLOAT32, c.wSize());
      Copies.copy(o.w, own);
      Operands kept = new Operands(c, o.x, own, o.b, o.g);
      for (Form f : FORMS) {
        Result first = kept.run(f.best);
        assertSame(first, kept.run(f.best), f.name + " " + c + ", as a whole");
        assertSame(first, kept.run(f.best), f.name + " " + c + ", kept");
      }
    }
  }

  private record Result(float[] y, float[] gx) {}

  /** Operands that do not begin at the start of their arrays, as views do not. */
  private record Operands(ConvCase c, Strided x, Strided w, Strided b, Strided g) {
    Operands(ConvCase c, Random random) {
      this(
          c,
          shifted(c.xSize(), random, 5),
          shifted(c.wSize(), random, 3),
          c.bias() ? shifted(new int[] {c.wSize()[0]}, random, 1) : null,
          shifted(c.ySize(), random, 0));
    }

    private static Strided shifted(int[] size, Random random, int by) {
      Strided t = ConvCase.fill(DType.FLOAT32, size, random);
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

    Result run(Winograd f) {
      ConvShape s = c.shape();
      Strided y = ConvolutionsTest.garbage(DType.FLOAT32, c.ySize());
      Strided gx = ConvolutionsTest.garbage(DType.FLOAT32, c.xSize());
      f.forward(s, x, w, b, c.relu(), y);
      f.backwardData(s, g, w, gx);
      return new Result(y.storage().floats(), gx.storage().floats());
    }
  }

  private static void assertSame(Result expected, Result got, String what) {
    assertSame(expected.y, got.y, what);
    assertSame(expected.gx, got.gx, "gx " + what);
  }

  static void assertSame(float[] expected, float[] got, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(got[i])) {
        throw new AssertionError(
            "element " + i + ": expected " + expected[i] + " but was " + got[i] + ", " + what);
      }
    }
  }
}
