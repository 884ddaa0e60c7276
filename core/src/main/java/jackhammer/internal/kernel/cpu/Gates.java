package jackhammer.internal.kernel.cpu;

/**
 * The loops over the gates of some hidden units, on a few rows at a time. Each loop is the same
 * sequence of operations with and without vectors.
 *
 * <p>Where an operand has several gates of a unit, activated or their gradients, they are {@code
 * step} apart.
 */
interface Gates {

  /** y = sigmoid(p + (r + bias)). */
  void sigmoid(int rows, int n, Strip y, Strip p, Strip r, Strip bias);

  /** y = tanh(p + (r + bias)). */
  void tanh(int rows, int n, Strip y, Strip p, Strip r, Strip bias);

  /** y = max(p + (r + bias), 0). */
  void relu(int rows, int n, Strip y, Strip p, Strip r, Strip bias);

  /** From activated gates: c = f c + i g, t = tanh(c), h = o t. */
  void lstm(int rows, int n, int step, Strip gates, Strip c, Strip t, Strip h);

  /** From activated r and z: m = R_n + bias, n = tanh(p + r m), h = (1 - z) n + z h. */
  void gru(int rows, int n, int step, Strip gates, Strip p, Strip r, Strip bias, Strip m, Strip h);

  /** x = x + y. */
  void add(int rows, int n, Strip x, Strip y);

  /** d = g (1 - y y). */
  void tanhBackward(int rows, int n, Strip g, Strip y, Strip d);

  /** d = g where y is positive, else 0; NaN in y passes g. */
  void reluBackward(int rows, int n, Strip g, Strip y, Strip d);

  /**
   * The gradients of the four sums before the gates, to {@code d}, and of the cell state before, in
   * place.
   *
   * @param c the cell state before the step
   * @param t tanh of the one after it
   * @param h the gradient of the output
   * @param dc that of the cell state
   */
  void lstmBackward(
      int rows, int n, int step, Strip gates, Strip c, Strip t, Strip h, Strip dc, Strip d);

  /**
   * The gradients of P, to {@code dp}, and of R, to {@code dr}, and the part of the gradient of the
   * state before that does not go through R, in place of that of the output.
   *
   * @param m R_n
   * @param before the state before the step
   * @param h the gradient of the output
   */
  void gruBackward(
      int rows, int n, int step, Strip gates, Strip m, Strip before, Strip h, Strip dp, Strip dr);
}
