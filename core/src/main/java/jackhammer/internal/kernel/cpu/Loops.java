package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;
import java.util.function.BiFunction;

/** The loop of each operation on each kind, stamped when it is first asked for. */
final class Loops {
  private static final Table<Unary> UNARY = new Table<>(Unary.class, Loops::stamp);
  private static final Table<Binary> BINARY = new Table<>(Binary.class, Loops::stamp);
  private static final Table<Ternary> TERNARY = new Table<>(Ternary.class, Loops::stamp);

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

  private static Loop stamp(
      Class<? extends Loop> template, Object function, Enum<?> op, Kind kind) {
    if (function == null) {
      throw new UnsupportedOperationException(
          op + " has no meaning on " + (kind == Kind.LONG ? "integers" : "floating-point numbers"));
    }
    return Stamp.of(template, function, op + " " + kind, Loop.class);
  }

  /** Loops made so far. */
  private static final class Table<E extends Enum<E>> {
    private final Loop[] made;
    private final BiFunction<E, Kind, Loop> maker;

    Table(Class<E> type, BiFunction<E, Kind, Loop> maker) {
      this.made = new Loop[type.getEnumConstants().length * 4];
      this.maker = maker;
    }

    Loop get(E op, Kind kind) {
      int i = op.ordinal() * 4 + kind.ordinal();
      Loop loop = made[i];
      return loop != null ? loop : make(op, kind, i);
    }

    private synchronized Loop make(E op, Kind kind, int i) {
      if (made[i] == null) {
        made[i] = maker.apply(op, kind);
      }
      return made[i];
    }
  }
}
