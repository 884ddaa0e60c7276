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
import java.util.Arrays;
import java.util.Locale;

/** Losses of logits or log-probabilities against classes. */
public final class ClassLosses {

  private ClassLosses() {}

  // ---- negative log likelihood ----

  /**
   * What the gradient needs beside the input; tensors have the input's size, with 1 in the
   * dimension of the classes.
   *
   * @param classes the class of each target, 0 where it is ignored
   * @param ignored which targets are ignored; null if none is
   * @param weights the weight of each target's class; null if all are 1
   * @param divisor what the sum is divided by for the mean
   */
  private record Nll(
      int reduction, int classDim, Tensor classes, Tensor ignored, Tensor weights, double divisor) {

    /** Numbers of the targets, with 0 for those that are ignored, whatever they hold. */
    Tensor masked(Tensor each) {
      return ignored == null ? each : Tensor.where(ignored, 0.0, each);
    }
  }

  private static final Grad NLL = grad("NllLossBackward0");
  private static final Grad NLL_2D = grad("NllLoss2DBackward0");

  private static Grad grad(String name) {
    return Grad.twoWay(name, ClassLosses::fast, ClassLosses::differentiable);
  }

  private static Tensor[] fast(Tensor g, Saved s) {
    Nll nll = s.args();
    Strided x = Tensors.data(s.tensor(0));
    Strided gx = Strided.zeros(x.dtype(), x.sizes().clone());
    Strided each = Tensors.data(eachGradient(g, nll));
    Compute.kernels().scatter(Scatter.SET, gx, nll.classDim, Tensors.data(nll.classes), each);
    return new Tensor[] {Tensors.wrap(gx)};
  }

  private static Tensor[] differentiable(Tensor g, Saved s) {
    Nll nll = s.args();
    Tensor x = s.tensor(0);
    Tensor numbers = Factories.arange(0L, x.size(nll.classDim), 1L, DType.INT64);
    Tensor hit = nll.classes.eq(alongClasses(numbers, x, nll.classDim));
    Tensor each = eachGradient(g, nll).expand(x.size().toLongArray());
    return new Tensor[] {Tensor.where(hit, each, 0.0)};
  }

  /** The gradient at the class of each target. */
  private static Tensor eachGradient(Tensor g, Nll nll) {
    Tensor each = g.neg();
    if (nll.reduction == LossOps.NONE) {
      each = each.unsqueeze(nll.classDim);
    } else if (nll.reduction == LossOps.MEAN) {
      each = each.div(nll.divisor);
    }
    if (nll.weights != null) {
      each = each.mul(nll.weights);
    }
    return nll.masked(each.expand(nll.classes.size().toLongArray()));
  }

  /**
   * @param x log-probabilities [C], [N, C] or [N, C, d1, ...]
   * @param target class numbers [], [N] or [N, d1, ...]
   * @param weight [C] or null
   */
  public static Tensor nll(
      String op, Tensor x, Tensor target, Tensor weight, long ignoreIndex, int reduction) {
    check(op, x, target, weight);
    Nll nll =
        GradMode.with(
            false, () -> prepare(op, x, target.to(DType.INT64), weight, ignoreIndex, reduction));
    Tensor y = GradMode.with(false, () -> forward(x, nll));
    boolean isPlanar = x.dim() > 2;
    Graph.record(isPlanar ? NLL_2D : NLL, y, new Tensor[] {x}, new Tensor[] {x}, nll);
    // PyTorch has the op for 2 and 4 dimensions and lets the others look like those.
    return reduction == LossOps.NONE && isPlanar && x.dim() != 4
        ? y.view(y.size().toLongArray())
        : y;
  }

