package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;
import static jackhammer.conformance.PoolProblems.bool;
import static jackhammer.conformance.ProductProblems.with;

import jackhammer.Tensor;
import jackhammer.nn.AdaptiveLogSoftmaxWithLoss;
import jackhammer.nn.F;
import jackhammer.nn.Parametrize;
import jackhammer.nn.Reduction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Losses of numbers, vectors, margins and sequences with all their arguments, and distances. */
final class DistanceProblems {

  /** libtorch's numbers for them are their places here. */
  private static final Reduction[] REDUCTIONS = {Reduction.NONE, Reduction.MEAN, Reduction.SUM};

  private final Draw d;
  private final Problem.Inputs inputs = new Problem.Inputs();
  private final int number;
  private final Reduction reduction;

  private DistanceProblems(Draw d) {
    this.d = d;
    this.number = d.between(0, 2);
    this.reduction = REDUCTIONS[number];
  }

  /** The generators by libtorch's names. */
  static Map<String, Function<Draw, Problem>> all() {
    Map<String, Function<DistanceProblems, Problem>> own = new LinkedHashMap<>();
    own.put("smooth_l1_loss", DistanceProblems::smooth);
    own.put("huber_loss", DistanceProblems::huber);
    own.put("kl_div", DistanceProblems::divergence);
    own.put("poisson_nll_loss", DistanceProblems::poisson);
    own.put("gaussian_nll_loss", DistanceProblems::gaussian);
    own.put("soft_margin_loss", DistanceProblems::softMargin);
    own.put("hinge_embedding_loss", DistanceProblems::hinge);
    own.put("margin_ranking_loss", DistanceProblems::ranking);
    own.put("cosine_embedding_loss", DistanceProblems::cosineEmbedding);
    own.put("triplet_margin_loss", DistanceProblems::triplet);
    own.put("multi_margin_loss", DistanceProblems::multiMargin);
    own.put("multilabel_margin_loss", DistanceProblems::multilabelMargin);
    own.put("multilabel_soft_margin_loss", DistanceProblems::multilabelSoftMargin);
    own.put("ctc_loss", DistanceProblems::ctc);
    own.put("adaptive_log_softmax", DistanceProblems::adaptive);
    own.put("pairwise_distance", DistanceProblems::pairwise);
    own.put("cosine_similarity", DistanceProblems::cosine);
    own.put("triplet_margin_with_distance_loss", DistanceProblems::tripletOfAnyDistance);
    own.put("normalize", DistanceProblems::normalize);
    own.put("pdist", DistanceProblems::rows);
    Map<String, Function<Draw, Problem>> result = new LinkedHashMap<>();
    own.forEach((op, make) -> result.put(op, d -> make.apply(new DistanceProblems(d))));
    return result;
  }

  private int[] shape() {
    return d.several(d.between(0, 3), 1, 6);
  }

