package jackhammer.internal.kernel.cpu;

/**
 * An innermost element-wise loop over arrays of one {@link Kind}. Arrays come as {@code Object} so
 * that what walks over dimensions, types and threads is written once.
 */
interface Loop {
  /**
   * Computes {@code n} results, which lie side by side. Operands beyond the operation's own are not
   * looked at.
   *
   * @param o results, from index {@code oi}; may be the array of an operand at the same place
   * @param a first operand, from {@code ai}, step {@code as}: 1, or 0 for one element repeated
   */
  void run(
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
      int cs);
}