  private static Nll prepare(
      String op, Tensor x, Tensor target, Tensor weight, long ignoreIndex, int reduction) {
    int classDim = x.dim() == 1 ? 0 : 1;
    long count = x.size(classDim);
    Tensor classes = target.unsqueeze(classDim);
    boolean isClass = ignoreIndex >= 0 && ignoreIndex < count;
    Tensor ignored = null;
    if (isClass || Compute.kernels().firstOutside(Tensors.data(classes), 0, count) >= 0) {
      ignored = classes.eq(ignoreIndex);
      classes = Tensor.where(ignored, Factories.scalar(0L), classes);
      checkRange(op, target, classes, count, ignoreIndex);
    }
    Tensor weights = null;
    if (weight != null) {
      weights = Tensors.wrap(Strided.empty(weight.dtype(), (int) classes.numel()));
      Compute.kernels()
          .indexSelect(
              Tensors.data(weight), 0, Tensors.data(classes.reshape(-1)), Tensors.data(weights));
      weights = weights.reshape(classes.size().toLongArray());
    }
    double divisor =
        weights != null
            ? (ignored == null ? weights : Tensor.where(ignored, 0.0, weights)).sum().item()
            : ignored == null ? classes.numel() : ignored.logicalNot().sum().item();
    return new Nll(reduction, classDim, classes, ignored, weights, divisor);
  }

  private static Tensor forward(Tensor x, Nll nll) {
    Strided picked = Strided.empty(x.dtype(), Tensors.data(nll.classes).sizes().clone());
    Compute.kernels().gather(Tensors.data(x), nll.classDim, Tensors.data(nll.classes), picked);
    Tensor each = Tensors.wrap(picked).neg();
    if (nll.weights != null) {
      each = each.mul(nll.weights);
    }
    each = nll.masked(each);
    return switch (nll.reduction) {
      case LossOps.NONE -> each.squeeze(nll.classDim);
      case LossOps.MEAN -> each.sum().div(nll.divisor);
      default -> each.sum();
    };
  }

  // ---- checks ----

