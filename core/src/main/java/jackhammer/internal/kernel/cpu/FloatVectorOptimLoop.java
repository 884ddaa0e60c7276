package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.OptimArgs;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatOptimLoop}, a vector at a time, with the same operations on each element. What the
 * options change is a step of its own, over a block that stays in the first-level cache, so that no
 * loop has a branch.
 */
final class FloatVectorOptimLoop implements OptimLoop {
  private static final VectorSpecies<Float> F = Wide.F;
  private static final int BLOCK = 1024;

  private final OptimLoop plain = new FloatOptimLoop();

  @Override
  public void sgd(
      Object param, int pi, Object grad, int gi, Object buffer, int bi, int n, OptimArgs.Sgd args) {
    float[] p = (float[]) param;
    float[] g = (float[]) grad;
    float[] buf = (float[]) buffer;
    float sign = args.maximize() ? -1f : 1f;
    float decay = (float) args.weightDecay();
    float momentum = (float) args.momentum();
    float fresh = (float) (1 - args.dampening());
    float rate = (float) -args.lr();
    int bound = F.loopBound(n);
    float[] d = new float[Math.min(bound, BLOCK)];
    for (int i = 0; i < bound; i += BLOCK) {
      int count = Math.min(bound - i, BLOCK);
      direction(p, pi + i, 1f, g, gi + i, sign, decay, d, count);
      if (buf != null) {
        if (args.firstStep()) {
          System.arraycopy(d, 0, buf, bi + i, count);
        } else {
          accumulate(d, fresh, momentum, buf, bi + i, count);
        }
        if (args.nesterov()) {
          fma(buf, bi + i, momentum, d, 0, d, count);
        } else {
          System.arraycopy(buf, bi + i, d, 0, count);
        }
      }
      fma(d, 0, rate, p, pi + i, p, count);
    }
    plain.sgd(param, pi + bound, grad, gi + bound, buffer, bi + bound, n - bound, args);
  }

  /** d = sign * g, plus decay times the scaled parameter if there is a decay. */
  private static void direction(
      float[] p,
      int pi,
      float scale,
      float[] g,
      int gi,
      float sign,
      float decay,
      float[] d,
      int n) {
    if (decay == 0f) {
      for (int i = 0; i < n; i += F.length()) {
        FloatVector.fromArray(F, g, gi + i).mul(sign).intoArray(d, i);
      }
      return;
    }
    FloatVector weight = FloatVector.broadcast(F, decay);
    for (int i = 0; i < n; i += F.length()) {
      FloatVector w = FloatVector.fromArray(F, p, pi + i).mul(scale);
      w.fma(weight, FloatVector.fromArray(F, g, gi + i).mul(sign)).intoArray(d, i);
    }
  }

  private static void accumulate(
      float[] d, float fresh, float momentum, float[] buf, int bi, int n) {
    FloatVector weight = FloatVector.broadcast(F, fresh);
    for (int i = 0; i < n; i += F.length()) {
      FloatVector old = FloatVector.fromArray(F, buf, bi + i).mul(momentum);
      FloatVector.fromArray(F, d, i).fma(weight, old).intoArray(buf, bi + i);
    }
  }

  /** to = a * factor + b, where {@code to} lies as b does. */
  private static void fma(float[] a, int ai, float factor, float[] b, int bi, float[] to, int n) {
    FloatVector f = FloatVector.broadcast(F, factor);
    for (int i = 0; i < n; i += F.length()) {
      FloatVector.fromArray(F, a, ai + i)
          .fma(f, FloatVector.fromArray(F, b, bi + i))
          .intoArray(to, bi + i);
    }
  }

  @Override
  public void adam(
      Object param,
      int pi,
      Object grad,
      int gi,
      Object avg,
      int mi,
      Object avgSq,
      int vi,
      Object maxSq,
      int xi,
      int n,
      AdamNumbers args) {
    float[] p = (float[]) param;
    float[] m = (float[]) avg;
    float[] v = (float[]) avgSq;
    float[] x = (float[]) maxSq;
    int bound = Math.abs((float) args.weight()) < 0.5f ? F.loopBound(n) : 0;
    float[] d = new float[Math.min(bound, BLOCK)];
    for (int i = 0; i < bound; i += BLOCK) {
      int count = Math.min(bound - i, BLOCK);
      direction(
          p,
          pi + i,
          (float) args.paramScale(),
          (float[]) grad,
          gi + i,
          (float) args.sign(),
          (float) args.gradDecay(),
          d,
          count);
      moments(d, m, mi + i, v, vi + i, count, args);
      if (x == null) {
        apply(p, pi + i, m, mi + i, v, vi + i, count, args);
      } else {
        largest(x, xi + i, v, vi + i, count);
        apply(p, pi + i, m, mi + i, x, xi + i, count, args);
      }
    }
    plain.adam(
        param,
        pi + bound,
        grad,
        gi + bound,
        avg,
        mi + bound,
        avgSq,
        vi + bound,
        maxSq,
        xi + bound,
        n - bound,
        args);
  }

  private static void moments(
      float[] direction, float[] m, int mi, float[] v, int vi, int n, AdamNumbers args) {
    FloatVector weight = FloatVector.broadcast(F, (float) args.weight());
    float beta2 = (float) args.beta2();
    float squareWeight = (float) args.squareWeight();
    for (int i = 0; i < n; i += F.length()) {
      FloatVector d = FloatVector.fromArray(F, direction, i);
      FloatVector first = FloatVector.fromArray(F, m, mi + i);
      weight.fma(d.sub(first), first).intoArray(m, mi + i);
      FloatVector second = FloatVector.fromArray(F, v, vi + i).mul(beta2);
      d.mul(squareWeight).fma(d, second).intoArray(v, vi + i);
    }
  }

  private static void largest(float[] x, int xi, float[] v, int vi, int n) {
    for (int i = 0; i < n; i += F.length()) {
      FloatVector.fromArray(F, x, xi + i)
          .lanewise(VectorOperators.MAX, FloatVector.fromArray(F, v, vi + i))
          .intoArray(x, xi + i);
    }
  }

  private static void apply(
      float[] p, int pi, float[] m, int mi, float[] v, int vi, int n, AdamNumbers args) {
    float scale = (float) args.paramScale();
    float correction = (float) args.correction();
    float eps = (float) args.eps();
    float stepSize = (float) args.stepSize();
    for (int i = 0; i < n; i += F.length()) {
      FloatVector w = FloatVector.fromArray(F, p, pi + i).mul(scale);
      FloatVector denominator = FloatVector.fromArray(F, v, vi + i).sqrt().div(correction).add(eps);
      w.add(FloatVector.fromArray(F, m, mi + i).mul(stepSize).div(denominator))
          .intoArray(p, pi + i);
    }
  }
}
