package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/**
 * Loops that do one element at a time. They always exist, and say what the vector loops must give.
 */
final class PlainLoops implements LoopMaker {
  @Override
  public Loop make(Unary op, Kind kind) {
    boolean test = op.isPredicate();
    return switch (kind) {
      case FLOAT ->
          test
              ? stamp(FloatLoops.Test1.class, FloatOps.test(op), op, kind)
              : stamp(FloatLoops.Unary.class, FloatOps.of(op), op, kind);
      case DOUBLE ->
          test
              ? stamp(DoubleLoops.Test1.class, DoubleOps.test(op), op, kind)
              : stamp(DoubleLoops.Unary.class, DoubleOps.of(op), op, kind);
      default ->
          test
              ? stamp(LongLoops.Test1.class, LongOps.test(op), op, kind)
              : stamp(LongLoops.Unary.class, LongOps.of(op), op, kind);
    };
  }

  @Override
  public Loop make(Binary op, Kind kind) {
    boolean test = op.isPredicate();
    return switch (kind) {
      case FLOAT ->
          test
              ? stamp(FloatLoops.Test2.class, FloatOps.test(op), op, kind)
              : stamp(FloatLoops.Binary.class, FloatOps.of(op), op, kind);
      case DOUBLE ->
          test
              ? stamp(DoubleLoops.Test2.class, DoubleOps.test(op), op, kind)
              : stamp(DoubleLoops.Binary.class, DoubleOps.of(op), op, kind);
      default ->
          test
              ? stamp(LongLoops.Test2.class, LongOps.test(op), op, kind)
              : stamp(LongLoops.Binary.class, LongOps.of(op), op, kind);
    };
  }

  @Override
  public Loop make(Ternary op, Kind kind) {
    return switch (kind) {
      case FLOAT -> stamp(FloatLoops.Ternary.class, FloatOps.of(op), op, kind);
      case DOUBLE -> stamp(DoubleLoops.Ternary.class, DoubleOps.of(op), op, kind);
      default -> stamp(LongLoops.Ternary.class, LongOps.of(op), op, kind);
    };
  }

  @Override
  public Loop make(RowOp op, Kind kind) {
    boolean binary = op == RowOp.EXP_SHIFTED;
    return switch (kind) {
      case FLOAT ->
          binary
              ? stamp(FloatLoops.Binary.class, FloatOps.of2(op), op, kind)
              : stamp(FloatLoops.Ternary.class, FloatOps.of3(op), op, kind);
      case DOUBLE ->
          binary
              ? stamp(DoubleLoops.Binary.class, DoubleOps.of2(op), op, kind)
              : stamp(DoubleLoops.Ternary.class, DoubleOps.of3(op), op, kind);
      default -> stamp(null, null, op, kind);
    };
  }

  @Override
  public Loop makeWhere(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatLoops.Where();
      case DOUBLE -> new DoubleLoops.Where();
      default -> new LongLoops.Where();
    };
  }

  private static Loop stamp(
      Class<? extends Loop> template, Object function, Enum<?> op, Kind kind) {
    return Stamp.of(template, meaning(function, op, kind), op + " " + kind, Loop.class);
  }

  private static ReduceLoop stamp(
      Class<? extends ReduceLoop> template, Object reducer, Reduce op, Kind kind) {
    return Stamp.of(template, meaning(reducer, op, kind), op + " " + kind, ReduceLoop.class);
  }

  private static Object meaning(Object function, Enum<?> op, Kind kind) {
    if (function == null) {
      throw new UnsupportedOperationException(
          op + " has no meaning on " + (kind == Kind.LONG ? "integers" : "floating-point numbers"));
    }
    return function;
  }

  @Override
  public ReduceLoop make(Reduce op, Kind kind) {
    return switch (kind) {
      case FLOAT -> stamp(FloatReduceLoop.class, FloatReducer.of(op), op, kind);
      case DOUBLE -> stamp(DoubleReduceLoop.class, DoubleReducer.of(op), op, kind);
      case LONG -> stamp(LongReduceLoop.class, LongReducer.of(op), op, kind);
      case TRUTH -> new CountLoop();
    };
  }

  @Override
  public ReduceLoop makeDot(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatDotLoop();
      case DOUBLE -> new DoubleDotLoop();
      default -> new LongDotLoop();
    };
  }

  @Override
  public NormLoop makeNorm(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatNormLoop();
      case DOUBLE -> new DoubleNormLoop();
      default -> throw new UnsupportedOperationException("integers cannot be normalised");
    };
  }

  @Override
  public OptimLoop makeOptim(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatOptimLoop();
      case DOUBLE -> new DoubleOptimLoop();
      default -> throw new UnsupportedOperationException("integers cannot be optimized");
    };
  }
}
