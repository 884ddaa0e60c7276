package jackhammer.internal.kernel.cpu;

/** Functions on float32. */
final class FloatMath {
  private FloatMath() {}

  static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  static float exp2(float x) {
    return (float) DoubleMath.exp2(x);
  }

  static float expm1(float x) {
    return (float) StrictMath.expm1(x);
  }

  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  static float log2(float x) {
    return (float) DoubleMath.log2(x);
  }

  static float log10(float x) {
    return (float) StrictMath.log10(x);
  }

  static float log1p(float x) {
    return (float) StrictMath.log1p(x);
  }

  static float sin(float x) {
    return (float) StrictMath.sin(x);
  }

  static float cos(float x) {
    return (float) StrictMath.cos(x);
  }

  static float tanh(float x) {
    return (float) StrictMath.tanh(x);
  }

  static float sigmoid(float x) {
    return (float) DoubleMath.sigmoid(x);
  }

  static float logSigmoid(float x) {
    return (float) DoubleMath.logSigmoid(x);
  }

  static float softplus(float x) {
    return (float) DoubleMath.softplus(x);
  }

  static float silu(float x) {
    return (float) DoubleMath.silu(x);
  }

  static float gelu(float x) {
    return (float) DoubleMath.gelu(x);
  }

  static float erf(float x) {
    return (float) DoubleMath.erf(x);
  }

  static float erfc(float x) {
    return (float) DoubleMath.erfc(x);
  }

  /** C's rules: 1 to any power and -1 to an infinite one are 1. */
  static float pow(float x, float y) {
    return (float) DoubleMath.pow(x, y);
  }

  static float logAddExp(float a, float b) {
    return (float) DoubleMath.logAddExp(a, b);
  }

  /** The sign bit of {@code sign}, of a NaN too. */
  static float copySign(float x, float sign) {
    int bits = Float.floatToRawIntBits(x) & 0x7fffffff;
    return Float.intBitsToFloat(bits | Float.floatToRawIntBits(sign) & 0x80000000);
  }
}
