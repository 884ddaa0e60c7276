package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.Strided;
import java.util.Locale;
import java.util.function.BinaryOperator;

/** Losses that ask for a distance between right and wrong. Reductions as in {@link LossOps}. */
public final class MarginLosses {
  private static final Grad SOFT_MARGIN =
      Grad.of(
          "SoftMarginLossBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            Tensor t = s.tensor(1);
            Tensor each = t.mul(t.mul(x).neg().sigmoid()).neg();
            return new Tensor[] {LossOps.spread(g, s.<Integer>args(), x.numel()).mul(each), null};
          });

  /**
   * What compares the right class with the others.
   *
   * @param right INT64 [N, 1]
   * @param weight of the right classes, [N, 1], or null
   */
  private record Classes(Tensor right, int p, double margin, Tensor weight, int reduction) {}

  private static final Grad MULTI_MARGIN =
      Grad.composed("MultiMarginLossBackward0", MarginLosses::multiMargin);

  /**
   * What compares all right classes with all wrong ones.
   *
   * @param right INT64 [N, C], 0 where there is none
   * @param counts [N, C, 1] BOOL, which of them there are
   * @param wrong [N, 1, C] BOOL
   */
  private record Labels(Tensor right, Tensor counts, Tensor wrong, int reduction) {}

  private static final Grad MULTILABEL_MARGIN =
      Grad.composed("MultilabelMarginLossBackward0", MarginLosses::multilabelMargin);

  private MarginLosses() {}

  private static void check(String op, Tensor x, Tensor target) {
    LossOps.sameSize(op, x, target);
    Check.floating(op, "input", x);
  }

  // ---- of numbers ----

  public static Tensor softMargin(Tensor x, Tensor target, int reduction) {
    String op = "softMarginLoss";
    check(op, x, target);
    LossOps.noGradient(op, "target", target);
    Tensor t = target.to(x.dtype());
    Tensor out =
        GradMode.with(false, () -> LossOps.reduce(LossOps.softplus(t.mul(x).neg()), reduction));
    Tensor[] inputs = {x, t};
    return Graph.record(SOFT_MARGIN, out, inputs, inputs, reduction);
  }

  public static Tensor hingeEmbedding(Tensor x, Tensor target, double margin, int reduction) {
    check("hingeEmbeddingLoss", x, target);
    Tensor apart = Tensor.where(target.ne(1), x.rsub(margin).clampMin(0.0), 0.0);
    return LossOps.reduce(apart.add(Tensor.where(target.ne(-1), x, 0.0)), reduction);
  }

  public static Tensor marginRanking(
      Tensor x1, Tensor x2, Tensor target, double margin, int reduction) {
    String op = "marginRankingLoss";
    check(op, x1, target);
    check(op, x2, target);
    Check.sameType(op, "input2", x2.dtype(), "input1", x1.dtype());
    Tensor t = target.to(x1.dtype());
    return LossOps.reduce(t.neg().mul(x1.sub(x2)).add(margin).clampMin(0.0), reduction);
  }

  // ---- of vectors ----

  public static Tensor cosineEmbedding(
      Tensor x1, Tensor x2, Tensor target, double margin, int reduction) {
    String op = "cosineEmbeddingLoss";
    check(op, x1, x2);
    Check.sameType(op, "input2", x2.dtype(), "input1", x1.dtype());
    Check.notNull(op, "target", target);
    boolean fits =
        (x1.dim() == 1 && target.dim() == 0)
            || (x1.dim() == 2 && target.dim() == 1 && target.size(0) == x1.size(0));
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: inputs must be (N, D) with target (N), or (D) with target (), got inputs %s and"
                  + " target %s",
              op,
              Check.show(x1),
              Check.show(target)));
    }
    double tiny = 1e-12;
    Tensor product = x1.mul(x2).sum(-1);
    Tensor lengths = x1.mul(x1).sum(-1).add(tiny).mul(x2.mul(x2).sum(-1).add(tiny)).sqrt();
    Tensor cosine = product.div(lengths);
    Tensor near = Tensor.where(target.eq(1), cosine.rsub(1.0), 0.0);
    Tensor far = Tensor.where(target.eq(-1), cosine.sub(margin).clampMin(0.0), 0.0);
    return LossOps.reduce(near.add(far), reduction);
  }

  public static Tensor triplet(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      double margin,
      double p,
      double eps,
      boolean swap,
      int reduction) {
    String op = "tripletMarginLoss";
    BinaryOperator<Tensor> norm = (a, b) -> ElementLosses.distance(op, a, b, p, eps, false);
    return triplet(op, anchor, positive, negative, norm, margin, swap, reduction);
  }

  /**
   * max(0, d(a, p) - d(a, n) + margin), the second distance with {@code swap} the smaller one of
   * d(a, n) and d(p, n).
   */
  public static Tensor triplet(
      String op,
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      BinaryOperator<Tensor> distance,
      double margin,
      boolean swap,
      int reduction) {
    Check.floating(op, "anchor", anchor);
    Check.sameType(
        op, "positive", Check.notNull(op, "positive", positive).dtype(), "anchor", anchor.dtype());
    Check.sameType(
        op, "negative", Check.notNull(op, "negative", negative).dtype(), "anchor", anchor.dtype());
    if (anchor.dim() != positive.dim() || anchor.dim() != negative.dim()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: anchor, positive and negative must have one number of dimensions, got sizes %s, %s"
                  + " and %s",
              op,
              Check.show(anchor),
              Check.show(positive),
              Check.show(negative)));
    }
    Tensor near = between(op, distance, anchor, positive);
    Tensor far = between(op, distance, anchor, negative);
    if (swap) {
      far = far.minimum(between(op, distance, positive, negative));
    }
    return LossOps.reduce(near.add(margin).sub(far).clampMin(0.0), reduction);
  }

  private static Tensor between(String op, BinaryOperator<Tensor> distance, Tensor a, Tensor b) {
    Tensor d = distance.apply(a, b);
    Check.floating(op, "what distanceFunction gives", d);
    return d;
  }

  // ---- of classes ----

  private static void checkClasses(String op, Tensor x) {
    Check.floating(op, "input", x);
    if ((x.dim() != 1 && x.dim() != 2) || x.size(-1) == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: input must be (N, C), or (C), with at least one class, got size %s",
              op,
              Check.show(x)));
    }
  }

  private static Tensor integers(String op, Tensor target) {
    Check.notNull(op, "target", target);
    if (!target.dtype().isInteger() || target.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: target must hold classes in an integer type, got %s; convert it with"
                  + " target.to(INT64)",
              op,
              target.dtype()));
    }
    return target.to(DType.INT64);
  }

  private static void range(String op, Tensor target, long low, long classes) {
    Strided s = Tensors.data(target);
    int bad = Compute.kernels().firstOutside(s, low, classes);
    if (bad >= 0) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "%s: target must hold classes in [0, %d)%s, got %d at target%s",
              op,
              classes,
              low < 0 ? ", or -1 behind the last one" : "",
              Elements.getLong(s.storage(), s.position(bad)),
              Gathering.position(s, bad)));
    }
  }

  private static void checkWeight(String op, Tensor weight, Tensor x) {
    if (weight == null) {
      return;
    }
    LossOps.noGradient(op, "weight", weight);
    Check.sameType(op, "weight", weight.dtype(), "input", x.dtype());
    if (weight.dim() != 1 || weight.size(0) != x.size(-1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: weight must have one element for each of the %d classes, got size %s",
              op,
              x.size(-1),
              Check.show(weight)));
    }
  }

  public static Tensor multiMargin(
      Tensor x, Tensor target, int p, double margin, Tensor weight, int reduction) {
    String op = "multiMarginLoss";
    checkClasses(op, x);
    Tensor classes = integers(op, target);
    boolean fits = target.dim() == x.dim() - 1 && (x.dim() == 1 || target.size(0) == x.size(0));
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: input must be (N, C) with target (N), or (C) with target (), got input %s and"
                  + " target %s",
              op,
              Check.show(x),
              Check.show(target)));
    }
    range(op, classes, 0, x.size(-1));
    checkWeight(op, weight, x);
    Tensor right = classes.unsqueeze(-1);
    Tensor weights =
        weight == null
            ? null
            : weight.indexSelect(0, right.reshape(-1)).reshape(right.size().toLongArray());
    Classes args = new Classes(right, p, margin, weights, reduction);
    return composed(MULTI_MARGIN, MarginLosses::each, x, args);
  }

  private interface Formula<T> {
    Tensor of(Tensor x, T args);
  }

  private static <T> Tensor composed(Grad grad, Formula<T> formula, Tensor x, T args) {
    Tensor out = GradMode.with(false, () -> formula.of(x, args));
    Tensor[] inputs = {x};
    return Graph.record(grad, out, inputs, inputs, args);
  }

  private static Tensor multiMargin(Tensor[] in, Saved s) {
    return each(in[0], s.<Classes>args());
  }

  private static Tensor each(Tensor x, Classes c) {
    Tensor z = x.sub(x.gather(-1, c.right)).add(c.margin).clampMin(0.0);
    z = c.p == 1 ? z : z.mul(z);
    z = c.weight == null ? z : z.mul(c.weight);
    Tensor own = Factories.arange(0L, x.size(-1), 1L, DType.INT64).eq(c.right);
    return LossOps.reduce(Tensor.where(own, 0.0, z).sum(-1).div((double) x.size(-1)), c.reduction);
  }

  public static Tensor multilabelMargin(Tensor x, Tensor target, int reduction) {
    String op = "multilabelMarginLoss";
    checkClasses(op, x);
    Tensor classes = integers(op, target);
    LossOps.sameSize(op, x, target);
    range(op, classes, -1, x.size(-1));
    Tensor counts = classes.ge(0L).to(DType.INT64).cumprod(-1).eq(1L);
    Tensor right = Tensor.where(counts, classes, Factories.scalar(0L));
    Tensor numbers = Factories.arange(0L, x.size(-1), 1L, DType.INT64);
    Tensor isRight = right.unsqueeze(-1).eq(numbers).logicalAnd(counts.unsqueeze(-1));
    Tensor wrong = isRight.any(-2).logicalNot();
    Labels args = new Labels(right, counts.unsqueeze(-1), wrong.unsqueeze(-2), reduction);
    return composed(MULTILABEL_MARGIN, MarginLosses::each, x, args);
  }

  private static Tensor multilabelMargin(Tensor[] in, Saved s) {
    return each(in[0], s.<Labels>args());
  }

  private static Tensor each(Tensor x, Labels l) {
    Tensor right = x.gather(-1, l.right).unsqueeze(-1);
    Tensor z = x.unsqueeze(-2).sub(right).add(1.0).clampMin(0.0); // [N, right, wrong]
    Tensor counted = Tensor.where(l.counts.logicalAnd(l.wrong), z, 0.0);
    return LossOps.reduce(
        counted.sum(new long[] {-2, -1}, false).div((double) x.size(-1)), l.reduction);
  }

  public static Tensor multilabelSoftMargin(Tensor x, Tensor target, Tensor weight, int reduction) {
    String op = "multilabelSoftMarginLoss";
    check(op, x, target);
    checkClasses(op, x);
    checkWeight(op, weight, x);
    Tensor t = target.to(x.dtype());
    Tensor hit = t.mul(Activations.LOG_SIGMOID.apply(x, false));
    Tensor each = hit.add(t.rsub(1.0).mul(Activations.LOG_SIGMOID.apply(x.neg(), false))).neg();
    each = weight == null ? each : each.mul(weight);
    return LossOps.reduce(each.sum(-1).div((double) x.size(-1)), reduction);
  }
}
