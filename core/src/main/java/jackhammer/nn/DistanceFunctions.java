package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ElementLosses;
import jackhammer.internal.ops.MarginLosses;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The part of {@link F} that compares numbers and vectors with each other. */
abstract class DistanceFunctions extends AttentionFunctions {
  DistanceFunctions() {}

  /**
   * The squared difference where it is small, the absolute one elsewhere, mean: see {@link
   * SmoothL1Loss}.
   */
  public static Tensor smoothL1Loss(Tensor input, Tensor target) {
    return smoothL1Loss(input, target, o -> o);
  }

  /** The same with options: see {@link SmoothL1Loss}. */
  public static Tensor smoothL1Loss(
      Tensor input, Tensor target, UnaryOperator<SmoothL1Loss.Options> options) {
    SmoothL1Loss.Options o = Check.options("smoothL1Loss", options, SmoothL1Loss.Options.DEFAULT);
    return ElementLosses.smoothL1(input, target, o.beta(), o.reduction().ordinal());
  }

  /**
   * The squared difference where it is small, a multiple of the absolute one elsewhere, mean: see
   * {@link HuberLoss}.
   */
  public static Tensor huberLoss(Tensor input, Tensor target) {
    return huberLoss(input, target, o -> o);
  }

  /** The same with options: see {@link HuberLoss}. */
  public static Tensor huberLoss(
      Tensor input, Tensor target, UnaryOperator<HuberLoss.Options> options) {
    HuberLoss.Options o = Check.options("huberLoss", options, HuberLoss.Options.DEFAULT);
    return ElementLosses.huber(input, target, o.delta(), o.reduction().ordinal());
  }

  /**
   * The negative log likelihood of counts under Poisson distributions, mean: see {@link
   * PoissonNLLLoss}.
   */
  public static Tensor poissonNllLoss(Tensor input, Tensor target) {
    return poissonNllLoss(input, target, o -> o);
  }

  /** The same with options: see {@link PoissonNLLLoss}. */
  public static Tensor poissonNllLoss(
      Tensor input, Tensor target, UnaryOperator<PoissonNLLLoss.Options> options) {
    PoissonNLLLoss.Options o =
        Check.options("poissonNllLoss", options, PoissonNLLLoss.Options.DEFAULT);
    return ElementLosses.poisson(
        input, target, o.logInput(), o.full(), o.eps(), o.reduction().ordinal());
  }

  /** The negative log likelihood under normal distributions, mean: see {@link GaussianNLLLoss}. */
  public static Tensor gaussianNllLoss(Tensor input, Tensor target, Tensor variance) {
    return gaussianNllLoss(input, target, variance, o -> o);
  }

  /** The same with options: see {@link GaussianNLLLoss}. */
  public static Tensor gaussianNllLoss(
      Tensor input,
      Tensor target,
      Tensor variance,
      UnaryOperator<GaussianNLLLoss.Options> options) {
    GaussianNLLLoss.Options o =
        Check.options("gaussianNllLoss", options, GaussianNLLLoss.Options.DEFAULT);
    return ElementLosses.gaussian(
        input, target, variance, o.full(), o.eps(), o.reduction().ordinal());
  }

  /** The logistic loss of signs, mean: see {@link SoftMarginLoss}. */
  public static Tensor softMarginLoss(Tensor input, Tensor target) {
    return softMarginLoss(input, target, o -> o);
  }

  /** The same with options: see {@link SoftMarginLoss}. */
  public static Tensor softMarginLoss(
      Tensor input, Tensor target, UnaryOperator<Loss.Options> options) {
    Loss.Options o = Check.options("softMarginLoss", options, Loss.Options.DEFAULT);
    return MarginLosses.softMargin(input, target, o.reduction().ordinal());
  }

  /**
   * A distance where the target is 1, what is missing from it to a margin where the target is -1,
   * mean: see {@link HingeEmbeddingLoss}.
   */
  public static Tensor hingeEmbeddingLoss(Tensor input, Tensor target) {
    return hingeEmbeddingLoss(input, target, o -> o);
  }

  /** The same with options: see {@link HingeEmbeddingLoss}. */
  public static Tensor hingeEmbeddingLoss(
      Tensor input, Tensor target, UnaryOperator<HingeEmbeddingLoss.Options> options) {
    HingeEmbeddingLoss.Options o =
        Check.options("hingeEmbeddingLoss", options, HingeEmbeddingLoss.Options.DEFAULT);
    return MarginLosses.hingeEmbedding(input, target, o.margin(), o.reduction().ordinal());
  }

