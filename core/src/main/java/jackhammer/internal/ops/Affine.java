package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Products to which something is added: what fully connected layers compute. */
public final class Affine {

  /** The factors of the summand and of the product. */
  private record Factors(double beta, double alpha) {}

  private static final Grad ADDMM =
      added("AddmmBackward0", (g, b) -> g.mm(b.t()), (g, a) -> a.t().mm(g));
  private static final Grad BADDBMM =
      added("BaddbmmBackward0", (g, b) -> g.bmm(b.mT()), (g, a) -> a.mT().bmm(g));
  private static final Grad ADDMV = added("AddmvBackward0", Tensor::outer, (g, a) -> a.t().mv(g));

  private static final Grad LINEAR = linear("AddmmBackward0");
  private static final Grad LINEAR_FLAT = linear("MmBackward0");
  private static final Grad LINEAR_VIEW = linear("ViewBackward0");
  private static final Grad LINEAR_UNSAFE_VIEW = linear("UnsafeViewBackward0");
  private static final Grad LINEAR_ROW = linear("SqueezeBackward4");
  private static final Grad LINEAR_ADDED = linear("AddBackward0");

  private Affine() {}

  /** The gradient of one factor of a product from that of the product and the other factor. */
  private interface Factor {
    Tensor gradient(Tensor g, Tensor other);
  }

  private static Grad added(String name, Factor first, Factor second) {
    return Grad.of(
        name,
        (g, s) -> {
          Factors f = s.args();
          Tensor scaled = s.needs(1) || s.needs(2) ? times(g, f.alpha) : null;
          return new Tensor[] {
            s.needs(0) ? times(g, f.beta) : null,
            s.needs(1) ? first.gradient(scaled, s.tensor(1)) : null,
            s.needs(2) ? second.gradient(scaled, s.tensor(0)) : null
          };
        });
  }

  private static Tensor times(Tensor t, double factor) {
    return factor == 1
        ? t
        : !t.dtype().isFloatingPoint() && factor == Math.rint(factor)
            ? t.mul((long) factor)
            : t.mul(factor);
  }

  // ---- beta * input + alpha * a b ----

  public static Tensor addmm(Tensor input, Tensor a, Tensor b, double beta, double alpha) {
    return added("addmm", ADDMM, input, a, b, beta, alpha, Products::mm);
  }

  public static Tensor baddbmm(Tensor input, Tensor a, Tensor b, double beta, double alpha) {
    return added("baddbmm", BADDBMM, input, a, b, beta, alpha, Products::bmm);
  }

  public static Tensor addmv(Tensor input, Tensor a, Tensor x, double beta, double alpha) {
    return added("addmv", ADDMV, input, a, x, beta, alpha, Products::mv);
  }

  public static Tensor addmm_(Tensor input, Tensor a, Tensor b, double beta, double alpha) {
    return Graph.inPlace("addmm_", input, x -> addmm(x, a, b, beta, alpha), Pointwise::write);
  }

  public static Tensor baddbmm_(Tensor input, Tensor a, Tensor b, double beta, double alpha) {
    return Graph.inPlace("baddbmm_", input, x -> baddbmm(x, a, b, beta, alpha), Pointwise::write);
  }

  public static Tensor addmv_(Tensor input, Tensor a, Tensor x, double beta, double alpha) {
    return Graph.inPlace("addmv_", input, y -> addmv(y, a, x, beta, alpha), Pointwise::write);
  }

  private interface Product {
    Tensor of(String op, Tensor a, Tensor b);
  }

