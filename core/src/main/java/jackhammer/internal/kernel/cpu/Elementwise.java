package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;

/**
 * Element-wise operations of any type and layout: finds the loop of an operation and brings every
 * operand before it as contiguous runs (or one repeated element) of the loop's {@link Kind}.
 *
 * <p>Where an operand already lies so, the loop works on it in place; anything else goes through
 * blocks of scratch that stay in the first-level cache.
 */
final class Elementwise {
  /**
   * Inner dimensions shorter than this are collected in scratch rather than looped over one by one.
   */
  private static final int SHORT = 32;

  private Elementwise() {}

  static void unary(Unary op, Strided x, Strided out) {
    // ~ of a boolean is its negation, not the complement of 0 and 1
    Unary meant = op == Unary.BITWISE_NOT && x.dtype() == DType.BOOL ? Unary.LOGICAL_NOT : op;
    Kind kind = Kind.of(x.dtype());
    Kind result = meant.isPredicate() ? Kind.TRUTH : kind;
    run(Loops.of(meant, kind), grain(meant), result, out, new Kind[] {kind}, x);
  }

  static void binary(Binary op, Strided a, Strided b, Strided out) {
    Kind kind = Kind.of(a.dtype());
    Kind result = op.isPredicate() ? Kind.TRUTH : kind;
    run(Loops.of(op, kind), grain(op), result, out, new Kind[] {kind, kind}, a, b);
  }

  static void ternary(Ternary op, Strided a, Strided b, Strided c, Strided out) {
    Kind kind = Kind.of(a.dtype());
    run(Loops.of(op, kind), grain(op), kind, out, new Kind[] {kind, kind, kind}, a, b, c);
  }

  static void where(Strided condition, Strided a, Strided b, Strided out) {
    Kind kind = Kind.of(a.dtype());
    run(
        Loops.where(kind),
        Tasks.LIGHT,
        kind,
        out,
        new Kind[] {Kind.TRUTH, kind, kind},
        condition,
        a,
        b);
  }

  static int grain(Unary op) {
    boolean function = op.compareTo(Unary.EXP) >= 0 && op.compareTo(Unary.I1) <= 0;
    return function ? Tasks.HEAVY : Tasks.LIGHT;
  }

  static int grain(Binary op) {
    return switch (op) {
      case POW,
          ATAN2,
          HYPOT,
          XLOGY,
          LOGADDEXP,
          IGAMMA,
          IGAMMAC,
          POLYGAMMA,
          REMAINDER,
          FMOD,
          FLOOR_DIVIDE,
          SILU_GRAD,
          GELU_GRAD,
          MISH_GRAD,
          SOFTPLUS_GRAD,
          SELU_GRAD,
          GELU_TANH_GRAD ->
          Tasks.HEAVY;
      default -> Tasks.LIGHT;
    };
  }

  static int grain(Ternary op) {
    return op == Ternary.ELU || op == Ternary.ELU_GRAD ? Tasks.HEAVY : Tasks.LIGHT;
  }

  private static void run(
      Loop loop, int grain, Kind result, Strided out, Kind[] kinds, Strided... in) {
    if (out.numel() == 0) {
      return;
    }
    Strided[] all = new Strided[in.length + 1];
    all[0] = out;
    System.arraycopy(in, 0, all, 1, in.length);
    Kind[] allKinds = new Kind[all.length];
    allKinds[0] = result;
    System.arraycopy(kinds, 0, allKinds, 1, in.length);
    Sweep sweep = new Sweep(loop, Nest.of(all), allKinds, all);
    Tasks.forRange(out.numel(), grain, sweep);
  }

  /** One operation over one nest; any range of its elements can be computed on its own. */
  private static final class Sweep implements Tasks.Range {
    private final Loop loop;
    private final Nest nest;
    private final Kind[] kinds;
    private final Strided[] operands;
    private final Object[] arrays;
    private final boolean byRuns;

    Sweep(Loop loop, Nest nest, Kind[] kinds, Strided[] operands) {
      this.loop = loop;
      this.nest = nest;
      this.kinds = kinds;
      this.operands = operands;
      this.arrays = new Object[operands.length];
      boolean direct = nest.dims() == 1 || nest.inner() >= SHORT;
      for (int k = 0; k < operands.length; k++) {
        arrays[k] = Kind.array(operands[k].storage());
        int step = nest.innerStride(k);
        direct &= kinds[k].isNative(operands[k].dtype());
        direct &= step == 1 || step == 0 && k > 0 || nest.inner() == 1;
      }
      this.byRuns = direct;
    }

    @Override
    public void run(int from, int to) {
      if (byRuns) {
        runs(from, to);
      } else {
        blocks(from, to);
      }
    }

    /** Every operand as it lies: one call per row of the innermost dimension. */
    private void runs(int from, int to) {
      int inner = nest.inner();
      int[] pos = new int[4];
      int[] step = new int[4];
      for (int k = 0; k < operands.length; k++) {
        step[k] = nest.innerStride(k);
      }
      while (from < to) {
        int n = Math.min(inner - from % inner, to - from);
        for (int k = 0; k < operands.length; k++) {
          pos[k] = operands[k].offset() + nest.distance(k, from);
        }
        call(n, arrays, pos, step);
        from += n;
      }
    }

    /** Operands that do not lie as the loop wants them are copied into scratch, block by block. */
    private void blocks(int from, int to) {
      int count = operands.length;
      Object[] at = arrays.clone();
      int[] pos = new int[4];
      int[] step = {1, 1, 1, 1};
      boolean[] staged = new boolean[count];
      for (int k = 0; k < count; k++) {
        boolean isNative = kinds[k].isNative(operands[k].dtype());
        boolean constant = k > 0 && nest.isConstant(k);
        staged[k] = !(isNative && (constant || nest.isDense(k)));
        if (constant) {
          step[k] = 0;
        }
        if (staged[k]) {
          at[k] = kinds[k].newArray(constant ? 1 : Math.min(Runs.BLOCK, to - from));
        }
        if (constant && staged[k]) {
          Strided s = operands[k];
          Runs.load(kinds[k], s.storage(), s.offset(), 1, 1, at[k], 0);
        }
      }
      for (int i = from; i < to; i += Runs.BLOCK) {
        int n = Math.min(Runs.BLOCK, to - i);
        for (int k = 0; k < count; k++) {
          Strided s = operands[k];
          if (staged[k]) {
            pos[k] = 0;
            if (k > 0 && step[k] == 1) {
              Runs.gather(kinds[k], nest, k, s.storage(), s.offset(), i, n, at[k], 0);
            }
          } else {
            pos[k] = s.offset() + i * step[k];
          }
        }
        call(n, at, pos, step);
        if (staged[0]) {
          Strided s = operands[0];
          Runs.scatter(kinds[0], nest, 0, at[0], 0, i, n, s.storage(), s.offset());
        }
      }
    }

    private void call(int n, Object[] at, int[] pos, int[] step) {
      Object b = at.length > 2 ? at[2] : null;
      Object c = at.length > 3 ? at[3] : null;
      loop.run(n, at[0], pos[0], at[1], pos[1], step[1], b, pos[2], step[2], c, pos[3], step[3]);
    }
  }
}
