package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** Makes loops: {@link PlainLoops} of every operation, {@link VectorLoops} of some. */
interface LoopMaker {
  Loop make(Unary op, Kind kind);

  Loop make(Binary op, Kind kind);

  Loop make(Ternary op, Kind kind);

  Loop make(RowOp op, Kind kind);

  /** a where the condition holds, else b. */
  Loop makeWhere(Kind kind);

  ReduceLoop make(Reduce op, Kind kind);

  /** Sums of products. */
  ReduceLoop makeDot(Kind kind);

  NormLoop makeNorm(Kind kind);

  OptimLoop makeOptim(Kind kind);
}