  private static Tensor added(
      String op,
      Grad grad,
      Tensor input,
      Tensor a,
      Tensor b,
      double beta,
      double alpha,
      Product product) {
    Check.notNull(op, "the first factor", a);
    Check.notNull(op, "the second factor", b);
    Check.sameType(op, "the tensor that is added to", input.dtype(), "the factors", a.dtype());
    if (!input.dtype().isFloatingPoint()
        && (alpha != Math.rint(alpha) || beta != Math.rint(beta))) {
      throw new IllegalArgumentException(
          String.format(
              "%s: beta and alpha must be whole numbers for a tensor of %s, got %s and %s",
              op, input.dtype(), beta, alpha));
    }
    Tensor out = product.of(op, a.detach(), b.detach());
    if (!Strided.isExpandable(Tensors.data(input).sizes(), Tensors.data(out).sizes())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the tensor that is added to must broadcast to the size of the product, %s, got"
                  + " %s",
              op, Check.show(out), Check.show(input)));
    }
    out = times(out, alpha);
    if (beta != 0) { // with 0 the summand is not read: it may hold NaN
      out.add_(times(input.detach(), beta));
    }
    return Graph.record(
        grad, out, new Tensor[] {input, a, b}, Products.kept(a, b), new Factors(beta, alpha));
  }

  // ---- layers ----

  private static Grad linear(String name) {
    return Grad.of(
        name,
        (g, s) -> {
          Tensor x = s.tensor(0);
          Tensor w = s.tensor(1);
          Tensor rows = s.needs(1) || s.needs(2) ? Products.rows(g) : null;
          return new Tensor[] {
            s.needs(0) ? (g.dim() == 1 ? g.unsqueeze(0).mm(w).squeeze(0) : g.matmul(w)) : null,
            s.needs(1) ? rows.t().mm(Products.rows(x)) : null,
            s.needs(2) ? rows.sum(0) : null
          };
        });
  }

  /**
   * x W^T + b.
   *
   * @param x [*, K]
   * @param w [N, K]
   * @param b [N] or null
   * @return [*, N]
   */
  public static Tensor linear(Tensor x, Tensor w, Tensor b) {
    checkLinear(x, w, b);
    Strided in = Tensors.data(x);
    Strided weight = Tensors.data(w).transpose(0, 1);
    Strided bias = b == null ? null : Tensors.data(b);
    int n = in.dim();
    int[] sizes = in.sizes().clone();
    sizes[n - 1] = weight.size(1);
    boolean flat = in.isContiguous();
    Strided rows = n == 1 ? in.unsqueeze(0) : flat ? rows(in) : in;
    Strided out = Products.product("linear", rows, weight, bias);
    out = n == 2 ? out : out.reshapeContiguous(sizes);
    Grad grad =
        b == null
            ? n == 1 ? LINEAR_ROW : n == 2 ? LINEAR_FLAT : LINEAR_UNSAFE_VIEW
            : n == 2 ? LINEAR : n > 2 && !flat ? LINEAR_ADDED : LINEAR_VIEW;
    return Graph.record(
        grad,
        Tensors.wrap(out),
        new Tensor[] {x, w, b},
        new Tensor[] {Graph.needsGrad(w) ? x : null, Graph.needsGrad(x) ? w : null},
        null);
  }

  private static Strided rows(Strided x) {
    int columns = x.size(x.dim() - 1);
    int rows = 1;
    for (int d = 0; d < x.dim() - 1; d++) {
      rows *= x.size(d);
    }
    return x.reshapeContiguous(rows, columns);
  }

  private static void checkLinear(Tensor x, Tensor w, Tensor b) {
    Check.notNull("linear", "input", x);
    Check.notNull("linear", "weight", w);
    Products.checkDims("linear", "weight, [out_features, in_features],", w, 2);
    Check.sameType("linear", "input", x.dtype(), "weight", w.dtype());
    Check.fullFloat("linear", x.dtype());
    if (x.dtype() == DType.BOOL) {
      throw new UnsupportedOperationException("linear: not defined for bool tensors");
    }
    if (x.dim() == 0 || x.size(-1) != w.size(1)) {
      throw new IllegalArgumentException(
          String.format(
              "linear: the last size of input must be in_features, %d, the second size of weight"
                  + " %s; got input of size %s",
              w.size(1), Check.show(w), Check.show(x)));
    }
    if (b != null) {
      Check.sameType("linear", "bias", b.dtype(), "weight", w.dtype());
      Check.floating("linear", "input", x);
      if (b.dim() != 1 || b.size(0) != w.size(0)) {
        throw new IllegalArgumentException(
            String.format(
                "linear: bias must have size [%d], the out_features of weight %s; got %s",
                w.size(0), Check.show(w), Check.show(b)));
      }
    }
  }

  /**
   * x1^T W_o x2 + b_o for each output feature o.
   *
   * @param x1 [*, I]
   * @param x2 [*, J]
   * @param w [O, I, J]
   * @param b [O] or null
   * @return [*, O]
   */
  public static Tensor bilinear(Tensor x1, Tensor x2, Tensor w, Tensor b) {
    checkBilinear(x1, x2, w, b);
    long features = w.size(0);
    Tensor left = Products.rows(x1); // [M, I]
    Tensor right = Products.rows(x2).unsqueeze(-1); // [M, J, 1]
    Tensor mixed = left.mm(w.permute(1, 0, 2).reshape(w.size(1), features * w.size(2)));
    Tensor product = mixed.unflatten(1, features, w.size(2)).bmm(right); // [M, O, 1]
    long[] sizes = x1.size().toLongArray();
    sizes[sizes.length - 1] = features;
    Tensor out = product.view(sizes);
    return b == null ? out : out.add(b);
  }

  private static void checkBilinear(Tensor x1, Tensor x2, Tensor w, Tensor b) {
    Check.notNull("bilinear", "input1", x1);
    Check.notNull("bilinear", "input2", x2);
    Check.notNull("bilinear", "weight", w);
    Products.checkDims("bilinear", "weight, [out, in1, in2],", w, 3);
    Check.floating("bilinear", "input1", x1);
    Check.fullFloat("bilinear", x1.dtype());
    Check.sameType("bilinear", "input1", x1.dtype(), "input2", x2.dtype());
    Check.sameType("bilinear", "input1", x1.dtype(), "weight", w.dtype());
    boolean sameRows = x1.dim() == x2.dim() && x1.dim() > 0;
    for (int d = 0; sameRows && d < x1.dim() - 1; d++) {
      sameRows = x1.size(d) == x2.size(d);
    }
    if (!sameRows || x1.size(-1) != w.size(1) || x2.size(-1) != w.size(2)) {
      throw new IllegalArgumentException(
          String.format(
              "bilinear: expected input1 [*, %d] and input2 [*, %d], with equal sizes in place of"
                  + " *, for weight [out, in1, in2] of size %s; got %s and %s",
              w.size(1), w.size(2), Check.show(w), Check.show(x1), Check.show(x2)));
    }
    if (b != null && (b.dim() != 1 || b.size(0) != w.size(0))) {
      throw new IllegalArgumentException(
          String.format("bilinear: bias must have size [%d], got %s", w.size(0), Check.show(b)));
    }
  }
}
