package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.Locale;

/** Rows of a table by their numbers. */
public final class Embeddings {

  /**
   * What the gradient needs beside the indices.
   *
   * @param skipped the row without a gradient, or -1
   * @param byFrequency whether a row's gradient is divided by how often it was asked for
   */
  private record Table(long rows, long length, long skipped, boolean byFrequency) {}

  private static final Grad EMBEDDING =
      Grad.twoWay("EmbeddingBackward0", Embeddings::fast, Embeddings::differentiable);

  private Embeddings() {}

  private static Tensor[] fast(Tensor g, Saved s) {
    Table table = s.args();
    Tensor index = s.tensor(0);
    Tensor to =
        table.skipped < 0
            ? index
            : Tensor.where(index.eq(table.skipped), Factories.scalar(-1L), index);
    Tensor scale = table.byFrequency ? rarity(index, table.rows, g.dtype()) : null;
    Strided gw = Strided.empty(g.dtype(), (int) table.rows, (int) table.length);
    Compute.kernels()
        .sumRows(
            Tensors.data(g.reshape(index.numel(), table.length)),
            null,
            Tensors.data(to),
            scale == null ? null : Tensors.data(scale),
            gw);
    return new Tensor[] {Tensors.wrap(gw)};
  }

  private static Tensor[] differentiable(Tensor g, Saved s) {
    Table table = s.args();
    Tensor index = s.tensor(0);
    Tensor rows = g.reshape(index.numel(), table.length);
    if (table.byFrequency) {
      rows = rows.mul(rarity(index, table.rows, g.dtype()).unsqueeze(1));
    }
    if (table.skipped >= 0) {
      rows = Tensor.where(index.eq(table.skipped).unsqueeze(1), 0.0, rows);
    }
    int[] sizes = {(int) table.rows, (int) table.length};
    return new Tensor[] {Gathering.zeros(g, sizes).indexAdd(0, index, rows)};
  }

  /** For each index 1 / how often it occurs. */
  static Tensor rarity(Tensor index, long rows, DType dtype) {
    return index.bincount(rows).indexSelect(0, index).to(dtype).reciprocal();
  }

  /**
   * The rows of weight that x names.
   *
   * @param x INT64 or INT32 of any size
   * @param weight [V, D]
   * @param skipped the number of a row that gets no gradient, or -1
   * @return of x's size and D behind it
   */
  public static Tensor embedding(
      String op, Tensor x, Tensor weight, long skipped, boolean byFrequency) {
    Tensor index = indices(op, x, weight).reshape(-1);
    Strided s = Tensors.data(x);
    long length = weight.size(1);
    int[] sizes = new int[s.dim() + 1];
    System.arraycopy(s.sizes(), 0, sizes, 0, s.dim());
    sizes[s.dim()] = (int) length;
    Check.sizes(op, Arrays.stream(sizes).asLongStream().toArray());
    Strided out = Strided.empty(weight.dtype(), sizes);
    Compute.kernels()
        .indexSelect(
            Tensors.data(weight),
            0,
            Tensors.data(index),
            out.reshapeContiguous(s.numel(), (int) length));
    return Graph.record(
        EMBEDDING,
        Tensors.wrap(out),
        new Tensor[] {weight},
        new Tensor[] {index},
        new Table(weight.size(0), length, skipped, byFrequency));
  }

  /** The indices as INT64, each of which names a row of weight. */
  public static Tensor indices(String op, Tensor x, Tensor weight) {
    Check.notNull(op, "input", x);
    Check.floating(op, "weight", weight);
    if (weight.dim() != 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: weight must be (num_embeddings, embedding_dim), got size %s",
              op,
              Check.show(weight)));
    }
    if (x.dtype() != DType.INT64 && x.dtype() != DType.INT32) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: input must hold indices as int64 or int32, got %s of size %s; convert it with"
                  + " input.to(INT64)",
              op,
              x.dtype(),
              Check.show(x)));
    }
    Tensor index = x.to(DType.INT64);
    Strided s = Tensors.data(index);
    int bad = Compute.kernels().firstOutside(s, 0, weight.size(0));
    if (bad >= 0) {
      long value = Elements.getLong(s.storage(), s.position(bad));
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "%s: input must hold numbers of rows of weight %s, in [0, %d), got %d at input%s",
              op,
              Check.show(weight),
              weight.size(0),
              value,
              Gathering.position(s, bad)));
    }
    return index;
  }

  /** The number of a row, which may count from the end; -1 for none. */
  public static long row(String op, String argument, Long row, long rows) {
    if (row == null) {
      return -1;
    }
    if (row < -rows || row >= rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must be in [%d, %d) for %d embeddings, got %d",
              op,
              argument,
              -rows,
              rows,
              rows,
              row));
    }
    return row < 0 ? row + rows : row;
  }

  /** Shortens, in place, the rows that x names and that are longer than {@code most}. */
  public static void renorm(String op, Tensor x, Tensor weight, double most, double p) {
    GradMode.with(
        false,
        () -> {
          Tensor index = indices(op, x, weight).reshape(-1).unique();
          if (index.numel() > 0 && weight.size(1) > 0) {
            Tensor rows = weight.indexSelect(0, index).renorm(p, 0, most);
            weight.indexCopy_(0, index, rows);
          }
          return null;
        });
  }
}
