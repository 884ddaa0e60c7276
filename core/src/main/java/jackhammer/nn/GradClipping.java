package jackhammer.nn;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.List;

/** What {@link Utils} does to gradients. */
final class GradClipping {
  private GradClipping() {}

  /**
   * @param what are measured, for the message
   */
  static Tensor totalNorm(String op, String what, List<Tensor> tensors, Utils.NormOptions o) {
    if (tensors.isEmpty()) {
      return Tensor.tensor(0.0);
    }
    return Autograd.noGrad(
        () -> {
          List<Tensor> norms = new ArrayList<>();
          for (Tensor t : tensors) {
            Check.floating(op, what, t);
            norms.add(t.detach().norm(o.normType()));
          }
          Tensor total = Tensor.stack(0, norms).norm(o.normType());
          if (o.errorIfNonfinite() && !Double.isFinite(total.item())) {
            throw new IllegalStateException(
                String.format(
                    "%s: the norm of order %s over all %s must be finite, got %s, so nothing was"
                        + " scaled; look for the step that made NaN or infinity, or set"
                        + " errorIfNonfinite(false)",
                    op, o.normType(), what, total.item()));
          }
          return total;
        });
  }

  /** Those that are there, of tensors of which none may be missing. */
  static List<Tensor> gradients(String op, Iterable<? extends Tensor> parameters) {
    List<Tensor> result = new ArrayList<>();
    for (Tensor p : given(op, "parameters", parameters)) {
      if (p.grad() != null) {
        result.add(p.grad());
      }
    }
    return result;
  }

  static List<Tensor> given(String op, String argument, Iterable<? extends Tensor> tensors) {
    List<Tensor> result = new ArrayList<>();
    for (Tensor t : Check.notNull(op, argument, tensors)) {
      result.add(Check.notNull(op, "a tensor of " + argument, t));
    }
    return result;
  }

  /** Each times max_norm / (total_norm + 1e-6), where that is less than 1. */
  static void scale_(String op, List<Tensor> gradients, double maxNorm, Tensor totalNorm) {
    Check.floating(op, "total_norm", totalNorm);
    if (totalNorm.dim() != 0) {
      throw new IllegalArgumentException(
          op + ": total_norm must have no dimensions, got size " + Check.show(totalNorm));
    }
    Autograd.noGrad(
        () -> {
          Tensor factor = totalNorm.detach().add(1e-6).reciprocal().mul(maxNorm).clampMax(1.0);
          gradients.forEach(g -> g.mul_(factor.to(g.dtype())));
        });
  }

  static void checkLimit(String op, String argument, double limit) {
    if (!(limit >= 0)) {
      throw new IllegalArgumentException(
          op + ": " + argument + " must be at least 0, got " + limit);
    }
  }
}
