package jackhammer.conformance;

import static jackhammer.conformance.ProductProblems.with;

/** Softmax, and the losses with all their arguments. Reductions: 0 none, 1 mean, 2 sum. */
final class LossProblems {

  private LossProblems() {}

  static Problem softmax(Draw d, String name) {
    int dims = d.between(1, 4);
    Problem.Inputs inputs = new Problem.Inputs();
    Array x = d.normal(d.shape(dims, 9));
    scale(x, d.of(1.0, 10.0, 100.0));
    return inputs.returns(
        "torch.%s(%s, %d)".formatted(name, inputs.leaf(x), d.between(-dims, dims - 1)));
  }

  /** Class numbers as targets, with the class dimension second (or only). */
  static Problem crossEntropy(Draw d) {
    int classes = d.between(1, 7);
    int[] rest = d.several(d.between(0, 2), 1, 4);
    boolean batched = rest.length > 0 || d.chance(0.8);
    int n = d.between(1, 5);
    Problem.Inputs inputs = new Problem.Inputs();
    int[] shape = batched ? with(new int[] {n, classes}, rest) : new int[] {classes};
    int[] targets = batched ? with(new int[] {n}, rest) : new int[] {};
    String x = inputs.leaf(d.normal(shape));
    String smoothing = d.of("0.0", "0.0", "0.1");
    if (d.chance(0.25)) {
      String t = inputs.constant(d.uniform(0, 1, shape));
      String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, classes)) : "None";
      return inputs.returns(
          "torch.cross_entropy_loss(%s, %s, %s, %d, -100, %s)"
              .formatted(x, t, w, d.between(0, 2), smoothing));
    }
    Array labels = d.integers(classes, targets);
    int ignored = ignore(d, labels, classes);
    String t = inputs.constant(labels);
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, classes)) : "None";
    return inputs.returns(
        "torch.cross_entropy_loss(%s, %s, %s, %d, %d, %s)"
            .formatted(x, t, w, d.between(0, 2), ignored, smoothing));
  }

  static Problem nll(Draw d) {
    int classes = d.between(1, 7);
    int[] rest = d.several(d.between(0, 3), 1, 4);
    int n = d.between(1, 5);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(with(new int[] {n, classes}, rest)));
    Array labels = d.integers(classes, with(new int[] {n}, rest));
    int ignored = ignore(d, labels, classes);
    String t = inputs.constant(labels);
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, classes)) : "None";
    return inputs.returns(
        "torch.nll_loss_nd(%s, %s, %s, %d, %d)".formatted(x, t, w, d.between(0, 2), ignored));
  }

  /** Sometimes one class is left out; the first label always counts, so that a mean exists. */
  private static int ignore(Draw d, Array labels, int classes) {
    if (classes == 1 || !d.chance(0.4)) {
      return -100;
    }
    int ignored = d.chance(0.5) ? -100 : d.between(0, classes - 1);
    double[] v = labels.values();
    for (int i = 1; i < v.length; i++) {
      v[i] = d.chance(0.3) ? ignored : v[i];
    }
    v[0] = v[0] == ignored ? (ignored + 1) % classes : v[0];
    return ignored;
  }

  static Problem bce(Draw d) {
    int[] shape = d.several(d.between(0, 3), 1, 6);
    Problem.Inputs inputs = new Problem.Inputs();
    Array p = d.uniform(0.01, 0.99, shape);
    if (d.chance(0.2)) {
      p.values()[0] = d.of(0.0, 1.0);
    }
    String x = inputs.leaf(p);
    String t = inputs.constant(d.uniform(0, 1, shape));
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, shape)) : "None";
    return inputs.returns(
        "torch.binary_cross_entropy(%s, %s, %s, %d)".formatted(x, t, w, d.between(0, 2)));
  }

  static Problem bceWithLogits(Draw d) {
    int last = d.between(1, 6);
    int[] shape = with(d.several(d.between(0, 2), 1, 6), last);
    Problem.Inputs inputs = new Problem.Inputs();
    Array logits = d.normal(shape);
    scale(logits, d.of(1.0, 30.0));
    String x = inputs.leaf(logits);
    String t = inputs.leaf(d.uniform(0, 1, shape));
    String w = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 2, shape)) : "None";
    String positive = d.chance(0.4) ? inputs.constant(d.uniform(0.1, 3, last)) : "None";
    return inputs.returns(
        "torch.binary_cross_entropy_with_logits(%s, %s, %s, %s, %d)"
            .formatted(x, t, w, positive, d.between(0, 2)));
  }

  /** {@code mse_loss} or {@code l1_loss}, of equal or broadcasting shapes. */
  static Problem distance(Draw d, String name) {
    int[] shape = d.several(d.between(0, 3), 1, 6);
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    String t = inputs.leaf(d.normal(d.chance(0.7) ? shape : ProductProblems.some(d, shape)));
    return inputs.returns("torch.%s(%s, %s, %d)".formatted(name, x, t, d.between(0, 2)));
  }

  private static void scale(Array a, double factor) {
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] = (float) (a.values()[i] * factor);
    }
  }
}