  /** Says which of two inputs should be larger, mean: see {@link MarginRankingLoss}. */
  public static Tensor marginRankingLoss(Tensor input1, Tensor input2, Tensor target) {
    return marginRankingLoss(input1, input2, target, o -> o);
  }

  /** The same with options: see {@link MarginRankingLoss}. */
  public static Tensor marginRankingLoss(
      Tensor input1,
      Tensor input2,
      Tensor target,
      UnaryOperator<MarginRankingLoss.Options> options) {
    MarginRankingLoss.Options o =
        Check.options("marginRankingLoss", options, MarginRankingLoss.Options.DEFAULT);
    return MarginLosses.marginRanking(input1, input2, target, o.margin(), o.reduction().ordinal());
  }

  /**
   * Draws pairs together or apart by the cosine of their angle, mean: see {@link
   * CosineEmbeddingLoss}.
   */
  public static Tensor cosineEmbeddingLoss(Tensor input1, Tensor input2, Tensor target) {
    return cosineEmbeddingLoss(input1, input2, target, o -> o);
  }

  /** The same with options: see {@link CosineEmbeddingLoss}. */
  public static Tensor cosineEmbeddingLoss(
      Tensor input1,
      Tensor input2,
      Tensor target,
      UnaryOperator<CosineEmbeddingLoss.Options> options) {
    CosineEmbeddingLoss.Options o =
        Check.options("cosineEmbeddingLoss", options, CosineEmbeddingLoss.Options.DEFAULT);
    return MarginLosses.cosineEmbedding(
        input1, input2, target, o.margin(), o.reduction().ordinal());
  }

  /**
   * Draws an anchor nearer to a positive than to a negative, mean: see {@link TripletMarginLoss}.
   */
  public static Tensor tripletMarginLoss(Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginLoss(anchor, positive, negative, o -> o);
  }

