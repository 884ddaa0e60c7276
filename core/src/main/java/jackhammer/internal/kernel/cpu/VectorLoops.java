package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Reduce;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** Loops that do a vector at a time; null where an operation has no vector form. */
final class VectorLoops implements LoopMaker {
  @Override
  public Loop make(Unary op, Kind kind) {
    return switch (kind) {
      case FLOAT -> op.isPredicate() ? floatTest(op) : floatUnary(op);
      case DOUBLE -> op.isPredicate() ? doubleTest(op) : doubleUnary(op);
      default -> null;
    };
  }

  private static Loop floatUnary(Unary op) {
    FloatVectorFn.Pair1 first = FloatVectorOps.first(op);
    if (first != null) {
      return new TwoSteps(
          1,
          stamp(FloatVectorLoops.Unary.class, first, op, Kind.FLOAT),
          stamp(FloatVectorLoops.Binary.class, FloatVectorOps.second(op), op, Kind.FLOAT));
    }
    FloatVectorFn.Of1 vector = FloatVectorOps.of(op);
    if (vector == null) {
      return null;
    }
    FloatFn.Of1 scalar = FloatOps.of(op);
    FloatVectorFn.Domain domain = FloatVectorOps.domain(op);
    return domain == null
        ? stamp(
            FloatVectorLoops.Unary.class, new FloatVectorFn.Pair1(scalar, vector), op, Kind.FLOAT)
        : stamp(
            FloatVectorLoops.Guarded.class,
            new FloatVectorFn.Guarded(scalar, vector, domain),
            op,
            Kind.FLOAT);
  }

  private static Loop doubleUnary(Unary op) {
    DoubleVectorFn.Of1 vector = DoubleVectorOps.of(op);
    return vector == null
        ? null
        : stamp(
            DoubleVectorLoops.Unary.class,
            new DoubleVectorFn.Pair1(DoubleOps.of(op), vector),
            op,
            Kind.DOUBLE);
  }

  private static Loop floatTest(Unary op) {
    return FloatVectorTests.exist()
        ? stamp(
            FloatVectorTests.Test1.class,
            new FloatVectorFn.PairTest1(FloatOps.test(op), FloatVectorOps.test(op)),
            op,
            Kind.FLOAT)
        : null;
  }

  private static Loop doubleTest(Unary op) {
    return DoubleVectorTests.exist()
        ? stamp(
            DoubleVectorTests.Test1.class,
            new DoubleVectorFn.PairTest1(DoubleOps.test(op), DoubleVectorOps.test(op)),
            op,
            Kind.DOUBLE)
        : null;
  }

  @Override
  public Loop make(Binary op, Kind kind) {
    return switch (kind) {
      case FLOAT -> op.isPredicate() ? floatTest(op) : floatBinary(op);
      case DOUBLE -> op.isPredicate() ? doubleTest(op) : doubleBinary(op);
      default -> null;
    };
  }

  private static Loop floatBinary(Binary op) {
    if (op == Binary.LOGADDEXP) {
      return twoSteps(
          op,
          new FloatVectorFn.Pair2(
              (a, b) -> FloatMath.expMinusAbs(a - b),
              (a, b) -> FloatVectorMath.expMinusAbs(a.sub(b))),
          new FloatVectorFn.Pair3(FloatMath::logAddExp, FloatVectorMath::logAddExp));
    }
    if (op == Binary.GELU_GRAD) {
      return twoSteps(
          op,
          new FloatVectorFn.Pair2(
              (g, x) -> FloatMath.expMinusHalfSquare(x),
              (g, x) -> FloatVectorMath.expMinusHalfSquare(x)),
          new FloatVectorFn.Pair3(FloatMath::geluGradient, FloatVectorMath::geluGradient));
    }
    FloatVectorFn.Of2 vector = FloatVectorOps.of(op);
    return vector == null
        ? null
        : stamp(
            FloatVectorLoops.Binary.class,
            new FloatVectorFn.Pair2(FloatOps.of(op), vector),
            op,
            Kind.FLOAT);
  }

  private static Loop twoSteps(Binary op, FloatVectorFn.Pair2 first, FloatVectorFn.Pair3 second) {
    return new TwoSteps(
        2,
        stamp(FloatVectorLoops.Binary.class, first, op, Kind.FLOAT),
        stamp(FloatVectorLoops.Ternary.class, second, op, Kind.FLOAT));
  }