  private static void checkRange(
      String op, Tensor target, Tensor classes, long count, long ignoreIndex) {
    Strided s = Tensors.data(classes);
    int outside = Compute.kernels().firstOutside(s, 0, count);
    if (outside >= 0) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "%s: target must hold class numbers in [0, %d)%s, got %d at %s",
              op,
              count,
              ignoreIndex < 0 ? " or ignore_index = " + ignoreIndex : "",
              s.storage().longs()[s.position(outside)],
              place(target, outside)));
    }
  }

  private static String place(Tensor target, int linear) {
    int[] sizes = Tensors.data(target).sizes();
    if (sizes.length == 0) {
      return "the only target";
    }
    int[] index = new int[sizes.length];
    int rest = linear;
    for (int d = sizes.length - 1; d >= 0; d--) {
      index[d] = rest % sizes[d];
      rest /= sizes[d];
    }
    return "target" + Check.show(index);
  }

  private static void check(String op, Tensor x, Tensor target, Tensor weight) {
    Check.floating(op, "input", x);
    Check.notNull(op, "target", target);
    if (!target.dtype().isInteger()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: target must hold class numbers in an integer type, got %s of size %s; convert it"
                  + " with target.to(INT64)",
              op,
              target.dtype(),
              Check.show(target)));
    }
    int dims = (int) x.dim();
    boolean fits = dims >= 1 && target.dim() == dims - 1;
    for (int d = 0; fits && d < target.dim(); d++) {
      fits = target.size(d) == x.size(d == 0 ? 0 : d + 1);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: input must be (C), (N, C) or (N, C, d1, ...) and target (), (N) or (N, d1, ...) with"
                  + " the same N and d, got input %s and target %s%s",
              op,
              Check.show(x),
              Check.show(target),
              x.size().equals(target.size())
                  ? "; if the target is one-hot, give target.argmax(1)"
                  : ""));
    }
    checkWeight(op, weight, x, dims == 1 ? 0 : 1);
    LossOps.noGradient(op, "weight", weight);
  }

  private static void checkWeight(String op, Tensor weight, Tensor x, int classDim) {
    if (weight == null) {
      return;
    }
    Check.sameType(op, "weight", weight.dtype(), "input", x.dtype());
    if (weight.dim() != 1 || weight.size(0) != x.size(classDim)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: weight must have one element for each of the %d classes, got size %s",
              op,
              x.size(classDim),
              Check.show(weight)));
    }
  }

  // ---- cross-entropy ----

  /**
   * @param x logits [C], [N, C] or [N, C, d1, ...]
   * @param target class numbers, or probabilities in the size of x
   */
  public static Tensor crossEntropy(
      Tensor x,
      Tensor target,
      Tensor weight,
      long ignoreIndex,
      int reduction,
      double labelSmoothing) {
    String op = "crossEntropy";
    Check.floating(op, "input", x);
    Check.notNull(op, "target", target);
    if (x.dim() == 0) {
      throw new IllegalArgumentException(
          op + ": input must be (C), (N, C) or (N, C, d1, ...), got a 0-d tensor");
    }
    int classDim = x.dim() == 1 ? 0 : 1;
    if (target.dtype().isFloatingPoint()) {
      checkProbabilities(op, x, target, ignoreIndex);
      checkWeight(op, weight, x, classDim);
      return probabilities(x, target, weight, reduction, labelSmoothing, classDim);
    }
    check(op, x, target, weight);
    Tensor logs = x.logSoftmax(classDim);
    Tensor loss = nll(op, logs, target, weight, ignoreIndex, reduction);
    if (labelSmoothing == 0) {
      return loss;
    }
    Tensor all = weight == null ? logs : logs.mul(alongClasses(weight, x, classDim));
    Tensor ignored = target.to(DType.INT64).eq(ignoreIndex);
    Tensor each = Tensor.where(ignored, 0.0, all.sum(classDim).neg());
    Tensor smooth = each;
    if (reduction == LossOps.MEAN) {
      Tensor classes = target.to(DType.INT64);
      double divisor =
          GradMode.with(
              false, () -> prepare(op, x, classes, weight, ignoreIndex, reduction).divisor);
      smooth = each.sum().div(divisor);
    } else if (reduction == LossOps.SUM) {
      smooth = each.sum();
    }
    return loss.mul(1 - labelSmoothing).add(smooth.mul(labelSmoothing / x.size(classDim)));
  }

  private static Tensor alongClasses(Tensor perClass, Tensor x, int classDim) {
    long[] size = new long[(int) x.dim()];
    Arrays.fill(size, 1);
    size[classDim] = perClass.numel();
    return perClass.reshape(size);
  }

  private static void checkProbabilities(String op, Tensor x, Tensor target, long ignoreIndex) {
    if (!x.size().equals(target.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: a floating-point target holds the probabilities of all classes and must have the"
                  + " input's size %s, got %s; class numbers must have an integer type:"
                  + " target.to(INT64)",
              op,
              Check.show(x),
              Check.show(target)));
    }
    if (ignoreIndex >= 0) {
      throw new IllegalArgumentException(
          op
              + ": ignore_index = "
              + ignoreIndex
              + " needs class numbers as targets; with probabilities, give the target rows of zeros");
    }
  }

  private static final Grad DIVIDED =
      Grad.of("DivBackward1", (g, s) -> new Tensor[] {g.div(s.<Double>args())});

  private static Tensor probabilities(
      Tensor x, Tensor target, Tensor weight, int reduction, double smoothing, int classDim) {
    long classes = x.size(classDim);
    Tensor t = smoothing == 0 ? target : target.mul(1 - smoothing).add(smoothing / classes);
    Tensor each = x.logSoftmax(classDim).mul(t);
    if (weight != null) {
      each = each.mul(alongClasses(weight, x, classDim));
    }
    if (reduction == LossOps.NONE) {
      return each.sum(classDim).neg();
    }
    Tensor sum = each.sum().neg();
    if (reduction == LossOps.SUM) {
      return sum;
    }
    double count = classes == 0 ? 0 : x.numel() / classes;
    Tensor mean = GradMode.with(false, () -> sum.div(count));
    return Graph.record(DIVIDED, mean, new Tensor[] {sum}, Graph.nothing(), count);
  }
}
