package jackhammer.internal.kernel.cpu;

/**
 * The loops over the gates of some hidden units, on a few rows at a time. An operand comes as its
 * array, the index of its first element and the distance of its rows; its elements of one row lie
 * side by side. Each loop is the same sequence of operations with and without vectors.
 *
 * <p>The gates of one unit are {@code step} apart: those of P (and after the step, activated, of
 * the trace) at {@code gi}, {@code gi + step} and so on.
 */
interface Gates {

  /** p = sigmoid(p + (r + bias)). */
  void sigmoid(
      int rows, int n, Object p, int pi, int ps, Object r, int ri, int rs, Object bias, int bi);

  /** p = tanh(p + (r + bias)). */
  void tanh(
      int rows, int n, Object p, int pi, int ps, Object r, int ri, int rs, Object bias, int bi);

  /** p = max(p + (r + bias), 0). */
  void relu(
      int rows, int n, Object p, int pi, int ps, Object r, int ri, int rs, Object bias, int bi);

  /** From activated gates: c = f c + i g, t = tanh(c), h = o t. */
  void lstm(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object c,
      int ci,
      int cs,
      Object t,
      int ti,
      int ts,
      Object h,
      int hi,
      int hs);

  /** From activated r and z: m = R_n + bias, n = tanh(P_n + r m), h = (1 - z) n + z h. */
  void gru(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object r,
      int ri,
      int rs,
      Object bias,
      int bi,
      Object m,
      int mi,
      int ms,
      Object h,
      int hi,
      int hs);

  /** x = x + y. */
  void add(int rows, int n, Object x, int xi, int xs, Object y, int yi, int ys);

  /** d = g (1 - y y). */
  void tanhBackward(
      int rows, int n, Object g, int gi, int gs, Object y, int yi, int ys, Object d, int di);

  /** d = g where y is positive, else 0; NaN in y passes g. */
  void reluBackward(
      int rows, int n, Object g, int gi, int gs, Object y, int yi, int ys, Object d, int di);

  /**
   * The gradients of the four sums before the gates, to {@code d}, which lies as the gates do, and
   * of the cell state before, in place.
   *
   * @param c the cell state before the step
   * @param t tanh of the one after it
   * @param h the gradient of the output
   * @param dc that of the cell state
   */
  void lstmBackward(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object c,
      int ci,
      Object t,
      int ti,
      int ts,
      Object h,
      int hi,
      int hs,
      Object dc,
      int dci,
      Object d,
      int di);

  /**
   * The gradients of P, to {@code dp}, and of R, to {@code dr}, which lie as the gates do, and the
   * part of the gradient of the state before that does not go through R, in place of that of the
   * output.
   *
   * @param m R_n
   * @param before the state before the step
   * @param h the gradient of the output
   */
  void gruBackward(
      int rows,
      int n,
      Object gates,
      int gi,
      int gs,
      int step,
      Object m,
      int mi,
      int ms,
      Object before,
      int bi,
      Object h,
      int hi,
      int hs,
      Object dp,
      Object dr,
      int di);
}
