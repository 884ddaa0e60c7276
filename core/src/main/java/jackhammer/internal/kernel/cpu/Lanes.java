package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.Strided;
import jackhammer.internal.memory.Storage;

/**
 * What runs along one dimension: a lane is all elements that differ in this dimension only.
 *
 * <p>Floating-point numbers are brought to float64 and integers to int64. Where the lanes lie
 * contiguously one is worked on after the other; where neighbours in memory belong to neighbouring
 * lanes, many lanes go side by side, so that memory is read as it lies.
 */
final class Lanes {
  /** Lanes that go side by side. */
  static final int WIDTH = 512;

  private final Strided[] operands;
  private final int dim;
  private final Nest nest;
  private final int length;
  private final boolean sideBySide;

  /** The first operand is the input; one of size 1 in {@code dim} has one element for each lane. */
  Lanes(int dim, Strided... operands) {
    this.operands = operands;
    this.dim = dim;
    Strided[] across = new Strided[operands.length];
    for (int k = 0; k < operands.length; k++) {
      across[k] = operands[k].select(dim, 0);
    }
    this.nest = Nest.of(across);
    this.length = operands[0].size(dim);
    this.sideBySide = nest.inner() > 1 && Math.abs(nest.innerStride(0)) < Math.abs(stride(0));
  }

  /** Elements of one lane. */
  int length() {
    return length;
  }

  boolean areSideBySide() {
    return sideBySide;
  }

  private int stride(int operand) {
    return operands[operand].stride(dim);
  }

  /** Runs {@code body} for ranges of lanes; side by side, at most {@link #WIDTH} at a time. */
  void forRanges(Tasks.Range body) {
    int grain = Tasks.unitsPerTask(length, Tasks.LIGHT);
    if (!sideBySide) {
      Tasks.forRange(nest.numel, grain, body);
      return;
    }
    int groups = (nest.numel + WIDTH - 1) / WIDTH;
    Tasks.forRange(
        groups,
        Math.max(1, grain / WIDTH),
        (from, to) -> {
          for (int g = from; g < to; g++) {
            body.run(g * WIDTH, Math.min(nest.numel, (g + 1) * WIDTH));
          }
        });
  }

  /** Elements {@code from} to {@code from + n} of one lane of an operand, as float64. */
  void loadLane(int operand, int lane, int from, int n, float[] scratch, double[] dst) {
    Strided s = operands[operand];
    Kind kind = Kind.of(s.dtype());
    Object target = kind == Kind.FLOAT ? scratch : dst;
    Runs.load(kind, s.storage(), position(operand, lane, from), stride(operand), n, target, 0);
    widen(kind, scratch, dst, n);
  }

  void loadLane(int operand, int lane, int from, int n, long[] dst) {
    Strided s = operands[operand];
    Runs.load(Kind.LONG, s.storage(), position(operand, lane, from), stride(operand), n, dst, 0);
  }

  void storeLane(int operand, int lane, int from, int n, Kind kind, Object src) {
    Storage s = operands[operand].storage();
    Runs.store(kind, src, 0, n, s, position(operand, lane, from), stride(operand));
  }

  /** Element {@code at} of {@code n} neighbouring lanes, as float64. */
  void loadAcross(int operand, int lane, int at, int n, float[] scratch, double[] dst) {
    Strided s = operands[operand];
    Kind kind = Kind.of(s.dtype());
    Object target = kind == Kind.FLOAT ? scratch : dst;
    Runs.gather(kind, nest, operand, s.storage(), base(operand, at), lane, n, target, 0);
    widen(kind, scratch, dst, n);
  }

  void loadAcross(int operand, int lane, int at, int n, long[] dst) {
    Strided s = operands[operand];
    Runs.gather(Kind.LONG, nest, operand, s.storage(), base(operand, at), lane, n, dst, 0);
  }

  void storeAcross(int operand, int lane, int at, int n, Kind kind, Object src) {
    Storage s = operands[operand].storage();
    Runs.scatter(kind, nest, operand, src, 0, lane, n, s, base(operand, at));
  }

  private int base(int operand, int at) {
    return operands[operand].offset() + at * stride(operand);
  }

  private int position(int operand, int lane, int at) {
    return base(operand, at) + nest.distance(operand, lane);
  }

  private static void widen(Kind kind, float[] scratch, double[] dst, int n) {
    if (kind == Kind.FLOAT) {
      for (int j = 0; j < n; j++) {
        dst[j] = scratch[j];
      }
    }
  }
}
