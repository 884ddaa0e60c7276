package jackhammer.internal.kernel.cpu;

import jackhammer.DType;
import jackhammer.internal.kernel.Strided;

/**
 * Softmax and its logarithm along one dimension.
 *
 * <p>With m the largest element of a row: y = exp(x - m) / s or y = (x - m) - log(s), where s =
 * sum(exp(x - m)). Backwards: y * (g - sum(g * y)), where the products are rounded before they are
 * summed, or g - exp(y) * sum(g). Sums are in the order of {@link Reductions}. A row gives the same
 * bits however it lies, alone or in a batch.
 */
final class Rows {
  /** Fewer neighbouring columns than this are turned into rows first. */
  private static final int FEW_COLUMNS = 8;

  private Rows() {}

  static void softmax(Strided x, int dim, boolean log, Strided out) {
    if (x.numel() == 0) {
      return;
    }
    boolean turn = turns(x, dim);
    Strided from = plain(x, dim, turn);
    Strided to = target(out, dim, turn);
    new SoftmaxRows(from, null, turn ? x.dim() - 1 : dim, log, to).run();
    finish(to, out, dim, turn);
  }

  static void softmaxBackward(Strided g, Strided y, int dim, boolean log, Strided gx) {
    if (y.numel() == 0) {
      return;
    }
    boolean turn = turns(y, dim);
    Strided result = plain(y, dim, turn);
    Strided to = target(gx, dim, turn);
    new SoftmaxRows(plain(g, dim, turn), result, turn ? y.dim() - 1 : dim, log, to).run();
    finish(to, gx, dim, turn);
  }

  private static boolean turns(Strided x, int dim) {
    int columns = 1;
    for (int d = dim + 1; d < x.dim(); d++) {
      columns *= x.size(d);
    }
    return columns > 1 && columns < FEW_COLUMNS;
  }

  /** x itself, or a copy, that is contiguous and of a type that is computed with. */
  private static Strided plain(Strided x, int dim, boolean turn) {
    Strided view = turn ? x.transpose(dim, x.dim() - 1) : x;
    if (view.dtype() == computed(x) && view.isContiguous()) {
      return view;
    }
    Strided copy = Strided.empty(computed(x), view.sizes());
    Copies.copy(view, copy);
    return copy;
  }

  private static Strided target(Strided out, int dim, boolean turn) {
    Strided view = turn ? out.transpose(dim, out.dim() - 1) : out;
    boolean isPlain = view.dtype() == computed(out) && view.isContiguous();
    return isPlain ? view : Strided.empty(computed(out), view.sizes());
  }

  private static void finish(Strided to, Strided out, int dim, boolean turn) {
    if (to.storage() != out.storage()) {
      Copies.copy(turn ? to.transpose(dim, out.dim() - 1) : to, out);
    }
  }

  private static DType computed(Strided x) {
    return x.dtype().isReducedFloat() ? DType.FLOAT32 : x.dtype();
  }
}
