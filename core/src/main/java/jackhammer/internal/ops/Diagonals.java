package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Triangles and diagonals of matrices: copies. */
public final class Diagonals {
  private static final Grad TRIL =
      Grad.of("TrilBackward0", (g, s) -> new Tensor[] {g.tril(s.<Long>args())});
  private static final Grad TRIU =
      Grad.of("TriuBackward0", (g, s) -> new Tensor[] {g.triu(s.<Long>args())});

  private record Diagonal(long offset, int a, int b, int[] sizes) {}

  private static final Grad EMBED =
      Grad.of(
          "DiagEmbedBackward0",
          (g, s) -> {
            Diagonal d = s.args();
            return new Tensor[] {g.diagonal(d.offset, d.a, d.b)};
          });
  private static final Grad DIAGONAL_COPY =
      Grad.of(
          "DiagonalBackward0_copy",
          (g, s) -> {
            Diagonal d = s.args();
            Tensor whole = Gathering.zeros(g, d.sizes);
            whole.diagonal(d.offset, 0, 1).copy_(g);
            return new Tensor[] {whole};
          });
  private static final Grad TRACE =
      Grad.of(
          "TraceBackward0",
          (g, s) -> {
            int[] sizes = s.args();
            return new Tensor[] {g.mul(Tensor.eye(sizes[0], sizes[1], o -> o.dtype(g.dtype())))};
          });

  private Diagonals() {}

  private static void checkMatrices(String op, Tensor x) {
    if (x.dim() < 2) {
      throw new IllegalArgumentException(
          op + ": expected at least 2 dimensions, got a tensor of size " + Check.show(x));
    }
  }

  public static Tensor tril(Tensor x, long diagonal) {
    checkMatrices("tril", x);
    return Graph.record(
        TRIL, triangle(x, diagonal, true), new Tensor[] {x}, Graph.nothing(), diagonal);
  }

  public static Tensor triu(Tensor x, long diagonal) {
    checkMatrices("triu", x);
    return Graph.record(
        TRIU, triangle(x, diagonal, false), new Tensor[] {x}, Graph.nothing(), diagonal);
  }

  public static Tensor tril_(Tensor x, long diagonal) {
    return Graph.inPlace("tril_", x, old -> tril(old, diagonal), Pointwise::write);
  }

  public static Tensor triu_(Tensor x, long diagonal) {
    return Graph.inPlace("triu_", x, old -> triu(old, diagonal), Pointwise::write);
  }

  /** Element (i, j) stays where j - i is not above ({@code lower}), or not below the diagonal. */
  private static Tensor triangle(Tensor x, long diagonal, boolean lower) {
    Tensor distance = Tensor.arange(x.size(-1)).sub(Tensor.arange(x.size(-2)).unsqueeze(1));
    Tensor stays = lower ? distance.le(diagonal) : distance.ge(diagonal);
    int[] sizes = Tensors.data(x).sizes();
    Strided out = Strided.empty(x.dtype(), sizes.clone());
    Compute.kernels()
        .where(
            Tensors.data(stays).expand(sizes),
            Tensors.data(x),
            Strided.scalar(x.dtype(), 0L).expand(sizes),
            out);
    return Tensors.wrap(out);
  }

  /** The last dimension as the diagonal of two new ones. */
  public static Tensor diagEmbed(Tensor x, long offset, long dim1, long dim2) {
    if (x.dim() == 0) {
      throw new IllegalArgumentException("diagEmbed: a 0-d tensor has no dimension to embed");
    }
    int n = (int) x.dim() + 1;
    int a = Check.dim("diagEmbed", dim1, n);
    int b = Check.dim("diagEmbed", dim2, n);
    if (a == b) {
      throw new IllegalArgumentException(
          "diagEmbed: dim1 and dim2 must differ, got " + dim1 + " and " + dim2);
    }
    int side = Check.count("diagEmbed", "the side", x.size(-1) + Math.abs(offset));
    long[] wanted = new long[n];
    int k = 0;
    for (int d = 0; d < n; d++) {
      wanted[d] = d == a || d == b ? side : x.size(k++);
    }
    int[] sizes = Check.sizes("diagEmbed", wanted);
    Tensor out = Tensors.wrap(Strided.zeros(x.dtype(), sizes));
    Compute.kernels().copy(Tensors.data(x), Tensors.data(out.diagonal(offset, a, b)));
    return Graph.record(
        EMBED, out, new Tensor[] {x}, Graph.nothing(), new Diagonal(offset, a, b, sizes));
  }

  /** A matrix with this diagonal; of a matrix its diagonal. */
  public static Tensor diag(Tensor x, long offset) {
    if (x.dim() == 1) {
      return diagEmbed(x, offset, 0, 1);
    }
    if (x.dim() != 2) {
      throw new IllegalArgumentException(
          "diag: expected a tensor of 1 or 2 dimensions, got "
              + Check.show(x)
              + "; use diagonal or diagEmbed");
    }
    Strided out = Compute.copy(Tensors.data(x.detach().diagonal(offset, 0, 1)));
    return Graph.record(
        DIAGONAL_COPY,
        Tensors.wrap(out),
        new Tensor[] {x},
        Graph.nothing(),
        new Diagonal(offset, 0, 1, Tensors.data(x).sizes()));
  }

  public static Tensor trace(Tensor x) {
    if (x.dim() != 2) {
      throw new IllegalArgumentException("trace: expected a matrix, got " + Check.show(x));
    }
    Tensor out = x.detach().diagonal().sum();
    out = out.dtype() == x.dtype() || x.dtype() == DType.BOOL ? out : out.to(DType.INT64);
    return Graph.record(TRACE, out, new Tensor[] {x}, Graph.nothing(), Tensors.data(x).sizes());
  }
}
