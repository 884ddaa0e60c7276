package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jackhammer.internal.kernel.cpu.FloatActivations.BEND;
import static jackhammer.internal.kernel.cpu.FloatActivations.BEND_CUBIC;
import static jackhammer.internal.kernel.cpu.FloatActivations.BEND_END;
import static jackhammer.internal.kernel.cpu.FloatActivations.SELU_BELOW;
import static jackhammer.internal.kernel.cpu.FloatActivations.SELU_SCALE;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@link FloatActivations} for all lanes of a vector. */
final class FloatVectorActivations {
  private FloatVectorActivations() {}

  static FloatVector mish(FloatVector x) {
    FloatVector z = FloatVectorMath.exp(x.abs().neg());
    VectorMask<Float> negative = x.compare(LT, 0f);
    FloatVector n = z.mul(2f).add(1f).blend(z.add(2f).mul(z), negative);
    FloatVector q = z.mul(2f).mul(z).blend(2f, negative);
    return n.div(n.add(q)).mul(x);
  }

  static FloatVector mishGradient(FloatVector g, FloatVector x) {
    FloatVector z = FloatVectorMath.exp(x.abs().neg());
    VectorMask<Float> negative = x.compare(LT, 0f);
    FloatVector n = z.mul(2f).add(1f).blend(z.add(2f).mul(z), negative);
    FloatVector q = z.mul(2f).mul(z).blend(2f, negative);
    FloatVector d = n.add(q);
    FloatVector t = n.div(d);
    FloatVector s = broadcast(Wide.F, 1f).blend(z, negative).div(z.add(1f));
    return x.mul(s).mul(q.div(d).mul(t.add(1f))).add(t).mul(g);
  }

  static FloatVector hardswish(FloatVector x) {
    return x.add(3f).max(0f).min(6f).mul(x).div(6f);
  }

  static FloatVector hardswishGradient(FloatVector g, FloatVector x) {
    FloatVector between = x.div(3f).add(0.5f).mul(g);
    return between.blend(0f, x.compare(LE, -3f)).blend(g, x.compare(GE, 3f));
  }

  static FloatVector hardsigmoid(FloatVector x) {
    return x.add(3f).max(0f).min(6f).div(6f);
  }

  static FloatVector hardsigmoidGradient(FloatVector g, FloatVector x) {
    return broadcast(Wide.F, 0f).blend(g.div(6f), x.abs().compare(LT, 3f));
  }

  static FloatVector selu(FloatVector x) {
    FloatVector below = FloatVectorMath.expm1(x).mul(SELU_BELOW);
    return below.blend(x.mul(SELU_SCALE), x.compare(GT, 0f));
  }

  static FloatVector seluGradient(FloatVector g, FloatVector x) {
    FloatVector below = FloatVectorMath.exp(x).mul(SELU_BELOW);
    return below.blend(SELU_SCALE, x.compare(GT, 0f)).mul(g);
  }

  static FloatVector geluTanh(FloatVector x) {
    return FloatVectorMath.sigmoid(x.mul(x).mul(BEND_CUBIC).add(BEND).mul(x)).mul(x);
  }

  static FloatVector geluTanhGradient(FloatVector g, FloatVector x) {
    FloatVector c = x.max(-BEND_END).min(BEND_END);
    FloatVector square = c.mul(c);
    FloatVector bent = square.mul(BEND_CUBIC).add(BEND).mul(c);
    FloatVector z = FloatVectorMath.exp(bent.abs().neg());
    VectorMask<Float> negative = bent.compare(LT, 0f);
    FloatVector d = z.add(1f);
    FloatVector one = broadcast(Wide.F, 1f);
    FloatVector s = one.blend(z, negative).div(d);
    FloatVector rest = z.blend(1f, negative).div(d);
    FloatVector slope = square.mul(3f * BEND_CUBIC).add(BEND);
    return c.mul(s).mul(rest).mul(slope).add(s).mul(g);
  }

  static FloatVector elu(FloatVector x, FloatVector alpha, FloatVector s) {
    return FloatVectorMath.expm1(x.mul(s)).mul(alpha).blend(x, x.compare(GT, 0f));
  }

  static FloatVector eluGradient(FloatVector g, FloatVector x, FloatVector alpha) {
    return FloatVectorMath.exp(x).mul(alpha).blend(1f, x.compare(GT, 0f)).mul(g);
  }

  static FloatVector softplusGradient(FloatVector g, FloatVector x) {
    return FloatVectorMath.sigmoid(x).mul(g);
  }
}
