package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** Loops that do a vector at a time, where an operation has a vector form, else the plain ones. */
final class VectorLoops implements LoopMaker {
  private final LoopMaker plain = new PlainLoops();

  @Override
  public Loop make(Unary op, Kind kind) {
    FloatVectorFn.Of1 vector = kind == Kind.FLOAT ? FloatVectorOps.of(op) : null;
    FloatVectorFn.Pair1 first = kind == Kind.FLOAT ? FloatVectorOps.first(op) : null;
    if (first != null) {
      return new TwoSteps(
          1,
          stamp(FloatVectorLoops.Unary.class, first, op, kind),
          stamp(FloatVectorLoops.Binary.class, FloatVectorOps.second(op), op, kind));
    }
    if (vector == null) {
      return plain.make(op, kind);
    }
    FloatFn.Of1 scalar = FloatOps.of(op);
    FloatVectorFn.Domain domain = FloatVectorOps.domain(op);
    return domain == null
        ? stamp(FloatVectorLoops.Unary.class, new FloatVectorFn.Pair1(scalar, vector), op, kind)
        : stamp(
            FloatVectorLoops.Guarded.class,
            new FloatVectorFn.Guarded(scalar, vector, domain),
            op,
            kind);
  }

  @Override
  public Loop make(Binary op, Kind kind) {
    if (op == Binary.LOGADDEXP && kind == Kind.FLOAT) {
      FloatVectorFn.Pair2 first =
          new FloatVectorFn.Pair2(
              (a, b) -> FloatMath.expMinusAbs(a - b),
              (a, b) -> FloatVectorMath.expMinusAbs(a.sub(b)));
      FloatVectorFn.Pair3 second =
          new FloatVectorFn.Pair3(FloatMath::logAddExp, FloatVectorMath::logAddExp);
      return new TwoSteps(
          2,
          stamp(FloatVectorLoops.Binary.class, first, op, kind),
          stamp(FloatVectorLoops.Ternary.class, second, op, kind));
    }
    FloatVectorFn.Of2 vector = kind == Kind.FLOAT ? FloatVectorOps.of(op) : null;
    return vector == null
        ? plain.make(op, kind)
        : stamp(
            FloatVectorLoops.Binary.class,
            new FloatVectorFn.Pair2(FloatOps.of(op), vector),
            op,
            kind);
  }

  @Override
  public Loop make(Ternary op, Kind kind) {
    FloatVectorFn.Of3 vector = kind == Kind.FLOAT ? FloatVectorOps.of(op) : null;
    return vector == null
        ? plain.make(op, kind)
        : stamp(
            FloatVectorLoops.Ternary.class,
            new FloatVectorFn.Pair3(FloatOps.of(op), vector),
            op,
            kind);
  }

  @Override
  public Loop make(RowOp op, Kind kind) {
    if (kind != Kind.FLOAT) {
      return plain.make(op, kind);
    }
    return op == RowOp.EXP_SHIFTED
        ? stamp(
            FloatVectorLoops.Binary.class,
            new FloatVectorFn.Pair2(FloatOps.of2(op), FloatVectorOps.of2(op)),
            op,
            kind)
        : stamp(
            FloatVectorLoops.Ternary.class,
            new FloatVectorFn.Pair3(FloatOps.of3(op), FloatVectorOps.of3(op)),
            op,
            kind);
  }

  @Override
  public ReduceLoop make(Reduce op, Kind kind) {
    return plain.make(op, kind);
  }

  @Override
  public ReduceLoop makeDot(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatDotVectorLoop();
      case DOUBLE -> new DoubleDotVectorLoop();
      default -> plain.makeDot(kind);
    };
  }

  @Override
  public OptimLoop makeOptim(Kind kind) {
    return plain.makeOptim(kind);
  }

  private static Loop stamp(Class<? extends Loop> template, Object pair, Enum<?> op, Kind kind) {
    return Stamp.of(template, pair, op + " " + kind, Loop.class);
  }
}
