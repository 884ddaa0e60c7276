package jackhammer.internal.kernel.cpu;

import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.kernel.Strided;

/**
 * Optimizer steps: one pass over a parameter, its gradient and its state, in the order of
 * operations of PyTorch's single-tensor implementation, so that each step agrees with it to the
 * last bit or so.
 */
final class Optimizers {
  private Optimizers() {}

  static void sgd(Strided param, Strided grad, Strided buffer, OptimArgs.Sgd args) {
    Kind kind = Kind.of(param.dtype());
    OptimLoop loop = Loops.optim(kind);
    Strided[] all =
        buffer == null ? new Strided[] {param, grad} : new Strided[] {param, grad, buffer};
    sweep(
        kind,
        all,
        (arrays, at, n) ->
            loop.sgd(
                arrays[0],
                at[0],
                arrays[1],
                at[1],
                buffer == null ? null : arrays[2],
                buffer == null ? 0 : at[2],
                n,
                args));
  }

  static void adam(
      Strided param, Strided grad, Strided avg, Strided avgSq, Strided maxSq, OptimArgs.Adam args) {
    Kind kind = Kind.of(param.dtype());
    OptimLoop loop = Loops.optim(kind);
    AdamNumbers numbers = AdamNumbers.of(args);
    Strided[] all =
        maxSq == null
            ? new Strided[] {param, grad, avg, avgSq}
            : new Strided[] {param, grad, avg, avgSq, maxSq};
    sweep(
        kind,
        all,
        (arrays, at, n) ->
            loop.adam(
                arrays[0],
                at[0],
                arrays[1],
                at[1],
                arrays[2],
                at[2],
                arrays[3],
                at[3],
                maxSq == null ? null : arrays[4],
                maxSq == null ? 0 : at[4],
                n,
                numbers));
  }

  /** Updates contiguous runs of all operands in place; the second one is only read. */
  private interface Update {
    void run(Object[] arrays, int[] at, int n);
  }

  private static void sweep(Kind kind, Strided[] all, Update update) {
    if (all[0].numel() == 0) {
      return;
    }
    Nest nest = Nest.of(all);
    Tasks.forRange(
        nest.numel,
        Tasks.LIGHT / 4,
        (from, to) -> {
          Object[] arrays = new Object[all.length];
          int[] at = new int[all.length];
          boolean[] staged = new boolean[all.length];
          boolean anyStaged = false;
          for (int k = 0; k < all.length; k++) {
            staged[k] = !(kind.isNative(all[k].dtype()) && nest.isDense(k));
            anyStaged |= staged[k];
            arrays[k] =
                staged[k]
                    ? kind.newArray(Math.min(Runs.BLOCK, to - from))
                    : Kind.array(all[k].storage());
          }
          int step = anyStaged ? Runs.BLOCK : to - from;
          for (int i = from; i < to; i += step) {
            int n = Math.min(step, to - i);
            for (int k = 0; k < all.length; k++) {
              Strided s = all[k];
              at[k] = staged[k] ? 0 : s.offset() + i;
              if (staged[k]) {
                Runs.gather(kind, nest, k, s.storage(), s.offset(), i, n, arrays[k], 0);
              }
            }
            update.run(arrays, at, n);
            for (int k = 0; k < all.length; k++) {
              Strided s = all[k];
              if (staged[k] && k != 1) {
                Runs.scatter(kind, nest, k, arrays[k], 0, i, n, s.storage(), s.offset());
              }
            }
          }
        });
  }
}
