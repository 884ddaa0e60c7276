package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;

/**
 * Convolution and its two gradients. The order of their sums, which every form of them keeps:
 *
 * <ul>
 *   <li><b>Forward</b>: k runs over (ic, kd, kh, kw), the weight's own order. Padding cells are
 *       zeros that take part.
 *   <li><b>Data gradient</b> (and transposed convolution): k runs over (oc, kd, kh, kw). Only the
 *       taps count that reach the position at the given stride, whether or not they fall on an
 *       output that exists: with stride 1 that is all of them, with stride s those with (position +
 *       pad - tap * dilation) divisible by s. Outputs that do not exist are zeros that take part.
 *   <li><b>Weight gradient</b>: k runs over (n, od, oh, ow), padding cells are zeros that take
 *       part.
 * </ul>
 *
 * <p>Each result is ((P0 + P1) + P2) + ..., where P_i is one chain of fused multiply-adds from +0
 * over the i-th 256 consecutive k; then the bias is added, then ReLU taken. A sum over no k is +0.
 * {@link Winograd} and {@link WinogradGradient}, which {@link ConvolutionChoice} takes for some
 * float32 convolutions and their gradients, have rules of their own.
 */
final class Convolutions {
  private Convolutions() {}

  static void conv(Strided x, Strided w, Strided bias, ConvArgs args, boolean relu, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    ConvShape s = new ConvShape(x, w, out, args);
    Strided y = Contiguous.target(out);
    Strided b = bias == null ? null : Contiguous.copyOf(bias);
    switch (out.dtype()) {
      case FLOAT32 -> {
        Strided planes = Contiguous.copyOf(x);
        Strided weight = Contiguous.copyOf(w);
        int tile = ConvolutionChoice.tile(s);
        if (tile > 0) {
          Winograd.Best.of(tile).forward(s, planes, weight, b, relu, y);
        } else {
          FloatConvolutions.Best.OWN.forward(s, planes, weight, b, relu, y);
        }
      }
      case FLOAT64 ->
          DoubleConvolutions.forward(s, Contiguous.copyOf(x), Contiguous.copyOf(w), b, relu, y);
      default -> throw unsupported(out);
    }
    Contiguous.finish(y, out);
  }

  static void backwardData(Strided g, Strided w, ConvArgs args, Strided gx) {
    if (gx.numel() == 0) {
      return;
    }
    ConvShape s = new ConvShape(gx, w, g, args);
    Strided y = Contiguous.target(gx);
    switch (gx.dtype()) {
      case FLOAT32 -> {
        Strided planes = Contiguous.copyOf(g);
        Strided weight = Contiguous.copyOf(w);
        int tile = ConvolutionChoice.tileBack(s);
        if (tile > 0) {
          Winograd.Best.of(tile).backwardData(s, planes, weight, y);
        } else {
          FloatConvolutions.Best.OWN.backwardData(s, planes, weight, y);
        }
      }
      case FLOAT64 ->
          DoubleConvolutions.backwardData(s, Contiguous.copyOf(g), Contiguous.copyOf(w), y);
      default -> throw unsupported(gx);
    }
    Contiguous.finish(y, gx);
  }

  static void backwardWeight(Strided g, Strided x, ConvArgs args, Strided gw) {
    if (gw.numel() == 0) {
      return;
    }
    ConvShape s = new ConvShape(x, gw, g, args);
    Strided y = Contiguous.target(gw);
    switch (gw.dtype()) {
      case FLOAT32 -> {
        Strided gradient = Contiguous.copyOf(g);
        Strided planes = Contiguous.copyOf(x);
        if (ConvolutionChoice.gradientByTiles(s)) {
          new WinogradGradient(WinogradGradient.Best.OWN, s, WinogradGradient.ROUND)
              .run(gradient, planes, y);
        } else {
          FloatConvolutions.Best.OWN.backwardWeight(s, gradient, planes, y);
        }
      }
      case FLOAT64 ->
          DoubleConvolutions.backwardWeight(s, Contiguous.copyOf(g), Contiguous.copyOf(x), y);
      default -> throw unsupported(gw);
    }
    Contiguous.finish(y, gw);
  }

  private static UnsupportedOperationException unsupported(Strided t) {
    return new UnsupportedOperationException(
        "convolution of " + t.dtype() + ": only float32 and float64 can be convolved");
  }
}