  /** The same with options: see {@link TripletMarginLoss}. */
  public static Tensor tripletMarginLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      UnaryOperator<TripletMarginLoss.Options> options) {
    TripletMarginLoss.Options o =
        Check.options("tripletMarginLoss", options, TripletMarginLoss.Options.DEFAULT);
    return MarginLosses.triplet(
        anchor, positive, negative, o.margin(), o.p(), o.eps(), o.swap(), o.reduction().ordinal());
  }

  /**
   * The same with any distance, of {@link PairwiseDistance} if none is given: see {@link
   * TripletMarginWithDistanceLoss}.
   */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor, Tensor positive, Tensor negative) {
    return tripletMarginWithDistanceLoss(anchor, positive, negative, o -> o);
  }

  /** The same with options: see {@link TripletMarginWithDistanceLoss}. */
  public static Tensor tripletMarginWithDistanceLoss(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      UnaryOperator<TripletMarginWithDistanceLoss.Options> options) {
    String op = "tripletMarginWithDistanceLoss";
    TripletMarginWithDistanceLoss.Options o =
        Check.options(op, options, TripletMarginWithDistanceLoss.Options.DEFAULT);
    PairwiseDistance.Options d = PairwiseDistance.Options.DEFAULT;
    BinaryOperator<Tensor> norm = (a, b) -> ElementLosses.distance(op, a, b, d.p(), d.eps(), false);
    BinaryOperator<Tensor> distance = o.distanceFunction() == null ? norm : o.distanceFunction();
    return MarginLosses.triplet(
        op, anchor, positive, negative, distance, o.margin(), o.swap(), o.reduction().ordinal());
  }

  /** The hinge loss of classes, mean: see {@link MultiMarginLoss}. */
  public static Tensor multiMarginLoss(Tensor input, Tensor target) {
    return multiMarginLoss(input, target, o -> o);
  }

  /** The same with options: see {@link MultiMarginLoss}. */
  public static Tensor multiMarginLoss(
      Tensor input, Tensor target, UnaryOperator<MultiMarginLoss.Options> options) {
    MultiMarginLoss.Options o =
        Check.options("multiMarginLoss", options, MultiMarginLoss.Options.DEFAULT);
    return MarginLosses.multiMargin(
        input, target, o.p(), o.margin(), o.weight(), o.reduction().ordinal());
  }

  /** The hinge loss of several classes at once, mean: see {@link MultiLabelMarginLoss}. */
  public static Tensor multilabelMarginLoss(Tensor input, Tensor target) {
    return multilabelMarginLoss(input, target, o -> o);
  }

  /** The same with options: see {@link MultiLabelMarginLoss}. */
  public static Tensor multilabelMarginLoss(
      Tensor input, Tensor target, UnaryOperator<Loss.Options> options) {
    Loss.Options o = Check.options("multilabelMarginLoss", options, Loss.Options.DEFAULT);
    return MarginLosses.multilabelMargin(input, target, o.reduction().ordinal());
  }

  /** The logistic loss of several classes at once, mean: see {@link MultiLabelSoftMarginLoss}. */
  public static Tensor multilabelSoftMarginLoss(Tensor input, Tensor target) {
    return multilabelSoftMarginLoss(input, target, o -> o);
  }

  /** The same with options: see {@link MultiLabelSoftMarginLoss}. */
  public static Tensor multilabelSoftMarginLoss(
      Tensor input, Tensor target, UnaryOperator<MultiLabelSoftMarginLoss.Options> options) {
    MultiLabelSoftMarginLoss.Options o =
        Check.options(
            "multilabelSoftMarginLoss", options, MultiLabelSoftMarginLoss.Options.DEFAULT);
    return MarginLosses.multilabelSoftMargin(input, target, o.weight(), o.reduction().ordinal());
  }

  /** The Kullback-Leibler divergence, mean over all elements: see {@link KLDivLoss}. */
  public static Tensor klDiv(Tensor input, Tensor target) {
    return klDiv(input, target, o -> o);
  }

  /** The Kullback-Leibler divergence: see {@link KLDivLoss}. */
  public static Tensor klDiv(
      Tensor input, Tensor target, UnaryOperator<KLDivLoss.Options> options) {
    KLDivLoss.Options o = Check.options("klDiv", options, KLDivLoss.Options.DEFAULT);
    return ElementLosses.divergence(
        input, target, o.logTarget(), o.reduction().ordinal(), o.batchMean());
  }

  /** The distances of vectors, with all options at their defaults: see {@link PairwiseDistance}. */
  public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
    return pairwiseDistance(x1, x2, o -> o);
  }

  /** The distances of vectors: see {@link PairwiseDistance}. */
  public static Tensor pairwiseDistance(
      Tensor x1, Tensor x2, UnaryOperator<PairwiseDistance.Options> options) {
    PairwiseDistance.Options o =
        Check.options("pairwiseDistance", options, PairwiseDistance.Options.DEFAULT);
    return ElementLosses.distance("pairwiseDistance", x1, x2, o.p(), o.eps(), o.keepdim());
  }

  /** The cosines of the angles between vectors along dimension 1: see {@link CosineSimilarity}. */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
    return cosineSimilarity(x1, x2, 1, 1e-8);
  }

  /**
   * The cosines of the angles between vectors: see {@link CosineSimilarity}.
   *
   * @param dim along which the vectors lie; default 1
   * @param eps the least length; default 1e-8
   */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim, double eps) {
    return ElementLosses.cosine(x1, x2, dim, eps);
  }

  /** Vectors of length 1 along dimension 1: {@link #normalize(Tensor, double, long, double)}. */
  public static Tensor normalize(Tensor x) {
    return normalize(x, 2, 1);
  }

  /** {@link #normalize(Tensor, double, long, double)} with eps 1e-12. */
  public static Tensor normalize(Tensor x, double p, long dim) {
    return normalize(x, p, dim, 1e-12);
  }

  /**
   * Vectors, each divided by its norm: x / max(|x|, eps).
   *
   * <pre>{@code
   * F.normalize(tensor(new double[][] {{3, 4}, {0, 2}})); // [[0.6, 0.8], [0, 1]]
   * }</pre>
   *
   * @param x (*, D, *) in a floating-point type; the result has its size
   * @param p which norm; default 2
   * @param dim along which the vectors lie, D; default 1
   * @param eps the least divisor; default 1e-12
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html">torch.nn.functional.normalize</a>
   */
  public static Tensor normalize(Tensor x, double p, long dim, double eps) {
    return ElementLosses.normalize(x, p, dim, eps);
  }

  /** The distances by the norm 2: {@link #pdist(Tensor, double)}. */
  public static Tensor pdist(Tensor x) {
    return pdist(x, 2);
  }

  /**
   * The distance of each row from each row behind it: (0, 1), (0, 2), ... (0, N - 1), (1, 2), ...
   *
   * <pre>{@code
   * F.pdist(tensor(new double[][] {{0, 0}, {3, 4}, {0, 1}})); // [5, 1, 4.2426]
   * }</pre>
   *
   * @param x (N, D) in a floating-point type; the result is (N (N - 1) / 2)
   * @param p which norm, not negative; default 2
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html">torch.nn.functional.pdist</a>
   */
  public static Tensor pdist(Tensor x, double p) {
    return ElementLosses.distances(x, p);
  }
}
