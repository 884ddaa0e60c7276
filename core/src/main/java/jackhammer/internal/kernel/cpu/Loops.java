package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** The loop of each operation on each kind, made when it is first asked for. */
final class Loops {
  private static final LoopMaker MAKER = Simd.load(LoopMaker.class, "PlainLoops", "VectorLoops");
  private static final OpTable<Unary, Loop> UNARY = new OpTable<>(Unary.class, MAKER::make);
  private static final OpTable<Binary, Loop> BINARY = new OpTable<>(Binary.class, MAKER::make);
  private static final OpTable<Ternary, Loop> TERNARY = new OpTable<>(Ternary.class, MAKER::make);
  private static final OpTable<RowOp, Loop> ROW = new OpTable<>(RowOp.class, MAKER::make);
  private static final OpTable<Reduce, ReduceLoop> REDUCE =
      new OpTable<>(Reduce.class, MAKER::make);
  private static final ReduceLoop[] DOT = new ReduceLoop[Kind.values().length];
  private static final OptimLoop[] OPTIM = new OptimLoop[Kind.values().length];

  private Loops() {}

  static Loop of(Unary op, Kind kind) {
    return UNARY.get(op, kind);
  }

  static Loop of(Binary op, Kind kind) {
    return BINARY.get(op, kind);
  }

  static Loop of(Ternary op, Kind kind) {
    return TERNARY.get(op, kind);
  }

  static Loop of(RowOp op, Kind kind) {
    return ROW.get(op, kind);
  }

  static ReduceLoop of(Reduce op, Kind kind) {
    return REDUCE.get(op, kind);
  }

  /** Sums of products. */
  static ReduceLoop dot(Kind kind) {
    ReduceLoop loop = DOT[kind.ordinal()];
    return loop != null ? loop : (DOT[kind.ordinal()] = MAKER.makeDot(kind));
  }

  static OptimLoop optim(Kind kind) {
    OptimLoop loop = OPTIM[kind.ordinal()];
    return loop != null ? loop : (OPTIM[kind.ordinal()] = MAKER.makeOptim(kind));
  }

  /** a where the condition holds, else b. */
  static Loop where(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatLoops.Where();
      case DOUBLE -> new DoubleLoops.Where();
      default -> new LongLoops.Where();
    };
  }
}
