package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Taps;

/** Weighted sums along one dimension, by type. */
final class Resampling {
  private Resampling() {}

  static void apply(Strided x, int dim, Taps taps, Strided out) {
    if (out.numel() == 0) {
      return;
    }
    int inner = 1;
    for (int d = dim + 1; d < x.dim(); d++) {
      inner *= x.size(d);
    }
    Strided in = Contiguous.copyOf(x);
    Strided y = Contiguous.target(out);
    switch (out.dtype()) {
      case FLOAT32 -> FloatResampling.apply(in, inner, taps, y);
      case FLOAT64 -> DoubleResampling.apply(in, inner, taps, y);
      default ->
          throw new UnsupportedOperationException(
              "resampling of " + out.dtype() + ": only float32 and float64 can be resampled");
    }
    Contiguous.finish(y, out);
  }
}
