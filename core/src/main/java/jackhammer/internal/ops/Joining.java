package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Several tensors made one. */
public final class Joining {
  private record Joined(int dim, int[] lengths) {}

  private static final Grad CAT =
      Grad.of(
          "CatBackward0",
          (g, s) -> {
            Joined joined = s.args();
            Tensor[] result = new Tensor[joined.lengths.length];
            int start = 0;
            for (int i = 0; i < result.length; i++) {
              result[i] =
                  joined.lengths[i] >= 0 && s.needs(i)
                      ? g.narrow(joined.dim, start, joined.lengths[i])
                      : null;
              start += Math.max(joined.lengths[i], 0);
            }
            return result;
          });
  private static final Grad STACK =
      Grad.of("StackBackward0", (g, s) -> Parts.unbind(g, s.<Integer>args()));

  private Joining() {}

  /** One after the other along an existing dimension. 1-d tensors of size 0 are passed over. */
  public static Tensor cat(long dim, Tensor... tensors) {
    Check.noneNull("cat", "tensor", (Object[]) tensors);
    if (tensors.length == 0) {
      throw new IllegalArgumentException("cat: at least one tensor is needed, got none");
    }
    Tensor model = null;
    for (int i = 0; i < tensors.length; i++) {
      if (tensors[i].dim() == 0) {
        throw new IllegalArgumentException(
            "cat: tensor " + i + " is 0-d and cannot be joined; use stack");
      }
      if (model == null && !isNothing(tensors[i])) {
        model = tensors[i];
      }
    }
    model = model == null ? tensors[0] : model;
    int dims = (int) model.dim();
    int d = Check.dim("cat", dim, dims);
    int[] sizes = Tensors.data(model).sizes().clone();
    int[] lengths = new int[tensors.length];
    long total = 0;
    for (int i = 0; i < tensors.length; i++) {
      if (isNothing(tensors[i]) && dims != 1) {
        lengths[i] = -1;
        continue;
      }
      int[] own = Tensors.data(tensors[i]).sizes();
      boolean fits = own.length == dims;
      for (int k = 0; fits && k < dims; k++) {
        fits = k == d || own[k] == sizes[k];
      }
      if (!fits) {
        throw new IllegalArgumentException(
            String.format(
                "cat: all sizes must agree except in dimension %d: expected %s there, got %s for"
                    + " tensor %d",
                d, Check.show(model), Check.show(own), i));
      }
      lengths[i] = own[d];
      total += own[d];
    }
    sizes[d] = Check.count("cat", "the joined size", total);
    DType type = Types.result(tensors);
    Strided out = Strided.empty(type, sizes);
    int start = 0;
    for (int i = 0; i < tensors.length; i++) {
      if (lengths[i] > 0) {
        Compute.kernels().copy(Tensors.data(tensors[i]), out.narrow(d, start, lengths[i]));
        start += lengths[i];
      }
    }
    return Graph.record(CAT, Tensors.wrap(out), tensors, Graph.nothing(), new Joined(d, lengths));
  }

  private static boolean isNothing(Tensor t) {
    return t.dim() == 1 && t.numel() == 0;
  }

