package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.kernel.Strided;

final class Optimizers {
  private Optimizers() {}

  static void sgd(Strided param, Strided grad, Strided buffer, OptimArgs.Sgd args) {
    throw new UnsupportedOperationException("sgd");
  }

  static void adam(
      Strided param, Strided grad, Strided avg, Strided avgSq, Strided maxSq, OptimArgs.Adam args) {
    throw new UnsupportedOperationException("adam");
  }
}
