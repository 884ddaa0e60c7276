package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/**
 * The loop of each operation on each kind, made when it is first asked for: the plain one, or one
 * that becomes the vector loop as soon as that is compiled.
 */
final class Loops {
  private static final LoopMaker PLAIN = new PlainLoops();
  private static final LoopMaker VECTOR = Simd.load(LoopMaker.class, "PlainLoops", "VectorLoops");
  private static final boolean SIMD = Simd.bits() > 0;

  private static final OpTable<Unary, Loop> UNARY =
      new OpTable<>(
          Unary.class,
          (op, kind) ->
              best(
                  PLAIN.make(op, kind),
                  VECTOR.make(op, kind),
                  1,
                  kind,
                  op.isPredicate() ? Kind.TRUTH : kind,
                  Elementwise.grain(op) == Tasks.HEAVY));
  private static final OpTable<Binary, Loop> BINARY =
      new OpTable<>(
          Binary.class,
          (op, kind) ->
              best(
                  PLAIN.make(op, kind),
                  VECTOR.make(op, kind),
                  2,
                  kind,
                  op.isPredicate() ? Kind.TRUTH : kind,
                  Elementwise.grain(op) == Tasks.HEAVY));
  private static final OpTable<Ternary, Loop> TERNARY =
      new OpTable<>(
          Ternary.class,
          (op, kind) ->
              best(
                  PLAIN.make(op, kind),
                  VECTOR.make(op, kind),
                  3,
                  kind,
                  kind,
                  Elementwise.grain(op) == Tasks.HEAVY));
  private static final OpTable<RowOp, Loop> ROW =
      new OpTable<>(
          RowOp.class,
          (op, kind) -> {
            int operands = op == RowOp.EXP_SHIFTED ? 2 : 3;
            boolean heavy = op == RowOp.EXP_SHIFTED || op == RowOp.LOG_SOFTMAX_GRAD;
            return best(PLAIN.make(op, kind), VECTOR.make(op, kind), operands, kind, kind, heavy);
          });
  private static final OpTable<Reduce, ReduceLoop> REDUCE =
      new OpTable<>(
          Reduce.class,
          (op, kind) -> {
            ReduceLoop plain = PLAIN.make(op, kind);
            ReduceLoop vector = VECTOR.make(op, kind);
            return SIMD && vector != null ? Warming.reduce(plain, vector, kind) : plain;
          });

  private static final Loop[] WHERE = new Loop[Kind.values().length];
  private static final ReduceLoop[] DOT = new ReduceLoop[Kind.values().length];
  private static final NormLoop[] NORM = new NormLoop[Kind.values().length];
  private static final OptimLoop[] OPTIM = new OptimLoop[Kind.values().length];

  private Loops() {}

  private static Loop best(
      Loop plain, Loop vector, int operands, Kind in, Kind out, boolean heavy) {
    return SIMD && vector != null ? Warming.loop(plain, vector, operands, in, out, heavy) : plain;
  }

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
    return loop != null ? loop : makeDot(kind);
  }

  private static synchronized ReduceLoop makeDot(Kind kind) {
    int i = kind.ordinal();
    if (DOT[i] == null) {
      ReduceLoop vector = VECTOR.makeDot(kind);
      DOT[i] = vector != null ? vector : PLAIN.makeDot(kind);
    }
    return DOT[i];
  }

  static NormLoop norm(Kind kind) {
    NormLoop loop = NORM[kind.ordinal()];
    return loop != null ? loop : makeNorm(kind);
  }

  private static synchronized NormLoop makeNorm(Kind kind) {
    int i = kind.ordinal();
    if (NORM[i] == null) {
      NormLoop vector = VECTOR.makeNorm(kind);
      NORM[i] = vector != null ? vector : PLAIN.makeNorm(kind);
    }
    return NORM[i];
  }

  static OptimLoop optim(Kind kind) {
    OptimLoop loop = OPTIM[kind.ordinal()];
    return loop != null ? loop : makeOptim(kind);
  }

  private static synchronized OptimLoop makeOptim(Kind kind) {
    int i = kind.ordinal();
    if (OPTIM[i] == null) {
      OptimLoop plain = PLAIN.makeOptim(kind);
      OptimLoop vector = VECTOR.makeOptim(kind);
      OPTIM[i] = SIMD && vector != null ? Warming.optim(plain, vector, kind) : plain;
    }
    return OPTIM[i];
  }

  /** a where the condition holds, else b. */
  static Loop where(Kind kind) {
    Loop loop = WHERE[kind.ordinal()];
    return loop != null ? loop : makeWhere(kind);
  }

  private static synchronized Loop makeWhere(Kind kind) {
    int i = kind.ordinal();
    if (WHERE[i] == null) {
      WHERE[i] = best(PLAIN.makeWhere(kind), VECTOR.makeWhere(kind), 3, Kind.TRUTH, kind, false);
    }
    return WHERE[i];
  }
}