  /** One beside the other along a new dimension. */
  public static Tensor stack(long dim, Tensor... tensors) {
    Check.noneNull("stack", "tensor", (Object[]) tensors);
    if (tensors.length == 0) {
      throw new IllegalArgumentException("stack: at least one tensor is needed, got none");
    }
    for (int i = 0; i < tensors.length; i++) {
      if (!tensors[i].size().equals(tensors[0].size())) {
        throw new IllegalArgumentException(
            String.format(
                "stack: all tensors must have one size: tensor 0 has %s, tensor %d has %s",
                Check.show(tensors[0]), i, Check.show(tensors[i])));
      }
    }
    Strided first = Tensors.data(tensors[0]);
    int d = Check.dim("stack", dim, first.dim() + 1);
    int[] sizes = new int[first.dim() + 1];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i == d ? tensors.length : first.size(i < d ? i : i - 1);
    }
    Strided out = Strided.empty(Types.result(tensors), sizes);
    for (int i = 0; i < tensors.length; i++) {
      Compute.kernels().copy(Tensors.data(tensors[i]), out.select(d, i));
    }
    return Graph.record(STACK, Tensors.wrap(out), tensors, Graph.nothing(), d);
  }

  /** At least {@code dims} dimensions, for the stacks below. */
  private static Tensor[] atLeast(String op, int dims, Tensor[] tensors) {
    Check.noneNull(op, "tensor", (Object[]) tensors);
    Tensor[] result = new Tensor[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      Tensor t = tensors[i];
      t = t.dim() == 0 ? t.reshape(1) : t;
      t = dims >= 2 && t.dim() == 1 ? t.unsqueeze(0) : t;
      result[i] = dims >= 3 && t.dim() == 2 ? t.unsqueeze(2) : t;
    }
    return result;
  }

  /** Side by side: along dimension 1, 1-d tensors along 0. */
  public static Tensor hstack(Tensor... tensors) {
    Tensor[] all = atLeast("hstack", 1, tensors);
    return cat(all.length > 0 && all[0].dim() == 1 ? 0 : 1, all);
  }

  /** One above the other: along dimension 0, 1-d tensors as rows. */
  public static Tensor vstack(Tensor... tensors) {
    return cat(0, atLeast("vstack", 2, tensors));
  }

  /** One behind the other: along dimension 2. */
  public static Tensor dstack(Tensor... tensors) {
    return cat(2, atLeast("dstack", 3, tensors));
  }

  /** The coordinates of the points of a grid: one tensor for each axis, views of these. */
  public static Tensor[] meshgrid(String indexing, Tensor... axes) {
    if (!"ij".equals(indexing) && !"xy".equals(indexing)) {
      throw new IllegalArgumentException(
          "meshgrid: indexing must be \"ij\" or \"xy\", got \"" + indexing + "\"");
    }
    Check.notNull("meshgrid", "axes", axes);
    boolean swaps = indexing.equals("xy") && axes.length >= 2;
    int n = axes.length;
    long[] sizes = new long[n];
    for (int i = 0; i < n; i++) {
      Check.notNull("meshgrid", "axis " + i, axes[i]);
      if (axes[i].dim() > 1) {
        throw new IllegalArgumentException(
            "meshgrid: an axis must have at most 1 dimension, got " + Check.show(axes[i]));
      }
      sizes[place(i, swaps)] = axes[i].numel();
    }
    Tensor[] grids = new Tensor[n];
    for (int i = 0; i < n; i++) {
      long[] own = new long[n];
      java.util.Arrays.fill(own, 1);
      own[place(i, swaps)] = axes[i].numel();
      grids[i] = axes[i].view(own).expand(sizes);
    }
    return grids;
  }

  private static int place(int axis, boolean swaps) {
    return swaps && axis < 2 ? 1 - axis : axis;
  }

  /** Every combination of one element of each vector: a row for each. */
  public static Tensor cartesianProd(Tensor... vectors) {
    Tensor[] grids = meshgrid("ij", vectors);
    if (grids.length == 1) {
      return vectors[0];
    }
    for (int i = 0; i < grids.length; i++) {
      grids[i] = grids[i].reshape(-1);
    }
    return stack(1, grids);
  }

  public static Tensor columnStack(Tensor... tensors) {
    Check.noneNull("columnStack", "tensor", (Object[]) tensors);
    Tensor[] columns = tensors.clone();
    for (int i = 0; i < columns.length; i++) {
      columns[i] = columns[i].dim() < 2 ? columns[i].reshape(-1, 1) : columns[i];
    }
    return hstack(columns);
  }

  /** Matrices along the diagonal of a larger one, zeros elsewhere. */
  public static Tensor blockDiag(Tensor... tensors) {
    Check.noneNull("blockDiag", "tensor", (Object[]) tensors);
    Tensor[] rows = new Tensor[tensors.length];
    long width = 0;
    for (int i = 0; i < rows.length; i++) {
      if (tensors[i].dim() > 2) {
        throw new IllegalArgumentException(
            String.format(
                "blockDiag: tensors must have at most 2 dimensions, tensor %d has size %s",
                i, Check.show(tensors[i])));
      }
      rows[i] = tensors[i].atleast2d();
      width += rows[i].size(1);
    }
    long left = 0;
    for (int i = 0; i < rows.length; i++) {
      Tensor block = rows[i];
      long right = width - left - block.size(1);
      rows[i] =
          cat(1, block.newZeros(block.size(0), left), block, block.newZeros(block.size(0), right));
      left += block.size(1);
    }
    return cat(0, rows);
  }
}
