package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Scatter;
import jackhammer.internal.kernel.Strided;

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
  private static Tensor spread(Tensor g, int reduction, long count) {
    return reduction == MEAN ? g.div((double) count) : g;
  }

  public static void sameSize(String op, Tensor input, Tensor target) {
    Check.notNull(op, "input", input);
    Check.notNull(op, "target", target);
    if (!input.size().equals(target.size())) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input and target must have one size, got input %s and target %s; they are not"
                  + " broadcast, because that hides mistakes: reshape one of them",
              op, Check.show(input), Check.show(target)));
    }
  }

  // ---- mean squared error
  // ----------------------------------------------------------------------------

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
    sameSize("mse_loss", x, target);
    Tensor out =
        GradMode.with(false, () -> reduce(floats("mse_loss", x, target).square(), reduction));
    return Graph.record(MSE, out, new Tensor[] {x, target}, new Tensor[] {x, target}, reduction);
  }

  private static Tensor floats(String op, Tensor x, Tensor target) {
    Tensor d = x.sub(target);
    Check.floating(op, "input", d);
    return d;
  }

  // ---- binary cross-entropy
  // --------------------------------------------------------------------------

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

  private static Tensor weighted(Tensor t, Tensor weight) {
    return weight == null ? t : t.mul(weight);
  }

  /** Logarithms are cut at -100, so that a loss is finite. */
  public static Tensor bce(Tensor x, Tensor target, Tensor weight, int reduction) {
    String op = "binary_cross_entropy";
    sameSize(op, x, target);
    Check.floating(op, "input", x);
    Check.floating(op, "target", target);
    if (x.numel() > 0 && !x.detach().ge(0).logicalAnd(x.detach().le(1)).all().itemBoolean()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must hold probabilities between 0 and 1, got values from %s to %s; apply"
                  + " sigmoid first, or use binary_cross_entropy_with_logits",
              op, x.detach().min().item(), x.detach().max().item()));
    }
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
  private static Tensor softplus(Tensor x) {
    return x.abs().neg().exp().log1p().add(x.relu());
  }

  public static Tensor bceWithLogits(
      Tensor x, Tensor target, Tensor weight, Tensor posWeight, int reduction) {
    String op = "binary_cross_entropy_with_logits";
    sameSize(op, x, target);
    Check.floating(op, "input", x);
    Check.floating(op, "target", target);
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

  // ---- negative log likelihood
  // -----------------------------------------------------------------------

  /**
   * @param counts what each element of the batch weighs: its class's weight, 0 where it is ignored;
   *     null if all weigh 1
   * @param divisor what the sum is divided by
   */
  private record Nll(int reduction, Tensor classes, Tensor counts, double divisor) {}

  private static final Grad NLL = nll("NllLossBackward0");
  private static final Grad NLL_2D = nll("NllLoss2DBackward0");

  private static Grad nll(String name) {
    return Grad.twoWay(name, LossOps::nllFast, LossOps::nllDifferentiable);
  }

  private static Tensor[] nllFast(Tensor g, Saved s) {
    Nll nll = s.args();
    Strided x = Tensors.data(s.tensor(0));
    Strided gx = Strided.zeros(x.dtype(), x.sizes().clone());
    Strided each = Tensors.data(eachGradient(g, nll));
    Compute.kernels().scatter(Scatter.SET, gx, 1, Tensors.data(nll.classes), each);
    return new Tensor[] {Tensors.wrap(gx)};
  }

  private static Tensor[] nllDifferentiable(Tensor g, Saved s) {
    Nll nll = s.args();
    Tensor x = s.tensor(0);
    Tensor classes = alongClasses(Factories.arange(0L, x.size(1), 1L, DType.INT64), x, 1);
    return new Tensor[] {
      Tensor.where(
          nll.classes.eq(classes), eachGradient(g, nll).expand(x.size().toLongArray()), 0.0)
    };
  }

  /** The gradient at each target class, [N, 1, ...]. */
  private static Tensor eachGradient(Tensor g, Nll nll) {
    Tensor each = g.neg();
    if (nll.reduction == NONE) {
      each = each.unsqueeze(1);
    } else if (nll.reduction == MEAN) {
      each = each.div(nll.divisor);
    }
    if (nll.counts != null) {
      each = each.mul(nll.counts);
    }
    return each.expand(nll.classes.size().toLongArray());
  }

  /**
   * @param x log-probabilities [C], [N, C] or [N, C, d1, ...]
   * @param target INT64 class numbers [], [N] or [N, d1, ...]
   * @param weight [C] or null
   */
  public static Tensor nll(
      String op, Tensor x, Tensor target, Tensor weight, long ignoreIndex, int reduction) {
    checkNll(op, x, target, weight);
    if (x.dim() == 1) {
      Tensor one = nll(op, x.unsqueeze(0), target.reshape(1), weight, ignoreIndex, reduction);
      return reduction == NONE ? one.squeeze(0) : one;
    }
    long classes = x.size(1);
    Tensor numbers = target.to(DType.INT64).unsqueeze(1);
    Tensor ignored = null;
    Strided n = Tensors.data(numbers);
    if (Compute.kernels().firstOutside(n, 0, classes) >= 0
        || (ignoreIndex >= 0 && ignoreIndex < classes)) {
      ignored = numbers.eq(ignoreIndex);
      numbers = Tensor.where(ignored, Factories.scalar(0L), numbers);
      int outside = Compute.kernels().firstOutside(Tensors.data(numbers), 0, classes);
      if (outside >= 0) {
        throw new IndexOutOfBoundsException(
            String.format(
                "%s: target must hold class numbers in [0, %d)%s, got %d at %s",
                op,
                classes,
                ignoreIndex < 0 ? " or ignore_index = " + ignoreIndex : "",
                Tensors.data(numbers).storage().longs()[Tensors.data(numbers).position(outside)],
                place(target, outside)));
      }
    }
    Tensor where = numbers;
    Tensor skipped = ignored;
    Nll args =
        GradMode.with(
            false,
            () -> {
              Tensor counts = null;
              if (weight != null) {
                long[] size = where.size().toLongArray();
                Tensor flat = Tensors.wrap(Strided.empty(x.dtype(), (int) where.numel()));
                Compute.kernels()
                    .indexSelect(
                        Tensors.data(weight),
                        0,
                        Tensors.data(where.reshape(-1)),
                        Tensors.data(flat));
                counts = flat.reshape(size);
              }
              if (skipped != null) {
                Tensor kept = skipped.logicalNot().to(x.dtype());
                counts = counts == null ? kept : counts.mul(kept);
              }
              double divisor = counts == null ? where.numel() : counts.sum().item();
              return new Nll(reduction, where, counts, divisor);
            });
    Tensor out = GradMode.with(false, () -> nllForward(x, args));
    return Graph.record(x.dim() > 2 ? NLL_2D : NLL, out, new Tensor[] {x}, new Tensor[] {x}, args);
  }

  private static Tensor nllForward(Tensor x, Nll nll) {
    Strided picked = Strided.empty(x.dtype(), Tensors.data(nll.classes).sizes().clone());
    Compute.kernels().gather(Tensors.data(x), 1, Tensors.data(nll.classes), picked);
    Tensor each = Tensors.wrap(picked).neg();
    if (nll.counts != null) {
      each = each.mul(nll.counts);
    }
    return switch (nll.reduction) {
      case NONE -> each.squeeze(1);
      case MEAN -> each.sum().div(nll.divisor);
      default -> each.sum();
    };
  }

  private static String place(Tensor target, int linear) {
    if (target.dim() == 0) {
      return "the only target";
    }
    StringBuilder at = new StringBuilder("target[");
    int rest = linear;
    int[] sizes = Tensors.data(target).sizes();
    int[] index = new int[sizes.length];
    for (int d = sizes.length - 1; d >= 0; d--) {
      index[d] = rest % sizes[d];
      rest /= sizes[d];
    }
    for (int d = 0; d < index.length; d++) {
      at.append(d == 0 ? "" : ", ").append(index[d]);
    }
    return at.append("]").toString();
  }

  private static void checkNll(String op, Tensor x, Tensor target, Tensor weight) {
    Check.floating(op, "input", x);
    Check.notNull(op, "target", target);
    if (!target.dtype().isInteger()) {
      throw new IllegalArgumentException(
          op + ": target must hold whole numbers, the classes, got " + target.dtype());
    }
    int dims = (int) x.dim();
    boolean fits = dims >= 1 && target.dim() == Math.max(dims - 1, 0);
    for (int d = 0; fits && d < target.dim(); d++) {
      fits = target.size(d) == x.size(d == 0 ? 0 : d + 1);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must be (C), (N, C) or (N, C, d1, ...) and target (), (N) or (N, d1, ...) with"
                  + " the same N and d, got input %s and target %s",
              op, Check.show(x), Check.show(target)));
    }
    long classes = x.size(dims == 1 ? 0 : 1);
    if (weight != null) {
      Check.sameType(op, "weight", weight.dtype(), "input", x.dtype());
      if (weight.dim() != 1 || weight.size(0) != classes) {
        throw new IllegalArgumentException(
            String.format(
                "%s: weight must have one element for each of the %d classes, got size %s",
                op, classes, Check.show(weight)));
      }
    }
  }

  // ---- cross-entropy
  // ---------------------------------------------------------------------------------

  public static Tensor crossEntropy(
      Tensor x,
      Tensor target,
      Tensor weight,
      long ignoreIndex,
      int reduction,
      double labelSmoothing) {
    String op = "cross_entropy";
    Check.floating(op, "input", x);
    Check.notNull(op, "target", target);
    int classDim = x.dim() == 1 ? 0 : 1;
    if (x.dim() == 0) {
      throw new IllegalArgumentException(
          op + ": input must be (C), (N, C) or (N, C, d1, ...), got a 0-d tensor");
    }
    if (target.dtype().isFloatingPoint()) {
      return probabilities(x, target, weight, reduction, labelSmoothing, classDim);
    }
    Tensor logs = x.logSoftmax(classDim);
    Tensor loss = nll(op, logs, target, weight, ignoreIndex, reduction);
    if (labelSmoothing == 0) {
      return loss;
    }
    long classes = x.size(classDim);
    Tensor spreadLogs = logs;
    if (weight != null) {
      spreadLogs = logs.mul(alongClasses(weight, x, classDim));
    }
    Tensor smooth = spreadLogs.sum(classDim).neg();
    Tensor ignored = target.eq(ignoreIndex);
    smooth = Tensor.where(ignored, 0.0, smooth);
    if (reduction == MEAN) {
      double divisor =
          weight == null ? ignored.logicalNot().sum().item() : weightSum(weight, target, ignored);
      smooth = smooth.sum().div(divisor);
    } else {
      smooth = reduce(smooth, reduction);
    }
    return loss.mul(1 - labelSmoothing).add(smooth.mul(labelSmoothing / classes));
  }

  private static double weightSum(Tensor weight, Tensor target, Tensor ignored) {
    Tensor numbers =
        Tensor.where(ignored, Factories.scalar(0L), target.to(DType.INT64)).reshape(-1);
    Tensor each = Tensors.wrap(Strided.empty(weight.dtype(), (int) numbers.numel()));
    Compute.kernels()
        .indexSelect(Tensors.data(weight), 0, Tensors.data(numbers), Tensors.data(each));
    return each.mul(ignored.logicalNot().reshape(-1).to(weight.dtype())).sum().item();
  }

  private static Tensor alongClasses(Tensor weight, Tensor x, int classDim) {
    long[] size = new long[(int) x.dim()];
    java.util.Arrays.fill(size, 1);
    size[classDim] = weight.numel();
    return weight.reshape(size);
  }

  private static Tensor probabilities(
      Tensor x, Tensor target, Tensor weight, int reduction, double smoothing, int classDim) {
    sameSize("cross_entropy", x, target);
    long classes = x.size(classDim);
    Tensor t = smoothing == 0 ? target : target.mul(1 - smoothing).add(smoothing / classes);
    Tensor each = x.logSoftmax(classDim).mul(t);
    if (weight != null) {
      each = each.mul(alongClasses(weight, x, classDim));
    }
    return switch (reduction) {
      case NONE -> each.sum(classDim).neg();
      case MEAN -> each.sum().neg().div((double) (x.numel() / classes));
      default -> each.sum().neg();
    };
  }
}
