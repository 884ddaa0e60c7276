package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Reduce;

/** The loop of each reduction on each kind, stamped when it is first asked for. */
final class ReduceLoops {
  private static final OpTable<Reduce, ReduceLoop> LOOPS =
      new OpTable<>(Reduce.class, ReduceLoops::stamp);

  private ReduceLoops() {}

  static ReduceLoop of(Reduce op, Kind kind) {
    return LOOPS.get(op, kind);
  }

  static ReduceLoop dot(Kind kind) {
    return switch (kind) {
      case FLOAT -> new FloatDotLoop();
      case DOUBLE -> new DoubleDotLoop();
      default -> new LongDotLoop();
    };
  }

  private static ReduceLoop stamp(Reduce op, Kind kind) {
    return switch (kind) {
      case FLOAT -> stamp(FloatReduceLoop.class, FloatReducer.of(op), op, kind);
      case DOUBLE -> stamp(DoubleReduceLoop.class, DoubleReducer.of(op), op, kind);
      case LONG -> stamp(LongReduceLoop.class, LongReducer.of(op), op, kind);
      case TRUTH -> new CountLoop();
    };
  }

  private static ReduceLoop stamp(
      Class<? extends ReduceLoop> template, Object reducer, Reduce op, Kind kind) {
    if (reducer == null) {
      throw new UnsupportedOperationException(op + " has no meaning on integers");
    }
    return Stamp.of(template, reducer, op + " " + kind, ReduceLoop.class);
  }
}
