package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;

import jackhammer.internal.kernel.Reduce;

/**
 * {@link FloatReducer} for all lanes of a vector.
 *
 * <p>The method called is always that of the element: C2 knows its shape, for it was just loaded.
 * What a loop hands on to its next round has none that C2 knows, and where a process has vectors of
 * several shapes the call stays a call, for which each vector becomes an object.
 *
 * @param anyOrder whether the order in which elements meet cannot be seen in the result
 */
record FloatVectorReducer(FloatReducer scalar, FloatVectorFn.Of2 step, boolean anyOrder) {
  /** The reducer of an operation, null where it has none of its own. */
  static FloatVectorReducer of(Reduce op) {
    FloatReducer scalar = FloatReducer.of(op);
    return switch (op) {
      case SUM -> new FloatVectorReducer(scalar, (lane, x) -> x.add(lane), false);
      case SUM_SQUARES -> new FloatVectorReducer(scalar, (lane, x) -> x.fma(x, lane), false);
      case SUM_ABS -> new FloatVectorReducer(scalar, (lane, x) -> x.abs().add(lane), false);
      case PROD -> new FloatVectorReducer(scalar, (lane, x) -> x.mul(lane), false);
      case MAX -> new FloatVectorReducer(scalar, (lane, x) -> x.lanewise(MAX, lane), true);
      case MIN -> new FloatVectorReducer(scalar, (lane, x) -> x.lanewise(MIN, lane), true);
      default -> null;
    };
  }
}
