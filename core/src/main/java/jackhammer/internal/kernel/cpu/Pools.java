package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.PoolWindows;
import jackhammer.internal.kernel.Strided;

/**
 * Maximum and average over windows of [N, C, spatial...], in PyTorch's order: the cells of a window
 * row-major, gradients window after window.
 */
final class Pools {
  private Pools() {}

  static void maxPool(Strided x, PoolWindows windows, Strided out, Strided indices) {
    if (out.numel() == 0) {
      return;
    }
    PoolShape s = new PoolShape(x, out, windows);
    Strided in = Contiguous.copyOf(x);
    Strided y = Contiguous.target(out);
    Strided at = indices == null ? null : Contiguous.target(indices);
    if (x.dtype() == DType.FLOAT32 && s.halves) {
      Halving.forward(s, in, y, at);
    } else if (x.dtype() == DType.FLOAT32
        && windows instanceof PoolArgs args
        && PoolTaps.takes(s, args)) {
      SlidingPools.maximum(s, args, in, y, at);
    } else if (x.dtype() == DType.FLOAT32) {
      FloatMaxPools.forward(s, in, y, at);
    } else if (x.dtype() == DType.FLOAT64) {
      DoubleMaxPools.forward(s, in, y, at);
    } else {
      LongMaxPools.forward(s, in, y, at);
    }
    Contiguous.finish(y, out);
    if (indices != null) {
      Contiguous.finish(at, indices);
    }
  }

  static void maxPoolBackward(Strided g, PoolWindows windows, Strided indices, Strided gx) {
    if (gx.numel() == 0) {
      return;
    }
    Strided y = Contiguous.target(gx);
    Strided from = Contiguous.copyOf(g);
    Strided at = Contiguous.copyOf(indices);
    PoolShape s = new PoolShape(y, from, windows);
    // Rows of few windows would leave most of a vector empty.
    boolean halves =
        s.halves
            && s.out[ConvShape.W] >= 8
            && 2 * s.out[ConvShape.H] == s.in[ConvShape.H]
            && 2 * s.out[ConvShape.W] == s.in[ConvShape.W];
    switch (gx.dtype()) {
      case FLOAT32 -> {
        if (halves) {
          Halving.backward(s, from, at, y);
        } else {
          FloatMaxPools.backward(from, at, y);
        }
      }
      case FLOAT64 -> DoubleMaxPools.backward(from, at, y);
      default -> throw unsupported("gradient of a max pool", gx);
    }
    Contiguous.finish(y, gx);
  }

  static void avgPool(
      Strided x, PoolWindows windows, boolean countIncludePad, int divisor, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    PoolShape s = new PoolShape(x, out, windows);
    Strided in = Contiguous.copyOf(x);
    Strided y = Contiguous.target(out);
    switch (out.dtype()) {
      case FLOAT32 -> {
        if (windows instanceof PoolArgs args && PoolTaps.takes(s, args)) {
          SlidingPools.average(s, args, in, countIncludePad, divisor, y);
        } else {
          FloatAveragePools.forward(s, in, countIncludePad, divisor, y);
        }
      }
      case FLOAT64 -> DoubleAveragePools.forward(s, in, countIncludePad, divisor, y);
      default -> throw unsupported("average pool", out);
    }
    Contiguous.finish(y, out);
  }

  static void avgPoolBackward(
      Strided g, PoolWindows windows, boolean countIncludePad, int divisor, Strided gx) {
    if (gx.numel() == 0) {
      return;
    }
    PoolShape s = new PoolShape(gx, g, windows);
    Strided from = Contiguous.copyOf(g);
    Strided y = Contiguous.target(gx);
    switch (gx.dtype()) {
      case FLOAT32 -> FloatAveragePools.backward(s, from, countIncludePad, divisor, y);
      case FLOAT64 -> DoubleAveragePools.backward(s, from, countIncludePad, divisor, y);
      default -> throw unsupported("gradient of an average pool", gx);
    }
    Contiguous.finish(y, gx);
  }

  private static UnsupportedOperationException unsupported(String what, Strided t) {
    return new UnsupportedOperationException(
        what + " of " + t.dtype() + ": only float32 and float64 have one");
  }
}
