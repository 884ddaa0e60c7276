package jackhammer.internal.ops;

import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Locale;

/** Losses whose gradient is one formula. Reductions by PyTorch's numbers: 0 none, 1 mean, 2 sum. */
public final class LossOps {
  public static final int NONE = 0;
  public static final int MEAN = 1;
  public static final int SUM = 2;

  private LossOps() {}

  /** The loss of each element, reduced. */
  public static Tensor reduce(Tensor perElement, int reduction) {
    return switch (reduction) {
      case NONE -> perElement;
      case MEAN -> perElement.mean();
      default -> perElement.sum();
    };
  }

  /** The gradient of each element's loss from that of the reduced loss. */
  static Tensor spread(Tensor g, int reduction, long count) {
    return reduction == MEAN ? g.div((double) count) : g;
  }

  public static void sameSize(String op, Tensor input, Tensor target) {
    Check.notNull(op, "input", input);
    Check.notNull(op, "target", target);
    if (!input.size().equals(target.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: input and target must have one size, got input %s and target %s; they are not"
                  + " broadcast, because that hides mistakes: reshape one of them",
              op,
              Check.show(input),
              Check.show(target)));
    }
  }

  // ---- mean squared error ----

  private static final Grad MSE =
      Grad.of(
          "MseLossBackward0",
          (g, s) -> {
            Tensor d = s.tensor(0).sub(s.tensor(1));
            int reduction = s.<Integer>args();
            Tensor gx = spread(g, reduction, d.numel()).mul(d.mul(2));
            return new Tensor[] {gx, s.needs(1) ? gx.neg() : null};
          });

  public static Tensor mse(Tensor x, Tensor target, int reduction) {
    sameSize("mseLoss", x, target);
    Tensor out =
        GradMode.with(false, () -> reduce(floats("mseLoss", x, target).square(), reduction));
    return Graph.record(MSE, out, new Tensor[] {x, target}, new Tensor[] {x, target}, reduction);
  }

  private static Tensor floats(String op, Tensor x, Tensor target) {
    Tensor d = x.sub(target);
    Check.floating(op, "input", d);
    return d;
  }

  // ---- binary cross-entropy ----

  private static final double SMALLEST_LOG = -100;
  private static final double SMALLEST_PRODUCT = 1e-12;

  private static final Grad BCE =
      Grad.of(
          "BinaryCrossEntropyBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            Tensor t = s.tensor(1);
            Tensor w = s.tensor(2);
            Tensor each = weighted(spread(g, s.<Integer>args(), x.numel()), w);
            Tensor gx = each.mul(x.sub(t)).div(x.rsub(1).mul(x).clampMin(SMALLEST_PRODUCT));
            Tensor gt = s.needs(1) ? each.mul(x.rsub(1).log().sub(x.log())) : null;
            return new Tensor[] {gx, gt, null};
          });

  /** The weights of a loss are constants: PyTorch has no gradient for them either. */
  static void noGradient(String op, String argument, Tensor t) {
    if (t != null && t.requiresGrad()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: there is no gradient for %s, which must not require one; give %s.detach()",
              op,
              argument,
              argument));
    }
  }

  private static void checkWeight(String op, String argument, Tensor weight, Tensor x) {
    if (weight == null) {
      return;
    }
    noGradient(op, argument, weight);
    if (!Strided.isExpandable(Tensors.data(weight).sizes(), Tensors.data(x).sizes())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must have a size that broadcasts to the input's %s, got %s",
              op,
              argument,
              Check.show(x),
              Check.show(weight)));
    }
  }

  private static void checkProbabilities(String op, String argument, Tensor t, String remedy) {
    if (t.numel() == 0) {
      return;
    }
    double least = t.detach().min().item();
    double most = t.detach().max().item();
    if (!(least >= 0 && most <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must hold probabilities between 0 and 1, got values from %s to %s%s",
              op,
              argument,
              least,
              most,
              remedy));
    }
  }

  private static Tensor weighted(Tensor t, Tensor weight) {
    return weight == null ? t : t.mul(weight);
  }

  /** Logarithms are cut at -100, so that a loss is finite. */
  public static Tensor bce(Tensor x, Tensor target, Tensor weight, int reduction) {
    String op = "binaryCrossEntropy";
    sameSize(op, x, target);
    Check.floating(op, "input", x);
    Check.floating(op, "target", target);
    Check.sameType(op, "target", target.dtype(), "input", x.dtype());
    checkWeight(op, "weight", weight, x);
    checkProbabilities(
        op, "input", x, "; apply sigmoid first, or use binaryCrossEntropyWithLogits");
    checkProbabilities(op, "target", target, "");
    Tensor out =
        GradMode.with(
            false,
            () -> {
              Tensor yes = x.log().clampMin(SMALLEST_LOG);
              Tensor no = x.neg().log1p().clampMin(SMALLEST_LOG);
              Tensor each = target.sub(1).mul(no).sub(target.mul(yes));
              return reduce(weighted(each, weight), reduction);
            });
    return Graph.record(
        BCE, out, new Tensor[] {x, target, weight}, new Tensor[] {x, target, weight}, reduction);
  }

  private static final Grad BCE_WITH_LOGITS =
      Grad.of(
          "BinaryCrossEntropyWithLogitsBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            Tensor t = s.tensor(1);
            Tensor positive = s.tensor(3);
            Tensor each = weighted(spread(g, s.<Integer>args(), x.numel()), s.tensor(2));
            Tensor hits = weighted(t, positive);
            Tensor gx = each.mul(hits.add(1).sub(t).mul(x.sigmoid()).sub(hits));
            Tensor gt = null;
            if (s.needs(1)) {
              Tensor no = softplus(x);
              Tensor yes = softplus(x.neg());
              gt = each.mul(weighted(yes, positive).sub(no));
            }
            return new Tensor[] {gx, gt, null, null};
          });

  /** log(1 + exp(x)) without overflow. */
  static Tensor softplus(Tensor x) {
    return x.abs().neg().exp().log1p().add(x.relu());
  }

  public static Tensor bceWithLogits(
      Tensor x, Tensor target, Tensor weight, Tensor posWeight, int reduction) {
    String op = "binaryCrossEntropyWithLogits";
    sameSize(op, x, target);
    Check.floating(op, "input", x);
    Check.floating(op, "target", target);
    checkWeight(op, "weight", weight, x);
    checkWeight(op, "pos_weight", posWeight, x);
    Tensor out =
        GradMode.with(
            false,
            () -> {
              Tensor hits = weighted(target, posWeight);
              Tensor each =
                  target.rsub(1).mul(x).add(hits.add(1).sub(target).mul(softplus(x.neg())));
              return reduce(weighted(each, weight), reduction);
            });
    return Graph.record(
        BCE_WITH_LOGITS,
        out,
        new Tensor[] {x, target, weight, posWeight},
        new Tensor[] {x, target, weight, posWeight},
        reduction);
  }
}
