package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.D;
import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.ConvolutionAlgorithm;

/**
 * Which float32 convolutions and data gradients {@link Winograd} does, and which weight gradients
 * {@link WinogradGradient}. {@link ConvolutionAlgorithm#AUTO} looks at the layer and the size of
 * one sample only, so that a sample has the same bits alone and in a batch, here and elsewhere.
 */
public final class ConvolutionChoice {
  /** Channels on both sides from which the transforms cost little beside the products. */
  private static final int CHANNELS = 32;

  /**
   * Pairs of channels, times the taps in depth, for each output of a sample's tiles, of 4 by 4 and
   * of 2 by 2: with more, making and reading the transformed weights, which are four or about two
   * times as many, takes longer than is saved.
   */
  private static final int PAIRS_FOUR = 1024;

  private static final int PAIRS_TWO = 4096;

  private static volatile ConvolutionAlgorithm asked = ConvolutionAlgorithm.AUTO;

  private ConvolutionChoice() {}

  /** What the user asked for. */
  public static ConvolutionAlgorithm asked() {
    return asked;
  }

  /** Asks for an algorithm. */
  public static void ask(ConvolutionAlgorithm algorithm) {
    asked = algorithm;
  }

  /** The side of the tiles for the convolution, or 0: directly. */
  static int tile(ConvShape s) {
    return tile(s, s.out);
  }

  /** The same for its data gradient. */
  static int tileBack(ConvShape s) {
    return tile(s, s.in);
  }

  /** Whether {@link WinogradGradient} makes the weight gradient. */
  static boolean gradientByTiles(ConvShape s) {
    if (asked == ConvolutionAlgorithm.DIRECT || !WinogradGradient.fits(s)) {
      return false;
    }
    return asked == ConvolutionAlgorithm.WINOGRAD
        || s.ic >= CHANNELS
            && s.oc >= CHANNELS
            && saved(Winograd4Plain.SIDE, s.out[H], s.out[W]) >= 1.5;
  }

  private static int tile(ConvShape s, int[] size) {
    int height = size[H];
    int width = size[W];
    int two = Winograd2Plain.SIDE;
    int four = Winograd4Plain.SIDE;
    ConvolutionAlgorithm wish = asked;
    if (wish == ConvolutionAlgorithm.DIRECT || !Winograd.fits(s)) {
      return 0;
    }
    boolean large = saved(four, height, width) >= 2 && few(s, PAIRS_FOUR, four, size);
    if (wish == ConvolutionAlgorithm.WINOGRAD) {
      return large ? four : two;
    }
    if (s.ic < CHANNELS || s.oc < CHANNELS) {
      return 0;
    }
    boolean small = saved(two, height, width) >= 1.5 && few(s, PAIRS_TWO, two, size);
    return large ? four : small ? two : 0;
  }

  private static long tiles(int side, int height, int width) {
    return (long) Math.ceilDiv(height, side) * Math.ceilDiv(width, side);
  }

  /** How many times the multiplications of tiles a direct convolution takes. */
  private static double saved(int side, int height, int width) {
    long cells = (side + 2L) * (side + 2) * tiles(side, height, width);
    return (double) WinogradKernel.TAPS * height * width / cells;
  }

  private static boolean few(ConvShape s, int pairs, int side, int[] size) {
    long tiles = size[D] * tiles(side, size[H], size[W]);
    return (long) s.ic * s.oc * s.kernel[D] <= pairs * side * side * tiles;
  }
}
