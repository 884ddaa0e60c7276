package jackhammer.conformance;

import static jackhammer.conformance.ProductProblems.with;

import jackhammer.Tensor;
import jackhammer.nn.CrossEntropyLoss;
import jackhammer.nn.F;
import jackhammer.nn.NLLLoss;
import jackhammer.nn.Reduction;
import java.util.function.UnaryOperator;

/** Softmax, and the losses with all their arguments. */
final class LossProblems {

  /** libtorch's numbers for them are their places here. */
  private static final Reduction[] REDUCTIONS = {Reduction.NONE, Reduction.MEAN, Reduction.SUM};

  private static final int NOTHING_IGNORED = -100;

  private LossProblems() {}

  static Problem softmax(Draw d, boolean log) {
    int dims = d.between(1, 4);
    int dim = d.between(-dims, dims - 1);
    Problem.Inputs inputs = new Problem.Inputs();
    Array x = d.normal(d.shape(dims, 9));
    scale(x, d.of(1.0, 10.0, 100.0));
    return inputs.returns(
        "torch.%s(%s, %d)".formatted(log ? "log_softmax" : "softmax", inputs.leaf(x), dim),
        t -> log ? F.logSoftmax(t[0], dim) : F.softmax(t[0], dim));
  }

  /** The class dimension is second (or only); targets are class numbers or probabilities. */
  static Problem crossEntropy(Draw d) {
    int classes = d.between(1, 7);
    int[] rest = d.several(d.between(0, 2), 1, 4);
    boolean batched = rest.length > 0 || d.chance(0.8);
    int n = d.between(1, 5);
    int[] shape = batched ? with(new int[] {n, classes}, rest) : new int[] {classes};
    double smoothing = d.of(0.0, 0.0, 0.1);
    int reduction = d.between(0, 2);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String t;
    int ignored = NOTHING_IGNORED;
    if (d.chance(0.25)) {
      t = inputs.constant(d.uniform(0, 1, shape));
    } else {
      Array labels = d.integers(classes, batched ? with(new int[] {n}, rest) : new int[] {});
      ignored = ignore(d, labels, classes);
      t = inputs.constant(labels);
    }
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, classes)) : "None";
    int ignoreIndex = ignored;
    return inputs.returns(
        "torch.cross_entropy_loss(%s, %s, %s, %d, %d, %s)"
            .formatted(x, t, w, reduction, ignored, smoothing),
        a -> {
          UnaryOperator<CrossEntropyLoss.Options> options =
              o -> {
                var p = o.reduction(REDUCTIONS[reduction]).labelSmoothing(smoothing);
                p = a.length > 2 ? p.weight(a[2]) : p;
                return ignoreIndex == NOTHING_IGNORED ? p : p.ignoreIndex(ignoreIndex);
              };
          return F.crossEntropy(a[0], a[1], options);
        });
  }

  static Problem nll(Draw d) {
    int classes = d.between(1, 7);
    int[] rest = d.several(d.between(0, 3), 1, 4);
    int n = d.between(1, 5);
    int reduction = d.between(0, 2);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(with(new int[] {n, classes}, rest)));
    Array labels = d.integers(classes, with(new int[] {n}, rest));
    int ignored = ignore(d, labels, classes);
    String t = inputs.constant(labels);
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, classes)) : "None";
    return inputs.returns(
        "torch.nll_loss_nd(%s, %s, %s, %d, %d)".formatted(x, t, w, reduction, ignored),
        a -> {
          UnaryOperator<NLLLoss.Options> options =
              o -> {
                var p = o.reduction(REDUCTIONS[reduction]).ignoreIndex(ignored);
                return a.length > 2 ? p.weight(a[2]) : p;
              };
          return F.nllLoss(a[0], a[1], options);
        });
  }

  /** Sometimes one class is left out; the first label always counts, so that a mean exists. */
  private static int ignore(Draw d, Array labels, int classes) {
    if (classes == 1 || !d.chance(0.4)) {
      return NOTHING_IGNORED;
    }
    int ignored = d.chance(0.5) ? NOTHING_IGNORED : d.between(0, classes - 1);
    double[] v = labels.values();
    for (int i = 1; i < v.length; i++) {
      v[i] = d.chance(0.3) ? ignored : v[i];
    }
    v[0] = v[0] == ignored ? (ignored + 1) % classes : v[0];
    return ignored;
  }

  static Problem bce(Draw d) {
    int[] shape = d.several(d.between(0, 3), 1, 6);
    int reduction = d.between(0, 2);
    Problem.Inputs inputs = new Problem.Inputs();
    Array p = d.uniform(0.01, 0.99, shape);
    if (d.chance(0.2)) {
      p.values()[0] = d.of(0.0, 1.0);
    }
    String x = inputs.leaf(p);
    String t = inputs.constant(d.uniform(0, 1, shape));
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, shape)) : "None";
    return inputs.returns(
        "torch.binary_cross_entropy(%s, %s, %s, %d)".formatted(x, t, w, reduction),
        a ->
            F.binaryCrossEntropy(
                a[0],
                a[1],
                o -> {
                  var q = o.reduction(REDUCTIONS[reduction]);
                  return a.length > 2 ? q.weight(a[2]) : q;
                }));
  }

  static Problem bceWithLogits(Draw d) {
    int last = d.between(1, 6);
    int[] shape = with(d.several(d.between(0, 2), 1, 6), last);
    int reduction = d.between(0, 2);
    Problem.Inputs inputs = new Problem.Inputs();
    Array logits = d.normal(shape);
    scale(logits, d.of(1.0, 30.0));
    String x = inputs.leaf(logits);
    String t = inputs.leaf(d.uniform(0, 1, shape));
    boolean weighted = d.chance(0.4);
    boolean positive = d.chance(0.4);
    String w = weighted ? inputs.constant(d.uniform(0.1, 2, shape)) : "None";
    String p = positive ? inputs.constant(d.uniform(0.1, 3, last)) : "None";
    return inputs.returns(
        "torch.binary_cross_entropy_with_logits(%s, %s, %s, %s, %d)"
            .formatted(x, t, w, p, reduction),
        a ->
            F.binaryCrossEntropyWithLogits(
                a[0],
                a[1],
                o -> {
                  var q = o.reduction(REDUCTIONS[reduction]);
                  q = weighted ? q.weight(a[2]) : q;
                  return positive ? q.posWeight(a[a.length - 1]) : q;
                }));
  }

  /**
   * {@code mse_loss} or {@code l1_loss}. Shapes that differ are broadcast by PyTorch, with a
   * warning; here they are refused.
   */
  static Problem distance(Draw d, boolean squared) {
    int[] shape = d.several(d.between(0, 3), 1, 6);
    int reduction = d.between(0, 2);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String t = inputs.leaf(d.normal(shape));
    String name = squared ? "mse_loss" : "l1_loss";
    return inputs.returns(
        "torch.%s(%s, %s, %d)".formatted(name, x, t, reduction),
        a -> distance(a, squared, REDUCTIONS[reduction]));
  }

  private static Tensor distance(Tensor[] a, boolean squared, Reduction reduction) {
    return squared
        ? F.mseLoss(a[0], a[1], o -> o.reduction(reduction))
        : F.l1Loss(a[0], a[1], o -> o.reduction(reduction));
  }

  private static void scale(Array a, double factor) {
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] = (float) (a.values()[i] * factor);
    }
  }
}
