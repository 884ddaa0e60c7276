package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.ConvShape.H;
import static jackhammer.internal.kernel.cpu.ConvShape.W;

import jackhammer.ConvolutionAlgorithm;

/**
 * Which float32 convolutions and data gradients {@link Winograd} does. {@link
 * ConvolutionAlgorithm#AUTO} looks at the layer and the size of one sample only, so that a sample
 * has the same bits alone and in a batch, here and elsewhere.
 */
public final class ConvolutionChoice {
  /** Channels on both sides from which the transforms cost little beside the products. */
  private static final int CHANNELS = 32;

  /**
   * Pairs of channels for each tile of a sample: with more, reading the transformed weights, which
   * are four times as many, takes longer than is saved.
   */
  private static final int PAIRS = 16 * 1024;

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

  /** For the convolution. */
  static boolean winograd(ConvShape s) {
    return winograd(s, s.out[H], s.out[W]);
  }

  /** For its data gradient. */
  static boolean winogradBack(ConvShape s) {
    return winograd(s, s.in[H], s.in[W]);
  }

  private static boolean winograd(ConvShape s, int height, int width) {
    return Winograd.fits(s)
        && switch (asked) {
          case DIRECT -> false;
          case WINOGRAD -> true;
          case AUTO -> pays(s.ic, s.oc, height, width);
        };
  }

  /** For results of a plane of this size. */
  private static boolean pays(int ic, int oc, int height, int width) {
    int side = Winograd4Plain.SIDE;
    long tiles = (long) Math.ceilDiv(height, side) * Math.ceilDiv(width, side);
    long products = tiles * Winograd4Plain.REACH * Winograd4Plain.REACH;
    boolean half = 2 * products <= (long) WinogradKernel.TAPS * height * width;
    return half && ic >= CHANNELS && oc >= CHANNELS && tiles * PAIRS >= (long) ic * oc;
  }
}
