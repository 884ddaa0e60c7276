package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import java.util.Arrays;

/** Products over chosen dimensions, and distances. */
public final class Contractions {

  private record Scales(double beta, double alpha) {}

  /** Saved: the vectors. */
  private static final Grad ADDR =
      Grad.of(
          "AddrBackward0",
          (g, s) -> {
            Scales by = s.args();
            return new Tensor[] {
              s.needs(0) ? g.mul(by.beta) : null,
              s.needs(1) ? g.mv(s.tensor(1)).mul(by.alpha) : null,
              s.needs(2) ? g.t().mv(s.tensor(0)).mul(by.alpha) : null
            };
          });

  /** Saved: both operands. The argument is the dimension, counted from the end. */
  private static final Grad CROSS =
      Grad.of(
          "LinalgCrossBackward0",
          (g, s) -> {
            int dim = s.<Integer>args();
            return new Tensor[] {
              s.needs(0) ? s.tensor(1).cross(g, dim) : null,
              s.needs(1) ? g.cross(s.tensor(0), dim) : null
            };
          });

  private Contractions() {}

  // ---- sums of products ----

  /** Over the last dimension of both. */
  public static Tensor inner(Tensor a, Tensor b) {
    Check.notNull("inner", "other", b);
    if (a.dim() == 0 || b.dim() == 0) {
      return a.mul(b);
    }
    if (a.size(-1) != b.size(-1)) {
      throw new IllegalArgumentException(
          String.format(
              "inner: the last sizes must be equal, got %d and %d of tensors of size %s and %s",
              a.size(-1), b.size(-1), Check.show(a), Check.show(b)));
    }
    return a.dim() == 1 && b.dim() == 1
        ? a.dot(b)
        : tensordot("inner", a, b, new long[] {-1}, new long[] {-1});
  }

  public static Tensor tensordot(Tensor a, Tensor b, long dims) {
    Check.notNull("tensordot", "a", a);
    Check.notNull("tensordot", "b", b);
    if (dims < 0 || dims > Math.min(a.dim(), b.dim())) {
      throw new IllegalArgumentException(
          String.format(
              "tensordot: the number of dimensions must be in [0, %d] for tensors of size %s and %s,"
                  + " got %d",
              Math.min(a.dim(), b.dim()), Check.show(a), Check.show(b), dims));
    }
    long[] last = new long[(int) dims];
    long[] first = new long[(int) dims];
    for (int i = 0; i < dims; i++) {
      last[i] = a.dim() - dims + i;
      first[i] = i;
    }
    return tensordot("tensordot", a, b, last, first);
  }

  public static Tensor tensordot(Tensor a, Tensor b, long[] dimsA, long[] dimsB) {
    Check.notNull("tensordot", "a", a);
    Check.notNull("tensordot", "b", b);
    return tensordot("tensordot", a, b, dimsA, dimsB);
  }

  /** One product of matrices: what stays of a in rows, what stays of b in columns. */
  private static Tensor tensordot(String op, Tensor a, Tensor b, long[] dimsA, long[] dimsB) {
    Check.notNull(op, "dimsA", dimsA);
    Check.notNull(op, "dimsB", dimsB);
    if (dimsA.length != dimsB.length) {
      throw new IllegalArgumentException(
          String.format(
              "%s: both need the same number of dimensions, got %s and %s",
              op, Arrays.toString(dimsA), Arrays.toString(dimsB)));
    }
    boolean[] inA = chosen(op, dimsA, a);
    boolean[] inB = chosen(op, dimsB, b);
    long inner = 1;
    for (int i = 0; i < dimsA.length; i++) {
      long size = a.size(dimsA[i]);
      if (size != b.size(dimsB[i])) {
        throw new IllegalArgumentException(
            String.format(
                "%s: dimension %d of the first tensor, of size %s, has %d, but dimension %d of the"
                    + " second, of size %s, has %d",
                op, dimsA[i], Check.show(a), size, dimsB[i], Check.show(b), b.size(dimsB[i])));
      }
      inner *= size;
    }
    long[] orderA = new long[(int) a.dim()];
    long[] orderB = new long[(int) b.dim()];
    long[] sizes = new long[orderA.length + orderB.length - 2 * dimsA.length];
    int n = 0;
    for (int d = 0; d < orderA.length; d++) {
      if (!inA[d]) {
        orderA[n] = d;
        sizes[n++] = a.size(d);
      }
    }
    System.arraycopy(dimsA, 0, orderA, n, dimsA.length);
    System.arraycopy(dimsB, 0, orderB, 0, dimsB.length);
    int k = dimsB.length;
    long columns = 1;
    for (int d = 0; d < orderB.length; d++) {
      if (!inB[d]) {
        orderB[k++] = d;
        columns *= b.size(d);
        sizes[n++] = b.size(d);
      }
    }
    long rows = 1;
    for (int i = 0; i < orderA.length - dimsA.length; i++) {
      rows *= sizes[i];
    }
    return a.permute(orderA)
        .reshape(rows, inner)
        .mm(b.permute(orderB).reshape(inner, columns))
        .reshape(sizes);
  }

