package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.kernel.Strided;

/**
 * Maximum and average over windows of [N, C, spatial...], in PyTorch's order: the cells of a window
 * row-major, gradients window after window.
 */
final class Pools {
  private Pools() {}

  static void maxPool(Strided x, PoolArgs args, Strided out, Strided indices) {
    if (out.numel() == 0) {
      return;
    }
    PoolShape s = new PoolShape(x, out, args);
    Strided in = Contiguous.copyOf(x);
    Strided y = Contiguous.target(out);
    Strided at = indices == null ? null : Contiguous.target(indices);
    if (x.dtype() == DType.FLOAT32) {
      FloatMaxPools.forward(s, in, y, at);
    } else if (x.dtype().isFloatingPoint()) {
      MaxPools.floating(s, in, y, at);
    } else {
      MaxPools.integer(s, in, y, at);
    }
    Contiguous.finish(y, out);
    if (indices != null) {
      Contiguous.finish(at, indices);
    }
  }

  static void maxPoolBackward(Strided g, Strided indices, Strided gx) {
    if (gx.numel() == 0) {
      return;
    }
    Strided y = Contiguous.target(gx);
    Strided from = Contiguous.copyOf(g);
    Strided at = Contiguous.copyOf(indices);
    if (gx.dtype() == DType.FLOAT32) {
      FloatMaxPools.backward(from, at, y);
    } else {
      MaxPools.backward(from, at, y);
    }
    Contiguous.finish(y, gx);
  }

  static void avgPool(Strided x, PoolArgs args, boolean countIncludePad, int divisor, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    PoolShape s = new PoolShape(x, out, args);
    Strided y = Contiguous.target(out);
    AveragePools.forward(s, Contiguous.copyOf(x), countIncludePad, divisor, y);
    Contiguous.finish(y, out);
  }

  static void avgPoolBackward(
      Strided g, PoolArgs args, boolean countIncludePad, int divisor, Strided gx) {
    if (gx.numel() == 0) {
      return;
    }
    PoolShape s = new PoolShape(gx, g, args);
    Strided y = Contiguous.target(gx);
    AveragePools.backward(s, Contiguous.copyOf(g), countIncludePad, divisor, y);
    Contiguous.finish(y, gx);
  }
}
