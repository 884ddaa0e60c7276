package jackhammer.internal.kernel.cpu;

import java.util.function.BiFunction;

/** What belongs to each operation on each kind, made when it is first asked for. */
final class OpTable<E extends Enum<E>, T> {
  private static final int KINDS = Kind.values().length;

  private final Object[] made;
  private final BiFunction<E, Kind, T> maker;

  OpTable(Class<E> type, BiFunction<E, Kind, T> maker) {
    this.made = new Object[type.getEnumConstants().length * KINDS];
    this.maker = maker;
  }

  @SuppressWarnings("unchecked")
  T get(E op, Kind kind) {
    int i = op.ordinal() * KINDS + kind.ordinal();
    Object found = made[i];
    return found != null ? (T) found : make(op, kind, i);
  }

  @SuppressWarnings("unchecked")
  private synchronized T make(E op, Kind kind, int i) {
    if (made[i] == null) {
      made[i] = maker.apply(op, kind);
    }
    return (T) made[i];
  }
}