  private static boolean[] chosen(String op, long[] dims, Tensor t) {
    return dims.length == 0 ? new boolean[(int) t.dim()] : Check.dims(op, dims, (int) t.dim());
  }

  /** Every element of a times all of b, in blocks. */
  public static Tensor kron(Tensor a, Tensor b) {
    Check.notNull("kron", "other", b);
    int n = (int) Math.max(a.dim(), b.dim());
    long[] left = new long[2 * n];
    long[] right = new long[2 * n];
    long[] out = new long[n];
    for (int d = 0; d < n; d++) {
      int fromEnd = n - d;
      long p = fromEnd <= a.dim() ? a.size(-fromEnd) : 1;
      long q = fromEnd <= b.dim() ? b.size(-fromEnd) : 1;
      left[2 * d] = p;
      left[2 * d + 1] = 1;
      right[2 * d] = 1;
      right[2 * d + 1] = q;
      out[d] = p * q;
    }
    return a.reshape(left).mul(b.reshape(right)).reshape(out);
  }

  // ---- products that are added ----

  public static Tensor addr(Tensor x, Tensor a, Tensor b, double beta, double alpha) {
    Check.notNull("addr", "vec1", a);
    Check.notNull("addr", "vec2", b);
    Products.checkDims("addr", "vec1", a, 1);
    Products.checkDims("addr", "vec2", b, 1);
    Tensor product = a.detach().outer(b.detach());
    Check.sameType("addr", "the tensor", x.dtype(), "the product", product.dtype());
    Tensor wide = x.expand(product.size().toLongArray());
    Tensor scaled = alpha == 1 ? product : scaled(product, alpha);
    Tensor out =
        beta == 0 ? scaled : (beta == 1 ? wide.detach() : scaled(wide.detach(), beta)).add(scaled);
    return Graph.record(
        ADDR, out, new Tensor[] {wide, a, b}, new Tensor[] {a, b}, new Scales(beta, alpha));
  }

  private static Tensor scaled(Tensor x, double factor) {
    return x.dtype().isFloatingPoint() ? x.mul(factor) : x.mul((long) factor);
  }

  public static Tensor addbmm(Tensor x, Tensor a, Tensor b, double beta, double alpha) {
    Check.notNull("addbmm", "batch1", a);
    Tensor sum = Products.bmm("addbmm", a, b).sum(0);
    Tensor scaled = alpha == 1 ? sum : scaled(sum, alpha);
    return beta == 0 ? scaled : (beta == 1 ? x : scaled(x, beta)).add(scaled);
  }

  // ---- vectors in space ----

  /** {@code dim} null: the first dimension of size 3. */
  public static Tensor cross(Tensor a, Tensor b, Long dim) {
    Check.notNull("cross", "other", b);
    Long along = dim;
    for (int d = 0; along == null && d < a.dim(); d++) {
      along = a.size(d) == 3 ? Long.valueOf(d) : null;
    }
    if (along == null) {
      throw new IllegalArgumentException(
          "cross: no dimension of the tensor, of size " + Check.show(a) + ", has size 3");
    }
    int dims = (int) a.dim();
    int fromEnd = Check.dim("cross", along, dims) - dims;
    if (dims != b.dim() || a.size(fromEnd) != 3 || b.size(fromEnd) != 3) {
      throw new IllegalArgumentException(
          String.format(
              "cross: both tensors must have the same number of dimensions and 3 elements along"
                  + " dimension %d, got sizes %s and %s",
              along, Check.show(a), Check.show(b)));
    }
    Tensor x = a.detach();
    Tensor y = b.detach();
    Tensor out =
        x.roll(-1, fromEnd)
            .mul(y.roll(-2, fromEnd))
            .sub(x.roll(-2, fromEnd).mul(y.roll(-1, fromEnd)));
    return Graph.record(CROSS, out, new Tensor[] {a, b}, new Tensor[] {a, b}, fromEnd);
  }

  /** Between every row of a and every row of b. */
  public static Tensor cdist(Tensor a, Tensor b, double p) {
    Check.floating("cdist", "x1", a);
    Check.floating("cdist", "x2", b);
    if (a.dim() < 2 || b.dim() < 2 || a.size(-1) != b.size(-1)) {
      throw new IllegalArgumentException(
          String.format(
              "cdist: x1 and x2 must have at least 2 dimensions, rows of one length in the last: got"
                  + " %s and %s",
              Check.show(a), Check.show(b)));
    }
    if (!(p >= 0)) {
      throw new IllegalArgumentException("cdist: p must not be negative, got " + p);
    }
    Tensor difference = a.unsqueeze(-2).sub(b.unsqueeze(-3));
    return difference.size(-1) == 0
        ? difference.sum(-1)
        : difference.norm(p, new long[] {-1}, false);
  }
}
