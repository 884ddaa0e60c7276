package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;

/** Products of matrices and vectors. */
public final class Products {
  private static final Grad MM =
      Grad.of(
          "MmBackward0",
          (g, s) ->
              new Tensor[] {
                s.needs(0) ? g.mm(s.tensor(1).t()) : null, s.needs(1) ? s.tensor(0).t().mm(g) : null
              });
  private static final Grad BMM =
      Grad.of(
          "BmmBackward0",
          (g, s) ->
              new Tensor[] {
                s.needs(0) ? g.bmm(s.tensor(1).mT()) : null,
                s.needs(1) ? s.tensor(0).mT().bmm(g) : null
              });
  private static final Grad MV =
      Grad.of(
          "MvBackward0",
          (g, s) ->
              new Tensor[] {
                s.needs(0) ? g.outer(s.tensor(1)) : null, s.needs(1) ? s.tensor(0).t().mv(g) : null
              });
  private static final Grad DOT =
      Grad.of(
          "DotBackward0",
          (g, s) ->
              new Tensor[] {
                s.needs(0) ? g.mul(s.tensor(1)) : null, s.needs(1) ? g.mul(s.tensor(0)) : null
              });
  private static final Grad BATCHED = batched("UnsafeViewBackward0");

  /** A matrix times a batch of them: PyTorch multiplies the transposed product and copies. */
  private static final Grad BATCHED_RIGHT = batched("CloneBackward0");

  private static final Grad ROW =
      Grad.of("SqueezeBackward4", (g, s) -> new Tensor[] {g.unsqueeze(0)});

  private Products() {}

