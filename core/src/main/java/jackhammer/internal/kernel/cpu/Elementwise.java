package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

final class Elementwise {
  private Elementwise() {}

  static void unary(Unary op, Strided x, Strided out) {
    throw new UnsupportedOperationException("unary");
  }

  static void binary(Binary op, Strided a, Strided b, Strided out) {
    throw new UnsupportedOperationException("binary");
  }

  static void ternary(Ternary op, Strided a, Strided b, Strided c, Strided out) {
    throw new UnsupportedOperationException("ternary");
  }

  static void where(Strided condition, Strided a, Strided b, Strided out) {
    throw new UnsupportedOperationException("where");
  }
}
