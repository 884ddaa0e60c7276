package jackhammer.internal.kernel.cpu;

/**
 * A function on float32 in two steps, t = first(x), then second(x, t), block by block through a
 * little scratch. For functions that are too long for one loop.
 */
final class TwoSteps implements Loop {
  private static final int BLOCK = 512;

  private final int operands;
  private final Loop first;
  private final Loop second;

  /**
   * @param operands 1 or 2; the second step has t as its last operand
   */
  TwoSteps(int operands, Loop first, Loop second) {
    this.operands = operands;
    this.first = first;
    this.second = second;
  }

  @Override
  public void run(
      int n,
      Object o,
      int oi,
      Object a,
      int ai,
      int as,
      Object b,
      int bi,
      int bs,
      Object c,
      int ci,
      int cs) {
    float[] t = new float[Math.min(n, BLOCK)];
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(n - i, BLOCK);
      int at = ai + i * as;
      int bt = bi + i * bs;
      first.run(count, t, 0, a, at, as, b, bt, bs, null, 0, 0);
      if (operands == 1) {
        second.run(count, o, oi + i, a, at, as, t, 0, 1, null, 0, 0);
      } else {
        second.run(count, o, oi + i, a, at, as, b, bt, bs, t, 0, 1);
      }
    }
  }
}