  private static Grad batched(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor a = s.tensor(0);
          Tensor b = s.tensor(1);
          Tensor left = a.dim() == 1 ? a.unsqueeze(0) : a;
          Tensor right = b.dim() == 1 ? b.unsqueeze(1) : b;
          Tensor up = b.dim() == 1 ? g.unsqueeze(-1) : g;
          up = a.dim() == 1 ? up.unsqueeze(-2) : up;
          Tensor ga = s.needs(0) ? up.matmul(right.mT()) : null;
          Tensor gb = null;
          if (s.needs(1)) {
            // One long product instead of many that would be added up afterwards.
            gb = right.dim() == 2 ? rows(left).t().mm(rows(up)) : left.mT().matmul(up);
            gb = b.dim() == 1 ? gb.squeeze(-1) : gb;
          }
          return new Tensor[] {ga, gb};
        });
  }

  /** All dimensions but the last made one. */
  static Tensor rows(Tensor x) {
    return x.dim() == 2 ? x : x.dim() == 1 ? x.unsqueeze(0) : x.flatten(0, -2);
  }

  // ---- two matrices ----

  public static Tensor mm(Tensor a, Tensor b) {
    return mm("mm", a, b);
  }

  static Tensor mm(String op, Tensor a, Tensor b) {
    checkOperands(op, a, b);
    checkDims(op, "the first operand", a, 2);
    checkDims(op, "the second operand", b, 2);
    return multiply(op, MM, a, b);
  }

  public static Tensor bmm(Tensor a, Tensor b) {
    return bmm("bmm", a, b);
  }

  static Tensor bmm(String op, Tensor a, Tensor b) {
    checkOperands(op, a, b);
    checkDims(op, "the first operand", a, 3);
    checkDims(op, "the second operand", b, 3);
    if (a.size(0) != b.size(0)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: both operands must have the same number of matrices: got %s and %s, that is %d"
                  + " and %d; matmul broadcasts",
              op, Check.show(a), Check.show(b), a.size(0), b.size(0)));
    }
    return multiply(op, BMM, a, b);
  }

  /** The product of two operands of at least two dimensions whose batch dimensions broadcast. */
  private static Tensor multiply(String op, Grad grad, Tensor a, Tensor b) {
    checkInner(op, a, b);
    return Graph.record(
        grad,
        Tensors.wrap(product(op, Tensors.data(a), Tensors.data(b), null)),
        new Tensor[] {a, b},
        kept(a, b),
        null);
  }

  /** Of each operand what the gradient of the other needs. */
  static Tensor[] kept(Tensor a, Tensor b) {
    return new Tensor[] {Graph.needsGrad(b) ? a : null, Graph.needsGrad(a) ? b : null};
  }

  /** The bare product. */
  static Strided product(String op, Strided a, Strided b, Strided bias) {
    int n = Math.max(a.dim(), b.dim());
    int[] batch =
        Check.broadcast(
            op, Arrays.copyOf(a.sizes(), a.dim() - 2), Arrays.copyOf(b.sizes(), b.dim() - 2));
    int[] left = Arrays.copyOf(batch, n);
    int[] right = Arrays.copyOf(batch, n);
    int[] out = Arrays.copyOf(batch, n);
    left[n - 2] = out[n - 2] = a.size(a.dim() - 2);
    left[n - 1] = right[n - 2] = a.size(a.dim() - 1);
    right[n - 1] = out[n - 1] = b.size(b.dim() - 1);
    Strided c = Strided.empty(a.dtype(), out);
    Compute.kernels().matmul(a.expand(left), b.expand(right), bias, false, c);
    return c;
  }

  /** All of PyTorch's cases: vectors, matrices, batches of matrices that broadcast. */
  public static Tensor matmul(Tensor a, Tensor b) {
    checkOperands("matmul", a, b);
    int m = (int) a.dim();
    int n = (int) b.dim();
    if (m == 0 || n == 0) {
      throw new IllegalArgumentException(
          String.format(
              "matmul: both operands must have at least 1 dimension, got %s and %s; use mul for a"
                  + " 0-d tensor",
              Check.show(a), Check.show(b)));
    }
    checkInner("matmul", a, b);
    if (m == 1 && n == 1) {
      return dot(a, b);
    }
    if (m == 2 && n == 1) {
      return mv(a, b);
    }
    if (m == 2 && n == 2) {
      return multiply("matmul", MM, a, b);
    }
    if (m == 1 && n == 2) {
      Tensor row = multiply("matmul", MM, a.unsqueeze(0), b);
      Strided r = Tensors.data(row);
      return Graph.record(
          ROW, Tensors.wrap(r.select(0, 0)), new Tensor[] {row}, Graph.nothing(), null);
    }
    Strided left = Tensors.data(a);
    Strided right = Tensors.data(b);
    left = m == 1 ? left.unsqueeze(0) : left;
    right = n == 1 ? right.unsqueeze(1) : right;
    Strided c = product("matmul", left, right, null);
    c = n == 1 ? c.select(c.dim() - 1, 0) : c;
    c = m == 1 ? c.select(c.dim() - (n == 1 ? 1 : 2), 0) : c;
    return Graph.record(
        m == 2 && n > 2 ? BATCHED_RIGHT : BATCHED,
        Tensors.wrap(c),
        new Tensor[] {a, b},
        Graph.records(a, b) ? new Tensor[] {a, b} : Graph.nothing(),
        null);
  }

  // ---- vectors ----

  /** The sum of the products of two vectors. */
  public static Tensor dot(Tensor a, Tensor b) {
    checkOperands("dot", a, b);
    checkDims("dot", "the first operand", a, 1);
    checkDims("dot", "the second operand", b, 1);
    if (a.numel() != b.numel()) {
      throw new IllegalArgumentException(
          String.format(
              "dot: both vectors must have the same number of elements, got %d and %d",
              a.numel(), b.numel()));
    }
    Strided out = Strided.empty(a.dtype());
    Compute.kernels().dot(Tensors.data(a), Tensors.data(b), out);
    return Graph.record(DOT, Tensors.wrap(out), new Tensor[] {a, b}, kept(a, b), null);
  }

  /** A matrix times a vector: one {@link #dot} for each row, added up in the same order. */
  public static Tensor mv(Tensor a, Tensor x) {
    return mv("mv", a, x);
  }

  static Tensor mv(String op, Tensor a, Tensor x) {
    checkOperands(op, a, x);
    checkDims(op, "the matrix", a, 2);
    checkDims(op, "the vector", x, 1);
    checkInner(op, a, x);
    Strided m = Tensors.data(a);
    Strided out = Strided.empty(a.dtype(), m.size(0));
    Compute.kernels().dot(m, Tensors.data(x).expand(m.sizes()), out);
    return Graph.record(MV, Tensors.wrap(out), new Tensor[] {a, x}, kept(a, x), null);
  }

  /** Every element of one vector times every element of the other. */
  public static Tensor outer(Tensor a, Tensor b) {
    Check.notNull("outer", "the second operand", b);
    checkDims("outer", "the first operand", a, 1);
    checkDims("outer", "the second operand", b, 1);
    return a.unsqueeze(1).mul(b);
  }

  // ---- checks ----

  static void checkOperands(String op, Tensor a, Tensor b) {
    Check.notNull(op, "the second operand", b);
    Check.sameType(op, "the first operand", a.dtype(), "the second", b.dtype());
    Check.fullFloat(op, a.dtype());
    if (a.dtype() == DType.BOOL) {
      throw new UnsupportedOperationException(
          op + ": not defined for bool tensors; convert with to(INT64) or to(FLOAT32)");
    }
  }

  static void checkDims(String op, String what, Tensor t, int dims) {
    if (t.dim() != dims) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must have %d dimension%s, got a tensor of size %s",
              op, what, dims, dims == 1 ? "" : "s", Check.show(t)));
    }
  }

  /** Whether the sizes that meet in a product are equal. */
  static void checkInner(String op, Tensor a, Tensor b) {
    long columns = a.size(-1);
    long rows = b.size(b.dim() == 1 ? 0 : -2);
    if (columns != rows) {
      throw new IllegalArgumentException(
          String.format(
              "%s: sizes %s and %s cannot be multiplied: the last size of the first, %d, must equal"
                  + " %s of the second, %d",
              op,
              Check.show(a),
              Check.show(b),
              columns,
              b.dim() == 1 ? "the size" : "the size before the last",
              rows));
    }
  }
}
