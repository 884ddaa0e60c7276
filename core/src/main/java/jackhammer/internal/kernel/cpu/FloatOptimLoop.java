package jackhammer.internal.kernel.cpu;

// Twins: Double

import jackhammer.internal.kernel.OptimArgs;

/** Optimizer steps on float32, element by element. */
final class FloatOptimLoop implements OptimLoop {
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
    for (int i = 0; i < n; i++) {
      float w = p[pi + i];
      float d = sign * g[gi + i];
      if (decay != 0f) {
        d = Math.fma(w, decay, d);
      }
      if (buf != null) {
        float b = args.firstStep() ? d : Math.fma(d, fresh, buf[bi + i] * momentum);
        buf[bi + i] = b;
        d = args.nesterov() ? Math.fma(b, momentum, d) : b;
      }
      p[pi + i] = Math.fma(d, rate, w);
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
    float[] g = (float[]) grad;
    float[] m = (float[]) avg;
    float[] v = (float[]) avgSq;
    float[] x = (float[]) maxSq;
    float sign = (float) args.sign();
    float decay = (float) args.gradDecay();
    float scale = (float) args.paramScale();
    float weight = (float) args.weight();
    float beta2 = (float) args.beta2();
    float squareWeight = (float) args.squareWeight();
    float correction = (float) args.correction();
    float eps = (float) args.eps();
    float stepSize = (float) args.stepSize();
    for (int i = 0; i < n; i++) {
      float w = p[pi + i] * scale;
      float d = sign * g[gi + i];
      if (decay != 0f) {
        d = Math.fma(w, decay, d);
      }
      float first = lerp(m[mi + i], d, weight);
      float second = Math.fma(squareWeight * d, d, v[vi + i] * beta2);
      m[mi + i] = first;
      v[vi + i] = second;
      if (x != null) {
        second = Math.max(x[xi + i], second);
        x[xi + i] = second;
      }
      float denominator = (float) Math.sqrt(second) / correction + eps;
      p[pi + i] = w + stepSize * first / denominator;
    }
  }

  /** From the nearer end, as PyTorch's {@code lerp_}. */
  private static float lerp(float from, float to, float weight) {
    return Math.abs(weight) < 0.5f
        ? Math.fma(weight, to - from, from)
        : Math.fma(weight - 1f, to - from, to);
  }
}
