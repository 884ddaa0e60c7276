package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/** The loop of each operation on each kind, stamped when it is first asked for. */
final class Loops {
  private static final OpTable<Unary, Loop> UNARY = new OpTable<>(Unary.class, Loops::stamp);
  private static final OpTable<Binary, Loop> BINARY = new OpTable<>(Binary.class, Loops::stamp);
  private static final OpTable<Ternary, Loop> TERNARY = new OpTable<>(Ternary.class, Loops::stamp);

  private static final OpTable<RowOp, Loop> ROW = new OpTable<>(RowOp.class, Loops::stamp);

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

  static Loop where(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatLoops.Where();
      case DOUBLE -> new DoubleLoops.Where();
      default -> new LongLoops.Where();
    };
  }

  private static Loop stamp(Unary op, Kind kind) {
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

  private static Loop stamp(Binary op, Kind kind) {
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

  private static Loop stamp(Ternary op, Kind kind) {
    return switch (kind) {
      case FLOAT -> stamp(FloatLoops.Ternary.class, FloatOps.of(op), op, kind);
      case DOUBLE -> stamp(DoubleLoops.Ternary.class, DoubleOps.of(op), op, kind);
      default -> stamp(LongLoops.Ternary.class, LongOps.of(op), op, kind);
    };
  }

  private static Loop stamp(RowOp op, Kind kind) {
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

  private static Loop stamp(
      Class<? extends Loop> template, Object function, Enum<?> op, Kind kind) {
    if (function == null) {
      throw new UnsupportedOperationException(
          op + " has no meaning on " + (kind == Kind.LONG ? "integers" : "floating-point numbers"));
    }
    return Stamp.of(template, function, op + " " + kind, Loop.class);
  }
}
