package jackhammer.internal.kernel.cpu;

import static jackhammer.internal.kernel.cpu.FloatMath.*;
import static jackhammer.internal.kernel.cpu.Wide.F;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * {@link FloatMath} for all lanes of a vector: the same arithmetic, hence the same bits.
 *
 * <p>Every call of a method of this class must be inlined, or the vector is allocated and the loop
 * a hundred times slower. C2 gives up on that after some fifty vector operations in one loop
 * (18,000 nodes), but goes on with the Vector API's own methods: so helpers are called early, what
 * comes last is written out, and what is too long is cut in two steps.
 */
final class FloatVectorMath {
  private FloatVectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector c =
        x.blend(EXP_HIGHEST, x.compare(GT, EXP_HIGHEST))
            .blend(EXP_LOWEST, x.compare(LT, EXP_LOWEST));
    FloatVector t = c.fma(broadcast(F, LOG2_E), broadcast(F, ROUND));
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(broadcast(F, -LN2_LOW), n.fma(broadcast(F, -LN2_HIGH), c));
    FloatVector p = broadcast(F, E4).fma(r, broadcast(F, E3));
    p = p.fma(r, broadcast(F, E2));
    p = p.fma(r, broadcast(F, E1));
    p = p.fma(r, broadcast(F, E0));
    p = p.fma(r.mul(r), r).add(1f);
    IntVector k = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = k.lanewise(ASHR, 1);
    IntVector rest = k.sub(half);
    return p.mul(half.add(127).lanewise(LSHL, 23).reinterpretAsFloats())
        .mul(rest.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
  }

  static FloatVector exp2(FloatVector x) {
    FloatVector c = clamp(x, EXP2_LOWEST, EXP2_HIGHEST);
    FloatVector t = c.add(ROUND);
    FloatVector r = c.sub(t.sub(ROUND)).mul(LN2_HIGH);
    return scale(expOf(r), t.reinterpretAsInts().sub(ROUND_BITS));
  }

  /** NaN stays. */
  private static FloatVector clamp(FloatVector x, float low, float high) {
    return x.blend(high, x.compare(GT, high)).blend(low, x.compare(LT, low));
  }

  private static FloatVector expOf(FloatVector r) {
    FloatVector p = broadcast(F, E4).fma(r, broadcast(F, E3));
    p = p.fma(r, broadcast(F, E2));
    p = p.fma(r, broadcast(F, E1));
    p = p.fma(r, broadcast(F, E0));
    return p.fma(r.mul(r), r).add(1f);
  }

