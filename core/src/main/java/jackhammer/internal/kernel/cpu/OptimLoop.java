package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.OptimArgs;

/** The innermost loops of the optimizers, on arrays of one {@link Kind}. */
interface OptimLoop {
  /**
   * @param buffer momentum, or null
   */
  void sgd(
      Object param, int pi, Object grad, int gi, Object buffer, int bi, int n, OptimArgs.Sgd args);

  /**
   * @param maxSq the running maximum of {@code avgSq}, or null
   */
  void adam(
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
      AdamNumbers args);
}
