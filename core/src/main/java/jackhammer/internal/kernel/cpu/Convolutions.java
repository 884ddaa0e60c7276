package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.kernel.Strided;

final class Convolutions {
  private Convolutions() {}

  static void conv(Strided x, Strided w, Strided bias, ConvArgs args, boolean relu, Strided out) {
    throw new UnsupportedOperationException("conv");
  }

  static void backwardData(Strided g, Strided w, ConvArgs args, Strided gx) {
    throw new UnsupportedOperationException("backwardData");
  }

  static void backwardWeight(Strided g, Strided x, ConvArgs args, Strided gw) {
    throw new UnsupportedOperationException("backwardWeight");
  }
}
