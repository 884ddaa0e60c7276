package jackhammer.internal.kernel.cpu;

// Twins: Double

import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;

import jackhammer.internal.kernel.Reduce;

/**
 * {@link FloatReducer} for all lanes of a vector.
 *
 * @param anyOrder whether the order in which elements meet cannot be seen in the result
 */
record FloatVectorReducer(FloatReducer scalar, FloatVectorFn.Of2 step, boolean anyOrder) {
  /** The reducer of an operation, null where it has none of its own. */
  static FloatVectorReducer of(Reduce op) {
    FloatReducer scalar = FloatReducer.of(op);
    return switch (op) {
      case SUM -> new FloatVectorReducer(scalar, (lane, x) -> lane.add(x), false);
      case SUM_SQUARES -> new FloatVectorReducer(scalar, (lane, x) -> x.fma(x, lane), false);
      case SUM_ABS -> new FloatVectorReducer(scalar, (lane, x) -> lane.add(x.abs()), false);
      case PROD -> new FloatVectorReducer(scalar, (lane, x) -> lane.mul(x), false);
      case MAX -> new FloatVectorReducer(scalar, (lane, x) -> lane.lanewise(MAX, x), true);
      case MIN -> new FloatVectorReducer(scalar, (lane, x) -> lane.lanewise(MIN, x), true);
      default -> null;
    };
  }
}