  private static Loop doubleBinary(Binary op) {
    DoubleVectorFn.Of2 vector = DoubleVectorOps.of(op);
    return vector == null
        ? null
        : stamp(
            DoubleVectorLoops.Binary.class,
            new DoubleVectorFn.Pair2(DoubleOps.of(op), vector),
            op,
            Kind.DOUBLE);
  }

  private static Loop floatTest(Binary op) {
    return FloatVectorTests.exist()
        ? stamp(
            FloatVectorTests.Test2.class,
            new FloatVectorFn.PairTest2(FloatOps.test(op), FloatVectorOps.test(op)),
            op,
            Kind.FLOAT)
        : null;
  }

  private static Loop doubleTest(Binary op) {
    return DoubleVectorTests.exist()
        ? stamp(
            DoubleVectorTests.Test2.class,
            new DoubleVectorFn.PairTest2(DoubleOps.test(op), DoubleVectorOps.test(op)),
            op,
            Kind.DOUBLE)
        : null;
  }

  @Override
  public Loop make(Ternary op, Kind kind) {
    return switch (kind) {
      case FLOAT -> floatTernary(FloatOps.of(op), FloatVectorOps.of(op), op);
      case DOUBLE -> doubleTernary(DoubleOps.of(op), DoubleVectorOps.of(op), op);
      default -> null;
    };
  }

  @Override
  public Loop make(RowOp op, Kind kind) {
    boolean binary = op == RowOp.EXP_SHIFTED;
    return switch (kind) {
      case FLOAT ->
          binary
              ? stamp(
                  FloatVectorLoops.Binary.class,
                  new FloatVectorFn.Pair2(FloatOps.of2(op), FloatVectorOps.of2(op)),
                  op,
                  kind)
              : floatTernary(FloatOps.of3(op), FloatVectorOps.of3(op), op);
      case DOUBLE ->
          binary
              ? stamp(
                  DoubleVectorLoops.Binary.class,
                  new DoubleVectorFn.Pair2(DoubleOps.of2(op), DoubleVectorOps.of2(op)),
                  op,
                  kind)
              : doubleTernary(DoubleOps.of3(op), DoubleVectorOps.of3(op), op);
      default -> null;
    };
  }

  private static Loop floatTernary(FloatFn.Of3 scalar, FloatVectorFn.Of3 vector, Enum<?> op) {
    FloatVectorFn.Pair3 pair = new FloatVectorFn.Pair3(scalar, vector);
    return stamp(FloatVectorLoops.Ternary.class, pair, op, Kind.FLOAT);
  }

  private static Loop doubleTernary(DoubleFn.Of3 scalar, DoubleVectorFn.Of3 vector, Enum<?> op) {
    DoubleVectorFn.Pair3 pair = new DoubleVectorFn.Pair3(scalar, vector);
    return stamp(DoubleVectorLoops.Ternary.class, pair, op, Kind.DOUBLE);
  }

  @Override
  public Loop makeWhere(Kind kind) {
    return switch (kind) {
      case FLOAT -> FloatVectorTests.exist() ? new FloatVectorTests.Where() : null;
      case DOUBLE -> DoubleVectorTests.exist() ? new DoubleVectorTests.Where() : null;
      default -> null;
    };
  }

  @Override
  public ReduceLoop make(Reduce op, Kind kind) {
    return switch (kind) {
      case FLOAT -> reduce(FloatVectorReduceLoop.class, FloatVectorReducer.of(op), op, kind);
      case DOUBLE -> reduce(DoubleVectorReduceLoop.class, DoubleVectorReducer.of(op), op, kind);
      default -> null;
    };
  }

  /** Sixteen lanes are at most four vectors: of two float64, there would be eight. */
  private static ReduceLoop reduce(
      Class<? extends ReduceLoop> template, Object reducer, Reduce op, Kind kind) {
    return reducer == null || kind == Kind.DOUBLE && Simd.bits() < 256
        ? null
        : Stamp.of(template, reducer, op + " " + kind, ReduceLoop.class);
  }

  @Override
  public ReduceLoop makeDot(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatDotVectorLoop();
      case DOUBLE -> new DoubleDotVectorLoop();
      default -> null;
    };
  }

  @Override
  public NormLoop makeNorm(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatVectorNormLoop();
      case DOUBLE -> new DoubleVectorNormLoop();
      default -> null;
    };
  }

  @Override
  public OptimLoop makeOptim(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatVectorOptimLoop();
      case DOUBLE -> new DoubleVectorOptimLoop();
      default -> null;
    };
  }

  private static Loop stamp(Class<? extends Loop> template, Object pair, Enum<?> op, Kind kind) {
    return Stamp.of(template, pair, op + " " + kind, Loop.class);
  }
}