  /** 1 or -1. */
  private String signs(int... shape) {
    Array a = d.uniform(-1, 1, shape);
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] = a.values()[i] < 0 ? -1 : 1;
    }
    return inputs.constant(a);
  }

  private String margin(double usual) {
    return Double.toString(d.of(usual, usual, 0.3, 2.5));
  }

  // ---- numbers ----

  private Problem smooth() {
    int[] shape = shape();
    double beta = d.of(1.0, 0.5, 2.0, 0.0);
    return inputs.returns(
        "torch.smooth_l1_loss(%s, %s, %d, %s)".formatted(leaf(shape), leaf(shape), number, beta),
        t -> F.smoothL1Loss(t[0], t[1], o -> o.reduction(reduction).beta(beta)));
  }

  private String leaf(int... shape) {
    return inputs.leaf(d.normal(shape));
  }

  private Problem huber() {
    int[] shape = shape();
    double delta = d.of(1.0, 0.5, 2.0);
    return inputs.returns(
        "torch.huber_loss(%s, %s, %d, %s)".formatted(leaf(shape), leaf(shape), number, delta),
        t -> F.huberLoss(t[0], t[1], o -> o.reduction(reduction).delta(delta)));
  }

  private Problem divergence() {
    int[] shape = shape();
    boolean log = d.chance(0.5);
    String x = leaf(shape);
    Array target = log ? d.normal(shape) : d.uniform(0, 1, shape);
    if (!log && target.values().length > 0 && d.chance(0.3)) {
      target.values()[0] = 0;
    }
    // Towards a target of 0 the gradient of its logarithm has no value.
    String t = log ? inputs.leaf(target) : inputs.constant(target);
    return inputs.returns(
        "torch.kl_div(%s, %s, %d, log_target=%s)".formatted(x, t, number, bool(log)),
        a -> F.klDiv(a[0], a[1], o -> o.reduction(reduction).logTarget(log)));
  }

  private Problem poisson() {
    int[] shape = shape();
    boolean log = d.chance(0.5);
    boolean full = d.chance(0.5);
    double eps = d.of(1e-8, 0.1);
    String x = inputs.leaf(log ? d.normal(shape) : d.uniform(0.1, 3, shape));
    String t = inputs.constant(d.uniform(0, 6, shape));
    return inputs.returns(
        "torch.poisson_nll_loss(%s, %s, %s, %s, %s, %d)"
            .formatted(x, t, bool(log), bool(full), eps, number),
        a ->
            F.poissonNllLoss(
                a[0], a[1], o -> o.reduction(reduction).logInput(log).full(full).eps(eps)));
  }

  private Problem gaussian() {
    int[] shape = with(shape(), d.between(1, 6));
    boolean full = d.chance(0.5);
    int[] of = shape.clone();
    if (d.chance(0.5)) {
      of[of.length - 1] = 1;
    }
    String x = leaf(shape);
    String t = leaf(shape);
    String v = inputs.leaf(d.uniform(0.1, 2, of));
    String loss =
        "0.5 * (torch.log(%s) + (%s - %s) ** 2 / %s)%s"
            .formatted(v, x, t, v, full ? " + 0.9189385332046727" : "");
    return inputs.returns(
        reduced(loss),
        a -> F.gaussianNllLoss(a[0], a[1], a[2], o -> o.reduction(reduction).full(full)));
  }

  private String reduced(String loss) {
    return switch (reduction) {
      case NONE -> loss;
      case MEAN -> "torch.mean(" + loss + ")";
      case SUM -> "torch.sum(" + loss + ")";
    };
  }

  // ---- margins ----

  private Problem softMargin() {
    int[] shape = shape();
    return inputs.returns(
        "torch.soft_margin_loss(%s, %s, %d)".formatted(leaf(shape), signs(shape), number),
        t -> F.softMarginLoss(t[0], t[1], o -> o.reduction(reduction)));
  }

  private Problem hinge() {
    int[] shape = shape();
    String margin = margin(1);
    return inputs.returns(
        "torch.hinge_embedding_loss(%s, %s, %s, %d)"
            .formatted(leaf(shape), signs(shape), margin, number),
        t ->
            F.hingeEmbeddingLoss(
                t[0], t[1], o -> o.reduction(reduction).margin(Double.parseDouble(margin))));
  }

  private Problem ranking() {
    int[] shape = shape();
    String margin = margin(0);
    return inputs.returns(
        "torch.margin_ranking_loss(%s, %s, %s, %s, %d)"
            .formatted(leaf(shape), leaf(shape), signs(shape), margin, number),
        t ->
            F.marginRankingLoss(
                t[0], t[1], t[2], o -> o.reduction(reduction).margin(Double.parseDouble(margin))));
  }

  /** (N, D), or (D). */
  private int[] vectors() {
    int features = d.between(1, 9);
    return d.chance(0.7) ? new int[] {d.between(1, 5), features} : new int[] {features};
  }

  private Problem cosineEmbedding() {
    int[] shape = vectors();
    double margin = d.of(0.0, 0.0, 0.3, -0.5);
    return inputs.returns(
        "torch.cosine_embedding_loss(%s, %s, %s, %s, %d)"
            .formatted(
                leaf(shape),
                leaf(shape),
                signs(Arrays.copyOf(shape, shape.length - 1)),
                margin,
                number),
        t -> F.cosineEmbeddingLoss(t[0], t[1], t[2], o -> o.reduction(reduction).margin(margin)));
  }

  private Problem triplet() {
    int[] shape = vectors();
    String margin = margin(1);
    double p = d.of(2.0, 2.0, 1.0, 3.0);
    double eps = d.of(1e-6, 1e-3);
    boolean swap = d.chance(0.4);
    return inputs.returns(
        "torch.triplet_margin_loss(%s, %s, %s, %s, %s, %s, %s, %d)"
            .formatted(leaf(shape), leaf(shape), leaf(shape), margin, p, eps, bool(swap), number),
        t ->
            F.tripletMarginLoss(
                t[0],
                t[1],
                t[2],
                o ->
                    o.reduction(reduction)
                        .margin(Double.parseDouble(margin))
                        .p(p)
                        .eps(eps)
                        .swap(swap)));
  }

  private Problem multiMargin() {
    int[] shape = vectors();
    int classes = shape[shape.length - 1];
    int p = d.of(1, 2);
    String margin = margin(1);
    String x = leaf(shape);
    String t = inputs.constant(d.integers(classes, Arrays.copyOf(shape, shape.length - 1)));
    boolean weighted = d.chance(0.4);
    String w = weighted ? inputs.constant(d.uniform(0.1, 2, classes)) : "None";
    return inputs.returns(
        "torch.multi_margin_loss(%s, %s, %d, %s, %s, %d)".formatted(x, t, p, margin, w, number),
        a ->
            F.multiMarginLoss(
                a[0],
                a[1],
                o -> {
                  var q = o.reduction(reduction).p(p).margin(Double.parseDouble(margin));
                  return weighted ? q.weight(a[2]) : q;
                }));
  }

  private Problem multilabelMargin() {
    int[] shape = vectors();
    int classes = shape[shape.length - 1];
    String x = leaf(shape);
    // All classes in some order, and -1 where the labels of a row end.
    Array t = d.integers(1, shape);
    for (int row = 0; row < t.values().length; row += classes) {
      int labels = d.between(0, classes);
      for (int i = 0; i < classes; i++) {
        int j = d.between(0, i);
        t.values()[row + i] = t.values()[row + j];
        t.values()[row + j] = i;
      }
      Arrays.fill(t.values(), row + labels, row + classes, -1);
    }
    return inputs.returns(
        "torch.multilabel_margin_loss(%s, %s, %d)".formatted(x, inputs.constant(t), number),
        a -> F.multilabelMarginLoss(a[0], a[1], o -> o.reduction(reduction)));
  }

  private Problem multilabelSoftMargin() {
    int[] shape = vectors();
    int classes = shape[shape.length - 1];
    String x = leaf(shape);
    Array labels = d.uniform(0, 1, shape);
    for (int i = 0; i < labels.values().length; i++) {
      labels.values()[i] = Math.round(labels.values()[i]);
    }
    String t = inputs.constant(labels);
    boolean weighted = d.chance(0.4);
    String w = weighted ? inputs.constant(d.uniform(0.1, 2, classes)) + " * " : "";
    String each =
        "-(%s * torch.log_sigmoid(%s) + (1 - %s) * torch.log_sigmoid(-%s))".formatted(t, x, t, x);
    return inputs.returns(
        reduced("torch.mean(%s(%s), -1)".formatted(w, each)),
        a ->
            F.multilabelSoftMarginLoss(
                a[0],
                a[1],
                o -> {
                  var q = o.reduction(reduction);
                  return weighted ? q.weight(a[2]) : q;
                }));
  }

  // ---- sequences and very many classes ----

  private Problem ctc() {
    int classes = d.between(2, 8);
    int steps = d.between(1, 12);
    int batch = d.between(1, 4);
    int longest = d.between(1, 5);
    int blank = d.between(0, classes - 1);
    boolean zero = d.chance(0.5);
    Array targets = d.integers(classes - 1, batch, longest);
    for (int i = 0; i < targets.values().length; i++) {
      targets.values()[i] += targets.values()[i] >= blank ? 1 : 0;
    }
    int[] lengths = d.several(batch, zero ? 0 : 1, longest);
    int[] of = new int[batch];
    for (int n = 0; n < batch; n++) {
      // Without zero_infinity a loss is finite: each label, and a blank between equal ones, fits.
      int needed = lengths[n];
      for (int i = 1; i < lengths[n]; i++) {
        boolean equal = targets.values()[n * longest + i] == targets.values()[n * longest + i - 1];
        needed += equal ? 1 : 0;
      }
      of[n] = zero ? d.between(1, steps) : Math.max(needed, d.between(1, steps));
    }
    int total = Math.max(steps, Arrays.stream(of).max().getAsInt());
    boolean joined = d.chance(0.3);
    Array given = targets;
    if (joined) {
      double[] all = new double[Arrays.stream(lengths).sum()];
      for (int n = 0, at = 0; n < batch; at += lengths[n], n++) {
        System.arraycopy(targets.values(), n * longest, all, at, lengths[n]);
      }
      given = new Array(targets.dtype(), new int[] {all.length}, all);
    }
    String x = leaf(total, batch, classes);
    String t = inputs.constant(given);
    return inputs.returns(
        "torch.ctc_loss(torch.log_softmax(%s, -1), %s, %s, %s, %d, %d, %s)"
            .formatted(x, t, list(of), list(lengths), blank, number, bool(zero)),
        a ->
            F.ctcLoss(
                F.logSoftmax(a[0], -1),
                a[1],
                Tensor.fromArray(of).toLong(),
                Tensor.fromArray(lengths).toLong(),
                o -> o.blank(blank).reduction(reduction).zeroInfinity(zero)));
  }

  /** Against the logarithms of the probabilities of all classes. */
  private Problem adaptive() {
    int features = d.between(4, 12);
    int first = d.between(1, 4);
    int second = d.chance(0.5) ? 0 : first + d.between(1, 4);
    int last = Math.max(first, second);
    int classes = last + d.between(1, 6);
    int[] cutoffs = second == 0 ? new int[] {first} : new int[] {first, second};
    int[] ends = with(cutoffs, classes);
    double base = d.of(4.0, 2.0, 1.5);
    boolean biased = d.chance(0.5);
    int n = d.between(1, 6);
    AdaptiveLogSoftmaxWithLoss layer =
        new AdaptiveLogSoftmaxWithLoss(
            features, classes, cutoffs, o -> o.divValue(base).headBias(biased));
    String x = leaf(n, features);
    String t = inputs.constant(d.integers(classes, n));
    List<String> names = List.copyOf(layer.namedParameters().keySet());
    Map<String, String> weights = new LinkedHashMap<>();
    layer
        .namedParameters()
        .forEach(
            (name, p) ->
                weights.put(
                    name,
                    leaf(
                        Arrays.stream(p.size().toLongArray())
                            .mapToInt(size -> (int) size)
                            .toArray())));
    StringBuilder s = new StringBuilder();
    s.append(
        "head = torch.log_softmax(torch.linear(%s, %s, %s), 1)\n"
            .formatted(x, weights.get("head.weight"), weights.getOrDefault("head.bias", "None")));
    s.append("parts = [head[:, :").append(first).append("]]\n");
    for (int i = 0; i < cutoffs.length; i++) {
      s.append(
          "tail = torch.linear(torch.linear(%s, %s), %s)\n"
              .formatted(
                  x,
                  weights.get("tail." + i + ".0.weight"),
                  weights.get("tail." + i + ".1.weight")));
      s.append(
          "parts.append(torch.log_softmax(tail, 1) + head[:, %d:%d])\n"
              .formatted(first + i, first + i + 1));
    }
    s.append("all = torch.cat(parts, 1)\n");
    s.append("y = all.gather(1, ").append(t).append(".unsqueeze(1)).squeeze(1)\n");
    // All of them make every weight take part, also those of a tail that no target is in.
    s.append("return [all, y, -torch.mean(y)]");
    return inputs.body(
        s.toString(),
        "adaptive log-softmax of %d features, ends %s".formatted(features, list(ends)),
        a -> {
          layer.to(a[0].dtype());
          for (int i = 0; i < names.size(); i++) {
            Tensor weight = a[2 + i];
            int dot = names.get(i).lastIndexOf('.');
            Parametrize.registerParametrization(
                layer.module(names.get(i).substring(0, dot)),
                names.get(i).substring(dot + 1),
                own -> weight);
          }
          var r = layer.call(a[0], a[1]);
          return new Tensor[] {layer.logProb(a[0]), r.output(), r.loss()};
        });
  }

  // ---- distances ----

  private Problem pairwise() {
    int[] shape = vectors();
    double p = d.of(2.0, 2.0, 1.0, 3.0);
    double eps = d.of(1e-6, 1e-3);
    boolean keep = d.chance(0.4);
    return inputs.returns(
        "torch.pairwise_distance(%s, %s, %s, %s, %s)"
            .formatted(leaf(shape), leaf(shape), p, eps, bool(keep)),
        t -> F.pairwiseDistance(t[0], t[1], o -> o.p(p).eps(eps).keepdim(keep)));
  }

  private Problem cosine() {
    int[] shape = d.several(d.between(1, 3), 1, 6);
    int dim = d.between(-shape.length, shape.length - 1);
    double eps = d.of(1e-8, 0.5);
    return inputs.returns(
        "torch.cosine_similarity(%s, %s, %d, %s)".formatted(leaf(shape), leaf(shape), dim, eps),
        t -> F.cosineSimilarity(t[0], t[1], dim, eps));
  }

  private Problem tripletOfAnyDistance() {
    int[] shape = {d.between(1, 5), d.between(1, 9)};
    String x = leaf(shape);
    String y = leaf(shape);
    String z = leaf(shape);
    String margin = margin(1);
    boolean swap = d.chance(0.4);
    boolean byAngle = d.chance(0.5);
    String distance =
        byAngle ? "1 - torch.cosine_similarity(%s, %s)" : "torch.sum(torch.abs(%s - %s), 1)";
    String far = distance.formatted(x, z);
    return inputs.returns(
        reduced(
            "torch.clamp_min(%s + (%s) - (%s), 0)"
                .formatted(
                    margin,
                    distance.formatted(x, y),
                    swap ? "torch.minimum(%s, %s)".formatted(far, distance.formatted(y, z)) : far)),
        t ->
            F.tripletMarginWithDistanceLoss(
                t[0],
                t[1],
                t[2],
                o ->
                    o.distanceFunction(
                            byAngle
                                ? (a, b) -> F.cosineSimilarity(a, b).rsub(1)
                                : (a, b) -> a.sub(b).abs().sum(1))
                        .margin(Double.parseDouble(margin))
                        .swap(swap)
                        .reduction(reduction)));
  }

  private Problem normalize() {
    int[] shape = d.several(d.between(1, 4), 1, 6);
    int dim = d.between(-shape.length, shape.length - 1);
    // Of a vector with one number the gradient is the difference of two equal ones: rounding only.
    shape[Math.floorMod(dim, shape.length)] = d.between(2, 6);
    double p = d.of(2.0, 2.0, 1.0, 3.0);
    double eps = d.of(1e-12, 0.5);
    String x = leaf(shape);
    return inputs.returns(
        "%1$s / torch.clamp_min(torch.norm(%1$s, %2$s, [%3$d], True), %4$s)"
            .formatted(x, p, dim, eps),
        t -> F.normalize(t[0], p, dim, eps));
  }

  private Problem rows() {
    int[] shape = {d.between(1, 7), d.between(1, 9)};
    double p = d.of(2.0, 2.0, 1.0, 3.0);
    return inputs.returns("torch.pdist(%s, %s)".formatted(leaf(shape), p), t -> F.pdist(t[0], p));
  }
}
