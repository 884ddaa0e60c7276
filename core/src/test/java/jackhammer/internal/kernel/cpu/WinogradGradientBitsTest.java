package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.parallel.Workers;
import jackhammer.testing.BitsRecorder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Weight gradients by Winograd's method: values against the definition in double precision; bits
 * with plain and with vector loops, on any number of threads, with rounds of any size.
 */
@Tag("bits")
class WinogradGradientBitsTest {
  private static final int THREADS = Workers.threads();

  private static final WinogradGradient.Loops PLAIN =
      new WinogradGradient.Loops(
          new Winograd4Plain(), new WinogradGradientPlain(), new ConvPlain());

  /** What runs before vector loops are compiled, on a machine with 16 registers of 8 floats. */
  private static final WinogradGradient.Loops WAITING =
      new WinogradGradient.Loops(
          new Winograd4Plain(8), new WinogradGradientPlain(8), new ConvPlain(8, 1, 2, 4, 6));

  private static final WinogradGradient.Loops BEST = best();

  /** With vectors from the first call on. */
  private static WinogradGradient.Loops best() {
    WinogradGradient.Loops loops =
        new WinogradGradient.Loops(
            Simd.load(WinogradKernel.class, "Winograd4Plain", "Winograd4Vector"),
            Simd.load(
                WinogradGradientPlain.class, "WinogradGradientPlain", "WinogradGradientVector"),
            Simd.load(ConvKernel.class, "ConvPlain", "ConvVector"));
    loops.input().doNotWarmUp();
    loops.gradient().doNotWarmUp();
    loops.products().doNotWarmUp();
    return loops;
  }

  /**
   * Channels that fill vectors and tiles and do not; blocks of several samples, of a part of one,
   * of one row of tiles; groups of four blocks and of more.
   */
  private static final List<ConvCase> SHAPES =
      List.of(
          ConvCase.square(2, 64, 19, 64, 3, 1, 1),
          ConvCase.square(3, 33, 8, 40, 3, 1, 1),
          ConvCase.square(1, 1, 1, 1, 3, 1, 1),
          ConvCase.square(2, 3, 3, 5, 3, 1, 0),
          ConvCase.square(2, 7, 2, 9, 3, 1, 2),
          ConvCase.square(40, 70, 5, 30, 3, 1, 1),
          ConvCase.square(20, 5, 30, 17, 3, 1, 1),
          ConvCase.square(1, 31, 34, 3, 3, 1, 2),
          rectangle(3, 2, 100, 259, 3, 0, 2, 1, 1),
          rectangle(1, 65, 21, 4, 48, 3, 0, 0, 1),
          rectangle(2, 40, 12, 12, 24, 1, 1, 4, 1));

  private static ConvCase rectangle(
      int n, int ic, int height, int width, int oc, int top, int bottom, int left, int right) {
    ConvArgs args =
        new ConvArgs(
            new int[] {1, 1},
            new int[] {top, left},
            new int[] {bottom, right},
            new int[] {1, 1},
            1);
    int[] plane = {height, width};
    return ConvCase.of(n, ic, plane, oc, new int[] {3, 3}, args, false, false);
  }

  @AfterEach
  void restoreThreads() {
    Workers.threads(THREADS);
  }

  private record Operands(ConvCase c, Strided g, Strided x) {
    static Operands of(ConvCase c, Random random) {
      // The operands do not begin at the start of their arrays, as views do not.
      int[] gSize = c.ySize().clone();
      int[] xSize = c.xSize().clone();
      gSize[0]++;
      xSize[0]++;
      return new Operands(
          c,
          ConvCase.fill(DType.FLOAT32, gSize, random).narrow(0, 1, c.ySize()[0]),
          ConvCase.fill(DType.FLOAT32, xSize, random).narrow(0, 1, c.xSize()[0]));
    }

    float[] run(WinogradGradient.Loops loops, int round) {
      Strided gw = ConvolutionsTest.garbage(DType.FLOAT32, c.wSize());
      new WinogradGradient(loops, c.shape(), round).run(g, x, gw);
      return gw.storage().floats();
    }

    float[] run(WinogradGradient.Loops loops) {
      return run(loops, WinogradGradient.ROUND);
    }
  }

  /**
   * Normal numbers: a little more than the largest error among the two million taps of 8 x 512 x 7
   * x 7 (5.8e-6), in terms of the rms of the sums.
   */
  @Test
  void valuesAreThoseOfTheDefinition() {
    Random random = new Random(1);
    for (ConvCase c : SHAPES) {
      Operands o = Operands.of(c, random);
      double[] expected = c.backwardWeight(ConvCase.doubles(o.g), ConvCase.doubles(o.x));
      float[] got = o.run(BEST);
      double rms = Math.sqrt((double) o.g.numel() / c.wSize()[0]);
      double worst = 0;
      for (int i = 0; i < expected.length; i++) {
        worst = Math.max(worst, Math.abs(expected[i] - got[i]) / rms);
      }
      if (!(worst <= 6e-6)) {
        throw new AssertionError("error " + worst + ", " + c);
      }
    }
  }

  @Test
  void threadsLoopsAndRoundsGiveTheSame() {
    Random random = new Random(2);
    for (ConvCase c : SHAPES) {
      Operands o = Operands.of(c, random);
      float[] expected = o.run(PLAIN);
      WinogradBitsTest.assertSame(expected, o.run(WAITING), c + ", waiting");
      WinogradBitsTest.assertSame(expected, o.run(BEST, 1), c + ", small rounds");
      WinogradBitsTest.assertSame(expected, o.run(BEST, 1 << 30), c + ", one round");
      for (int threads : new int[] {1, 2, 3, 7}) {
        Workers.threads(threads);
        WinogradBitsTest.assertSame(expected, o.run(BEST), c + ", threads " + threads);
      }
    }
  }

  @Test
  void everyWidthAndMachineGivesTheSame() {
    Random random = new Random(4);
    int i = 0;
    for (ConvCase c : SHAPES) {
      BitsRecorder.record("winogradGradient/" + i++, Operands.of(c, random).run(BEST));
    }
  }
}
