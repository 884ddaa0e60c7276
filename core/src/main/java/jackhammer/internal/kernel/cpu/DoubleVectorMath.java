package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.DoubleMath.*;
import static jackhammer.internal.kernel.cpu.Wide.D;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link DoubleMath} for all lanes of a vector: the same arithmetic, hence the same bits. What
 * {@link FloatVectorMath} says of inlining holds here too.
 */
final class DoubleVectorMath {
  private DoubleVectorMath() {}

  static DoubleVector exp(DoubleVector x) {
    DoubleVector c =
        x.blend(EXP_HIGHEST, x.compare(GT, EXP_HIGHEST))
            .blend(EXP_LOWEST, x.compare(LT, EXP_LOWEST));
    DoubleVector t = c.fma(broadcast(D, LOG2_E), broadcast(D, ROUND));
    DoubleVector n = t.sub(ROUND);
    DoubleVector r = n.fma(broadcast(D, -LN2_LOW), n.fma(broadcast(D, -LN2_HIGH), c));
    DoubleVector p = expOf(r);
    LongVector k = t.reinterpretAsLongs().sub(ROUND_BITS);
    LongVector half = k.lanewise(ASHR, 1);
    LongVector rest = k.sub(half);
    return p.mul(half.add(1023L).lanewise(LSHL, 52).reinterpretAsDoubles())
        .mul(rest.add(1023L).lanewise(LSHL, 52).reinterpretAsDoubles());
  }

  private static DoubleVector expOf(DoubleVector r) {
    DoubleVector p = broadcast(D, E9).fma(r, broadcast(D, E8));
    p = p.fma(r, broadcast(D, E7));
    p = p.fma(r, broadcast(D, E6));
    p = p.fma(r, broadcast(D, E5));
    p = p.fma(r, broadcast(D, E4));
    p = p.fma(r, broadcast(D, E3));
    p = p.fma(r, broadcast(D, E2));
    p = p.fma(r, broadcast(D, E1));
    p = p.fma(r, broadcast(D, E0));
    return p.fma(r.mul(r), r).add(1.0);
  }

  static DoubleVector expm1(DoubleVector x) {
    DoubleVector c =
        x.blend(EXP_HIGHEST, x.compare(GT, EXP_HIGHEST))
            .blend(EXPM1_LOWEST, x.compare(LT, EXPM1_LOWEST));
    DoubleVector y = halfExpm1(c).mul(2.0);
    return y.blend(x, x.abs().compare(LT, 0x1p-54));
  }

  private static DoubleVector halfExpm1(DoubleVector c) {
    DoubleVector t = c.fma(broadcast(D, LOG2_E), broadcast(D, ROUND));
    DoubleVector n = t.sub(ROUND);
    DoubleVector r = n.fma(broadcast(D, -LN2_LOW), n.fma(broadcast(D, -LN2_HIGH), c));
    DoubleVector p = broadcast(D, M10).fma(r, broadcast(D, M9));
    p = p.fma(r, broadcast(D, M8));
    p = p.fma(r, broadcast(D, M7));
    p = p.fma(r, broadcast(D, M6));
    p = p.fma(r, broadcast(D, M5));
    p = p.fma(r, broadcast(D, M4));
    p = p.fma(r, broadcast(D, M3));
    p = p.fma(r, broadcast(D, M2));
    p = p.fma(r, broadcast(D, M1));
    p = p.fma(r, broadcast(D, M0));
    DoubleVector m = p.fma(r.mul(r), r);
    LongVector k = t.reinterpretAsLongs().sub(ROUND_BITS + 1 - 1023);
    DoubleVector s = k.lanewise(LSHL, 52).reinterpretAsDoubles();
    return m.fma(s, s.sub(0.5));
  }

  static DoubleVector tanh(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector c = a.mul(-2.0).blend(-40.0, a.compare(GT, 20.0));
    DoubleVector h = halfExpm1(c);
    DoubleVector y = h.neg().div(h.add(1.0));
    LongVector sign = x.reinterpretAsLongs().lanewise(AND, Long.MIN_VALUE);
    DoubleVector magnitude = y.blend(a, a.compare(LT, 0x1p-28));
    return magnitude.reinterpretAsLongs().lanewise(OR, sign).reinterpretAsDoubles();
  }

  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector z = exp(x.abs().neg());
    return broadcast(D, 1.0).blend(z, x.compare(LT, 0.0)).div(z.add(1.0));
  }

  static DoubleVector silu(DoubleVector x) {
    return x.mul(sigmoid(x));
  }

  static DoubleVector log(DoubleVector x) {
    VectorMask<Double> small = x.compare(LT, Double.MIN_NORMAL);
    LongVector bits = x.blend(x.mul(0x1p54), small).reinterpretAsLongs();
    LongVector e = exponent(bits);
    DoubleVector f = fraction(bits, e);
    DoubleVector k = toDouble(e);
    k = k.blend(k.sub(54.0), small);
    DoubleVector r = k.fma(broadcast(D, LN2_LOW), logTail(f));
    DoubleVector y = k.fma(broadcast(D, LN2_HIGH), f.add(r));
    DoubleVector edge =
        broadcast(D, Double.NaN)
            .blend(x, x.compare(GT, 0.0))
            .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0));
    return edge.blend(y, x.compare(GT, 0.0).and(x.compare(LT, Double.POSITIVE_INFINITY)));
  }

  private static LongVector exponent(LongVector bits) {
    return bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 52);
  }

  private static DoubleVector fraction(LongVector bits, LongVector e) {
    return bits.sub(e.lanewise(LSHL, 52)).reinterpretAsDoubles().sub(1.0);
  }

  /** Exact for whole numbers up to 2^51. */
  private static DoubleVector toDouble(LongVector k) {
    return k.add(ROUND_BITS).reinterpretAsDoubles().sub(ROUND);
  }

  private static DoubleVector logTail(DoubleVector f) {
    DoubleVector s = f.div(f.add(2.0));
    DoubleVector z = s.mul(s);
    DoubleVector h = f.mul(0.5).mul(f);
    DoubleVector p = broadcast(D, L6).fma(z, broadcast(D, L5));
    p = p.fma(z, broadcast(D, L4));
    p = p.fma(z, broadcast(D, L3));
    p = p.fma(z, broadcast(D, L2));
    p = p.fma(z, broadcast(D, L1));
    p = p.fma(z, broadcast(D, L0));
    return s.fma(p.fma(z, h), h.neg());
  }

  static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(1.0);
    DoubleVector b = u.sub(1.0);
    DoubleVector lost = broadcast(D, 1.0).sub(u.sub(b)).add(x.sub(b));
    LongVector bits = u.reinterpretAsLongs();
    LongVector e = exponent(bits);
    DoubleVector f = fraction(bits, e);
    DoubleVector k = toDouble(e);
    DoubleVector r = k.fma(broadcast(D, LN2_LOW), logTail(f).add(lost.div(u)));
    DoubleVector y = k.fma(broadcast(D, LN2_HIGH), f.add(r));
    DoubleVector edge =
        broadcast(D, Double.NaN)
            .blend(x, x.compare(GT, 0.0))
            .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, -1.0));
    VectorMask<Double> inside = x.compare(GT, -1.0).and(x.compare(LT, Double.POSITIVE_INFINITY));
    return edge.blend(y, inside).blend(x, x.abs().compare(LT, 0x1p-54));
  }
}
