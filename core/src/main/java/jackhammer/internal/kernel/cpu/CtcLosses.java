package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.CtcArgs;
import jackhammer.internal.kernel.Strided;

/** {@link FloatCtc} and its twin, by type. */
final class CtcLosses {
  private CtcLosses() {}

  static void forward(Strided logs, CtcArgs args, Strided loss, Strided alpha) {
    Strided x = Contiguous.copyOf(logs);
    Strided y = Contiguous.target(loss);
    if (isDouble(logs)) {
      DoubleCtc.forward(x, args, y, alpha);
    } else {
      FloatCtc.forward(x, args, y, alpha);
    }
    Contiguous.finish(y, loss);
  }

  static void backward(
      Strided g,
      Strided logs,
      CtcArgs args,
      Strided loss,
      Strided alpha,
      boolean zeroInfinity,
      Strided gx) {
    Strided up = Contiguous.copyOf(g);
    Strided x = Contiguous.copyOf(logs);
    Strided y = Contiguous.target(gx);
    if (isDouble(logs)) {
      DoubleCtc.backward(up, x, args, loss, alpha, zeroInfinity, y);
    } else {
      FloatCtc.backward(up, x, args, loss, alpha, zeroInfinity, y);
    }
    Contiguous.finish(y, gx);
  }

  private static boolean isDouble(Strided logs) {
    return logs.dtype() == DType.FLOAT64;
  }
}
