package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.OptimArgs;

/** Optimizer steps on float64, element by element. */
final class DoubleOptimLoop implements OptimLoop {
  @Override
  public void sgd(
      Object param, int pi, Object grad, int gi, Object buffer, int bi, int n, OptimArgs.Sgd args) {
    double[] p = (double[]) param;
    double[] g = (double[]) grad;
    double[] buf = (double[]) buffer;
    double sign = args.maximize() ? -1.0 : 1.0;
    double decay = args.weightDecay();
    double momentum = args.momentum();
    double fresh = (1 - args.dampening());
    double rate = -args.lr();
    for (int i = 0; i < n; i++) {
      double w = p[pi + i];
      double d = sign * g[gi + i];
      if (decay != 0.0) {
        d = Math.fma(w, decay, d);
      }
      if (buf != null) {
        double b = args.firstStep() ? d : Math.fma(d, fresh, buf[bi + i] * momentum);
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
    double[] p = (double[]) param;
    double[] g = (double[]) grad;
    double[] m = (double[]) avg;
    double[] v = (double[]) avgSq;
    double[] x = (double[]) maxSq;
    double sign = args.sign();
    double decay = args.gradDecay();
    double scale = args.paramScale();
    double weight = args.weight();
    double beta2 = args.beta2();
    double squareWeight = args.squareWeight();
    double correction = args.correction();
    double eps = args.eps();
    double stepSize = args.stepSize();
    for (int i = 0; i < n; i++) {
      double w = p[pi + i] * scale;
      double d = sign * g[gi + i];
      if (decay != 0.0) {
        d = Math.fma(w, decay, d);
      }
      double first = lerp(m[mi + i], d, weight);
      double second = Math.fma(squareWeight * d, d, v[vi + i] * beta2);
      m[mi + i] = first;
      v[vi + i] = second;
      if (x != null) {
        second = Math.max(x[xi + i], second);
        x[xi + i] = second;
      }
      double denominator = Math.sqrt(second) / correction + eps;
      p[pi + i] = w + stepSize * first / denominator;
    }
  }

  /** From the nearer end, as PyTorch's {@code lerp_}. */
  private static double lerp(double from, double to, double weight) {
    return Math.abs(weight) < 0.5
        ? Math.fma(weight, to - from, from)
        : Math.fma(weight - 1.0, to - from, to);
  }
}