  private static FloatVector scale(FloatVector x, IntVector k) {
    IntVector half = k.lanewise(ASHR, 1);
    IntVector rest = k.sub(half);
    return x.mul(half.add(127).lanewise(LSHL, 23).reinterpretAsFloats())
        .mul(rest.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector c = clamp(x, EXPM1_LOWEST, EXP_HIGHEST);
    FloatVector y = halfExpm1(c).mul(2f);
    return y.blend(x, x.abs().compare(LT, 0x1p-25f));
  }

  private static FloatVector halfExpm1(FloatVector c) {
    FloatVector t = c.fma(broadcast(F, LOG2_E), broadcast(F, ROUND));
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(broadcast(F, -LN2_LOW), n.fma(broadcast(F, -LN2_HIGH), c));
    FloatVector p = broadcast(F, M5).fma(r, broadcast(F, M4));
    p = p.fma(r, broadcast(F, M3));
    p = p.fma(r, broadcast(F, M2));
    p = p.fma(r, broadcast(F, M1));
    p = p.fma(r, broadcast(F, M0));
    FloatVector m = p.fma(r.mul(r), r);
    IntVector k = t.reinterpretAsInts().sub(ROUND_BITS + 1 - 127);
    FloatVector s = k.lanewise(LSHL, 23).reinterpretAsFloats();
    return m.fma(s, s.sub(0.5f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.mul(-2f).blend(-40f, a.compare(GT, 20f));
    FloatVector h = halfExpm1(c);
    FloatVector y = h.neg().div(h.add(1f));
    IntVector sign = x.reinterpretAsInts().lanewise(AND, 0x80000000);
    FloatVector magnitude = y.blend(a, a.compare(LT, 0x1p-13f));
    return magnitude.reinterpretAsInts().lanewise(OR, sign).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector z = exp(x.abs().neg());
    return broadcast(F, 1f).blend(z, x.compare(LT, 0f)).div(z.add(1f));
  }

  static FloatVector silu(FloatVector x) {
    return x.mul(sigmoid(x));
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> small = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), small).reinterpretAsInts();
    IntVector e = exponent(bits);
    FloatVector f = fraction(bits, e);
    FloatVector k = exponentAsFloat(e, small);
    FloatVector edge = logEdge(x);
    VectorMask<Float> inside = inLogDomain(x);
    FloatVector r = k.fma(broadcast(F, LN2_LOW), logTail(f));
    return edge.blend(k.fma(broadcast(F, LN2_HIGH), f.add(r)), inside);
  }

  static FloatVector log2(FloatVector x) {
    VectorMask<Float> small = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), small).reinterpretAsInts();
    IntVector e = exponent(bits);
    FloatVector f = fraction(bits, e);
    FloatVector k = exponentAsFloat(e, small);
    FloatVector edge = logEdge(x);
    VectorMask<Float> inside = inLogDomain(x);
    FloatVector r = f.fma(broadcast(F, LOG2_E_LOW), logTail(f).mul(LOG2_E));
    return edge.blend(k.add(f.fma(broadcast(F, LOG2_E), r)), inside);
  }

  static FloatVector log10(FloatVector x) {
    VectorMask<Float> small = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), small).reinterpretAsInts();
    IntVector e = exponent(bits);
    FloatVector f = fraction(bits, e);
    FloatVector k = exponentAsFloat(e, small);
    FloatVector edge = logEdge(x);
    VectorMask<Float> inside = inLogDomain(x);
    FloatVector r = f.fma(broadcast(F, LOG10_E_LOW), logTail(f).mul(LOG10_E));
    r = k.fma(broadcast(F, LOG10_2_LOW), r);
    return edge.blend(k.fma(broadcast(F, LOG10_2_HIGH), f.fma(broadcast(F, LOG10_E), r)), inside);
  }

  private static IntVector exponent(IntVector bits) {
    return bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
  }

  private static FloatVector fraction(IntVector bits, IntVector e) {
    return bits.sub(e.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
  }

  private static FloatVector exponentAsFloat(IntVector e, VectorMask<Float> small) {
    FloatVector k = toFloat(e);
    return k.blend(k.sub(23f), small);
  }

  /** Exact for whole numbers up to 2^22. */
  private static FloatVector toFloat(IntVector k) {
    return k.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
  }

  private static FloatVector logTail(FloatVector f) {
    FloatVector p = broadcast(F, L7).fma(f, broadcast(F, L6));
    p = p.fma(f, broadcast(F, L5));
    p = p.fma(f, broadcast(F, L4));
    p = p.fma(f, broadcast(F, L3));
    p = p.fma(f, broadcast(F, L2));
    p = p.fma(f, broadcast(F, L1));
    p = p.fma(f, broadcast(F, L0));
    FloatVector s = f.mul(f);
    return s.mul(f).fma(p, s.mul(-0.5f));
  }

  /** The logarithm where it is not finite. */
  private static FloatVector logEdge(FloatVector x) {
    return broadcast(F, Float.NaN)
        .blend(x, x.compare(GT, 0f))
        .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
  }

  private static VectorMask<Float> inLogDomain(FloatVector x) {
    return x.compare(GT, 0f).and(x.compare(LT, Float.POSITIVE_INFINITY));
  }

  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    FloatVector b = u.sub(1f);
    FloatVector lost = broadcast(F, 1f).sub(u.sub(b)).add(x.sub(b));
    FloatVector y = logOf(u, lost);
    FloatVector edge =
        broadcast(F, Float.NaN)
            .blend(x, x.compare(GT, 0f))
            .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1f));
    VectorMask<Float> inside = x.compare(GT, -1f).and(x.compare(LT, Float.POSITIVE_INFINITY));
    return edge.blend(y, inside).blend(x, x.abs().compare(LT, 0x1p-25f));
  }

  private static FloatVector logOf(FloatVector u, FloatVector lost) {
    IntVector bits = u.reinterpretAsInts();
    IntVector e = exponent(bits);
    FloatVector f = fraction(bits, e);
    FloatVector k = toFloat(e);
    FloatVector r = k.fma(broadcast(F, LN2_LOW), logTail(f).add(lost.div(u)));
    return k.fma(broadcast(F, LN2_HIGH), f.add(r));
  }

  static FloatVector expMinusAbs(FloatVector x) {
    return exp(x.abs().neg());
  }

  private static FloatVector logOnePlus(FloatVector z) {
    FloatVector u = z.add(1f);
    return logOf(u, z.sub(u.sub(1f)));
  }

  static FloatVector softplus(FloatVector x, FloatVector z) {
    return logOnePlus(z).add(broadcast(F, 0f).blend(x, x.compare(GT, 0f)));
  }

  static FloatVector logSigmoid(FloatVector x, FloatVector z) {
    return broadcast(F, 0f).blend(x, x.compare(LT, 0f)).sub(logOnePlus(z));
  }

  static FloatVector logAddExp(FloatVector a, FloatVector b, FloatVector z) {
    FloatVector y = logOnePlus(z).add(a.lanewise(MAX, b));
    return y.blend(a, a.abs().compare(EQ, Float.POSITIVE_INFINITY).and(a.compare(EQ, b)));
  }

  static FloatVector erfTail(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(4f, a.compare(GT, 4f));
    FloatVector g = broadcast(F, G6).fma(c, broadcast(F, G5));
    g = g.fma(c, broadcast(F, G4));
    g = g.fma(c, broadcast(F, G3));
    g = g.fma(c, broadcast(F, G2));
    g = g.fma(c, broadcast(F, G1));
    g = g.fma(c, broadcast(F, G0));
    return exp(g.neg());
  }

  static FloatVector erf(FloatVector x, FloatVector tail) {
    FloatVector near = erfNear(x);
    FloatVector far = copySign(broadcast(F, 1f).sub(tail), x);
    return far.blend(near, x.abs().compare(LT, 1f));
  }

  private static FloatVector erfNear(FloatVector x) {
    FloatVector s = x.mul(x);
    FloatVector p = broadcast(F, P6).fma(s, broadcast(F, P5));
    p = p.fma(s, broadcast(F, P4));
    p = p.fma(s, broadcast(F, P3));
    p = p.fma(s, broadcast(F, P2));
    p = p.fma(s, broadcast(F, P1));
    p = p.fma(s, broadcast(F, P0));
    return p.fma(x, x);
  }

  static FloatVector expMinusSquare(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(10.5f, a.compare(GT, 10.5f));
    return expOfMinus(c, c);
  }

  static FloatVector erfc(FloatVector x, FloatVector e) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(10.5f, a.compare(GT, 10.5f));
    FloatVector tail = scaledErfc(c).mul(e);
    FloatVector near = broadcast(F, 1f).sub(erfNear(x));
    return tail.blend(broadcast(F, 2f).sub(tail), x.compare(LT, 0f))
        .blend(near, a.compare(LT, 0.5f));
  }

  private static FloatVector scaledErfc(FloatVector u) {
    FloatVector q = u.sub(2f).div(u.add(2f));
    FloatVector p = broadcast(F, R10).fma(q, broadcast(F, R9));
    p = p.fma(q, broadcast(F, R8));
    p = p.fma(q, broadcast(F, R7));
    p = p.fma(q, broadcast(F, R6));
    p = p.fma(q, broadcast(F, R5));
    p = p.fma(q, broadcast(F, R4));
    p = p.fma(q, broadcast(F, R3));
    p = p.fma(q, broadcast(F, R2));
    p = p.fma(q, broadcast(F, R1));
    p = p.fma(q, broadcast(F, R0));
    return p.div(u.fma(broadcast(F, 2f), broadcast(F, 1f)));
  }

  private static FloatVector expOfMinus(FloatVector a, FloatVector b) {
    FloatVector s = a.mul(b);
    FloatVector e = exp(s.neg());
    return a.fma(b, s.neg()).neg().fma(e, e);
  }

  static FloatVector expMinusHalfSquare(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(14.5f, a.compare(GT, 14.5f));
    return expOfMinus(c.mul(0.5f), c);
  }

  static FloatVector gelu(FloatVector x, FloatVector e) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(14.5f, a.compare(GT, 14.5f));
    FloatVector tail = scaledErfc(c.mul(SQRT_HALF)).mul(0.5f).mul(e);
    return x.mul(broadcast(F, 1f).sub(tail).blend(tail, x.compare(LT, 0f)));
  }

  static FloatVector geluGradient(FloatVector g, FloatVector x, FloatVector e) {
    FloatVector a = x.abs();
    FloatVector c = a.blend(14.5f, a.compare(GT, 14.5f));
    FloatVector tail = scaledErfc(c.mul(SQRT_HALF)).mul(0.5f).mul(e);
    FloatVector below = broadcast(F, 1f).sub(tail).blend(tail, x.compare(LT, 0f));
    return e.mul(ROOT_OF_TWO_PI_INVERSE).mul(x).add(below).mul(g);
  }

  static FloatVector sin(FloatVector x) {
    FloatVector t = x.fma(broadcast(F, TWO_OVER_PI), broadcast(F, ROUND));
    FloatVector y = circle(angle(x, t.sub(ROUND)), t.reinterpretAsInts());
    return y.blend(x, x.compare(EQ, 0f));
  }

  static FloatVector cos(FloatVector x) {
    FloatVector t = x.fma(broadcast(F, TWO_OVER_PI), broadcast(F, ROUND));
    return circle(angle(x, t.sub(ROUND)), t.reinterpretAsInts().add(1));
  }

  static VectorMask<Float> inAngleLimit(FloatVector x) {
    return x.abs().compare(LE, ANGLE_LIMIT);
  }

  private static FloatVector angle(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(broadcast(F, -HALF_PI_1), x);
    r = n.fma(broadcast(F, -HALF_PI_2), r);
    return n.fma(broadcast(F, -HALF_PI_3), r);
  }

  private static FloatVector circle(FloatVector r, IntVector quarters) {
    FloatVector s = r.mul(r);
    FloatVector sine = broadcast(F, S2).fma(s, broadcast(F, S1)).fma(s, broadcast(F, S0));
    sine = s.mul(r).fma(sine, r);
    FloatVector cosine = broadcast(F, C2).fma(s, broadcast(F, C1)).fma(s, broadcast(F, C0));
    cosine = s.mul(s).fma(cosine, s.fma(broadcast(F, -0.5f), broadcast(F, 1f)));
    VectorMask<Float> even = quarters.lanewise(AND, 1).compare(EQ, 0).cast(Wide.F);
    IntVector sign = quarters.lanewise(AND, 2).lanewise(LSHL, 30);
    return cosine.blend(sine, even).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
  }

  /** Half to even; what is above 2^23 is whole already. */
  static FloatVector rint(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector whole = copySign(a.add(0x1p23f).sub(0x1p23f), x);
    return x.blend(whole, a.compare(LT, 0x1p23f));
  }

  static FloatVector floor(FloatVector x) {
    FloatVector whole = rint(x);
    return copySign(whole.blend(whole.sub(1f), whole.compare(GT, x)), x);
  }

  static FloatVector ceil(FloatVector x) {
    FloatVector whole = rint(x);
    return copySign(whole.blend(whole.add(1f), whole.compare(LT, x)), x);
  }

  static FloatVector trunc(FloatVector x) {
    return copySign(floor(x.abs()), x);
  }

  static FloatVector copySign(FloatVector x, FloatVector sign) {
    IntVector magnitude = x.reinterpretAsInts().lanewise(AND, 0x7fffffff);
    IntVector bit = sign.reinterpretAsInts().lanewise(AND, 0x80000000);
    return magnitude.lanewise(OR, bit).reinterpretAsFloats();
  }
}
