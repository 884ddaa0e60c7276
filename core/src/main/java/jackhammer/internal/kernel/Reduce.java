package jackhammer.internal.kernel;

/** What a run of elements is reduced to; the order of the sums is rule 3 of the bit contract. */
public enum Reduce {
  /** Floating point in its own type, integers in int64. */
  SUM,
  /** Sum of squares, floating point. */
  SUM_SQUARES,
  /** Sum of magnitudes, floating point. */
  SUM_ABS,
  PROD,
  /** NaN if any is. */
  MAX,
  /** NaN if any is. */
  MIN,
  /** BOOL out: any element is not zero. */
  ANY,
  /** BOOL out: all elements are not zero. */
  ALL,
  /** INT64 out: how many are not zero. */
  COUNT_NONZERO
}
