package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;

/** Numbers made positive with sum 1 along a dimension, and the logarithm of that. */
public final class Softmax {
  private static final Grad SOFTMAX =
      Grad.twoWay(
          "SoftmaxBackward0",
          (g, s) -> fast(g, s, false),
          (g, s) -> {
            Tensor y = s.tensor(0);
            Tensor gy = g.mul(y);
            return new Tensor[] {gy.sub(y.mul(gy.sum(s.<Integer>args(), true)))};
          });
  private static final Grad LOG_SOFTMAX =
      Grad.twoWay(
          "LogSoftmaxBackward0",
          (g, s) -> fast(g, s, true),
          (g, s) -> {
            Tensor y = s.tensor(0);
            return new Tensor[] {g.sub(y.exp().mul(g.sum(s.<Integer>args(), true)))};
          });

  private Softmax() {}

  private static Tensor[] fast(Tensor g, Saved s, boolean log) {
    Strided y = Tensors.data(s.tensor(0));
    Strided gx = Strided.empty(y.dtype(), y.sizes().clone());
    Compute.kernels()
        .softmaxBackward(
            withDimension(Tensors.data(g)),
            withDimension(y),
            s.<Integer>args(),
            log,
            withDimension(gx));
    return new Tensor[] {Tensors.wrap(gx)};
  }

  /** A 0-d tensor seen as a row of one. */
  private static Strided withDimension(Strided s) {
    return s.dim() == 0 ? s.unsqueeze(0) : s;
  }

  public static Tensor softmax(Tensor x, long dim) {
    return apply("softmax", SOFTMAX, x, dim, false);
  }

  public static Tensor logSoftmax(Tensor x, long dim) {
    return apply("logSoftmax", LOG_SOFTMAX, x, dim, true);
  }

  private static Tensor apply(String op, Grad grad, Tensor x, long dim, boolean log) {
    Check.floating(op, "input", x);
    int d = Check.dim(op, dim, (int) x.dim());
    Strided out = Strided.empty(x.dtype(), Tensors.data(x).sizes().clone());
    Compute.kernels().softmax(withDimension(Tensors.data(x)), d, log, withDimension(out));
    Tensor y = Tensors.wrap(out);
    return Graph.record(grad, y, new Tensor[] {x}, new Tensor[] {y}, d);
  }
}
