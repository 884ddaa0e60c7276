package jackhammer.nn;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.zeros;

import jackhammer.Tensor;
import java.util.function.BinaryOperator;

/** Rows of losses of numbers, vectors and classes by their distance. */
final class DistanceLayers {
  private DistanceLayers() {}

  static void add(LayerSamples rows) {
    numbers(rows);
    margins(rows);
    anyDistance(rows);
    classes(rows);
    distances(rows);
    norms(rows);
  }

  private static boolean isPerRow(LayerCase c) {
    boolean byClass =
        c.key().startsWith("Multi")
            || c.key().startsWith("Cosine")
            || c.key().startsWith("Triplet");
    return "none".equals(c.args().get("reduction")) && c.sizes().length > (byClass ? 1 : 0);
  }

  private static void numbers(LayerSamples rows) {
    rows.layer(
            "SmoothL1Loss",
            a ->
                new SmoothL1Loss(
                    o -> o.beta(a.real("beta", 1)).reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.smoothL1Loss(
                    t.get("x"),
                    t.get("t"),
                    o -> o.beta(a.real("beta", 1)).reduction(a.text("reduction", "mean"))),
            "smoothL1Loss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 t=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "beta must not be negative",
            () -> new SmoothL1Loss(o -> o.beta(-1)));
    rows.layer(
            "HuberLoss",
            a ->
                new HuberLoss(
                    o -> o.delta(a.real("delta", 1)).reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.huberLoss(
                    t.get("x"),
                    t.get("t"),
                    o -> o.delta(a.real("delta", 1)).reduction(a.text("reduction", "mean"))),
            "huberLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 t=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "delta must be positive",
            () -> new HuberLoss(o -> o.delta(0)));
    rows.layer(
            "PoissonNLLLoss",
            a ->
                new PoissonNLLLoss(
                    o ->
                        o.logInput(a.flag("log_input", true))
                            .full(a.flag("full", false))
                            .eps(a.real("eps", 1e-8))
                            .reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.poissonNllLoss(
                    t.get("x"),
                    t.get("t"),
                    o ->
                        o.logInput(a.flag("log_input", true))
                            .full(a.flag("full", false))
                            .eps(a.real("eps", 1e-8))
                            .reduction(a.text("reduction", "mean"))),
            "poissonNllLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("full=True", "x=n:301,400:1 -t=p:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "eps must not be negative",
            () -> new PoissonNLLLoss(o -> o.eps(-1)));
    rows.layer(
            "GaussianNLLLoss",
            a ->
                new GaussianNLLLoss(
                    o ->
                        o.full(a.flag("full", false))
                            .eps(a.real("eps", 1e-6))
                            .reduction(a.text("reduction", "mean"))))
        .as((m, x) -> ((GaussianNLLLoss) m).call(x[0], x[1], x[2]))
        .function(
            (a, t) ->
                F.gaussianNllLoss(
                    t.get("x"),
                    t.get("t"),
                    t.get("v"),
                    o ->
                        o.full(a.flag("full", false))
                            .eps(a.real("eps", 1e-6))
                            .reduction(a.text("reduction", "mean"))),
            "gaussianNllLoss")
        .notSmooth(c -> c.args().containsKey("eps")) // what is below eps has a gradient too
        .large("full=True", "x=n:301,400:1 t=n:301,400:2 v=p:301,400:3")
        .bad(
            IllegalArgumentException.class,
            "variance must have the input's size [2, 3], or 1 in one dimension of it, or all but the last, got [3]",
            () -> new GaussianNLLLoss().call(zeros(2, 3), zeros(2, 3), zeros(3)))
        .bad(
            IllegalArgumentException.class,
            "eps must be positive",
            () -> new GaussianNLLLoss(o -> o.eps(0)));
    rows.layer(
            "KLDivLoss",
            a ->
                new KLDivLoss(
                    o ->
                        o.logTarget(a.flag("log_target", false))
                            .reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.klDiv(
                    t.get("x"),
                    t.get("t"),
                    o ->
                        o.logTarget(a.flag("log_target", false))
                            .reduction(a.text("reduction", "mean"))),
            "klDiv")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=sum", "x=n:301,400:1 t=p:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "reduction: must be one of [none, mean, sum], got",
            () -> new KLDivLoss(o -> o.reduction("batch")));
  }

  private static void margins(LayerSamples rows) {
    rows.layer(
            "SoftMarginLoss",
            a -> new SoftMarginLoss(o -> o.reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.softMarginLoss(
                    t.get("x"), t.get("t"), o -> o.reduction(a.text("reduction", "mean"))),
            "softMarginLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 -t=h:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "softMarginLoss: there is no gradient for target",
            () -> new SoftMarginLoss().call(zeros(2), ones(2).requiresGrad_()));
    rows.layer(
            "HingeEmbeddingLoss",
            a ->
                new HingeEmbeddingLoss(
                    o -> o.margin(a.real("margin", 1)).reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.hingeEmbeddingLoss(
                    t.get("x"),
                    t.get("t"),
                    o -> o.margin(a.real("margin", 1)).reduction(a.text("reduction", "mean"))),
            "hingeEmbeddingLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 -t=h:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "hingeEmbeddingLoss: ",
            () -> new HingeEmbeddingLoss().call(zeros(2), ones(3)));
    rows.layer(
            "MarginRankingLoss",
            a ->
                new MarginRankingLoss(
                    o -> o.margin(a.real("margin", 0)).reduction(a.text("reduction", "mean"))))
        .as((m, x) -> ((MarginRankingLoss) m).call(x[0], x[1], x[2]))
        .function(
            (a, t) ->
                F.marginRankingLoss(
                    t.get("x"),
                    t.get("y"),
                    t.get("t"),
                    o -> o.margin(a.real("margin", 0)).reduction(a.text("reduction", "mean"))),
            "marginRankingLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 y=n:301,400:3 -t=h:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "marginRankingLoss: ",
            () -> new MarginRankingLoss().call(zeros(2), zeros(2), ones(3)));
    rows.layer(
            "CosineEmbeddingLoss",
            a ->
                new CosineEmbeddingLoss(
                    o -> o.margin(a.real("margin", 0)).reduction(a.text("reduction", "mean"))))
        .as((m, x) -> ((CosineEmbeddingLoss) m).call(x[0], x[1], x[2]))
        .function(
            (a, t) ->
                F.cosineEmbeddingLoss(
                    t.get("x"),
                    t.get("y"),
                    t.get("t"),
                    o -> o.margin(a.real("margin", 0)).reduction(a.text("reduction", "mean"))),
            "cosineEmbeddingLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 y=n:301,400:3 -t=h:301:2")
        .bad(
            IllegalArgumentException.class,
            "inputs must be (N, D) with target (N), or (D) with target (), got inputs [2, 3] and target [3]",
            () -> new CosineEmbeddingLoss().call(zeros(2, 3), zeros(2, 3), ones(3)));
    rows.layer(
            "TripletMarginLoss",
            a ->
                new TripletMarginLoss(
                    o ->
                        o.margin(a.real("margin", 1))
                            .p(a.real("p", 2))
                            .eps(a.real("eps", 1e-6))
                            .swap(a.flag("swap", false))
                            .reduction(a.text("reduction", "mean"))))
        .as((m, x) -> ((TripletMarginLoss) m).call(x[0], x[1], x[2]))
        .function(
            (a, t) ->
                F.tripletMarginLoss(
                    t.get("x"),
                    t.get("y"),
                    t.get("z"),
                    o ->
                        o.margin(a.real("margin", 1))
                            .p(a.real("p", 2))
                            .eps(a.real("eps", 1e-6))
                            .swap(a.flag("swap", false))
                            .reduction(a.text("reduction", "mean"))),
            "tripletMarginLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 y=n:301,400:3 z=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "margin must be positive",
            () -> new TripletMarginLoss(o -> o.margin(0)));
  }

  private static void anyDistance(LayerSamples rows) {
    rows.layer(
            "TripletMarginWithDistanceLoss",
            a -> new TripletMarginWithDistanceLoss(o -> withDistance(a, o)))
        .as((m, x) -> ((TripletMarginWithDistanceLoss) m).call(x[0], x[1], x[2]))
        .function(
            (a, t) ->
                F.tripletMarginWithDistanceLoss(
                    t.get("x"), t.get("y"), t.get("z"), o -> withDistance(a, o)),
            "tripletMarginWithDistanceLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 y=n:301,400:3 z=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "TripletMarginWithDistanceLoss: margin must be positive, got 0.0",
            () -> new TripletMarginWithDistanceLoss(o -> o.margin(0)))
        .bad(
            IllegalArgumentException.class,
            "what distanceFunction gives must not be null",
            () ->
                new TripletMarginWithDistanceLoss(o -> o.distanceFunction((x, y) -> null))
                    .call(zeros(2), zeros(2), zeros(2)));
  }

  private static TripletMarginWithDistanceLoss.Options withDistance(
      Args a, TripletMarginWithDistanceLoss.Options o) {
    BinaryOperator<Tensor> distance =
        switch (a.text("distance_function", "")) {
          case "cosine" -> (x, y) -> F.cosineSimilarity(x, y).rsub(1);
          case "largest" -> (x, y) -> x.sub(y).abs().amax(1);
          default -> null;
        };
    return o.distanceFunction(distance)
        .margin(a.real("margin", 1))
        .swap(a.flag("swap", false))
        .reduction(a.text("reduction", "mean"));
  }

  private static void classes(LayerSamples rows) {
    rows.layer(
            "MultiMarginLoss",
            a ->
                new MultiMarginLoss(
                    o ->
                        o.p(a.integer("p", 1))
                            .margin(a.real("margin", 1))
                            .weight(a.tensor("weight"))
                            .reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.multiMarginLoss(
                    t.get("x"),
                    t.get("t"),
                    o ->
                        o.p(a.integer("p", 1))
                            .margin(a.real("margin", 1))
                            .weight(a.tensor("weight"))
                            .reduction(a.text("reduction", "mean"))),
            "multiMarginLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("p=2", "x=n:301,400:1 t=c400:301:2")
        .bad(
            IllegalArgumentException.class,
            "p must be 1 or 2, got 3",
            () -> new MultiMarginLoss(o -> o.p(3)));
    rows.layer(
            "MultiLabelMarginLoss",
            a -> new MultiLabelMarginLoss(o -> o.reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.multilabelMarginLoss(
                    t.get("x"), t.get("t"), o -> o.reduction(a.text("reduction", "mean"))),
            "multilabelMarginLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:101,40:1 t=s41:101,40:2")
        .bad(
            IllegalArgumentException.class,
            "target must hold classes in an integer type",
            () -> new MultiLabelMarginLoss().call(zeros(2), zeros(2)));
    rows.layer(
            "MultiLabelSoftMarginLoss",
            a ->
                new MultiLabelSoftMarginLoss(
                    o -> o.weight(a.tensor("weight")).reduction(a.text("reduction", "mean"))))
        .function(
            (a, t) ->
                F.multilabelSoftMarginLoss(
                    t.get("x"),
                    t.get("t"),
                    o -> o.weight(a.tensor("weight")).reduction(a.text("reduction", "mean"))),
            "multilabelSoftMarginLoss")
        .perRow(DistanceLayers::isPerRow)
        .large("reduction=mean", "x=n:301,400:1 -t=b:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "weight must have one element for each of the 2 classes, got size [3]",
            () -> new MultiLabelSoftMarginLoss(o -> o.weight(ones(3))).call(zeros(2), zeros(2)));
  }

  private static void distances(LayerSamples rows) {
    rows.layer(
            "PairwiseDistance",
            a ->
                new PairwiseDistance(
                    o ->
                        o.p(a.real("p", 2))
                            .eps(a.real("eps", 1e-6))
                            .keepdim(a.flag("keepdim", false))))
        .as((m, x) -> ((PairwiseDistance) m).call(x[0], x[1]))
        .function(
            (a, t) ->
                F.pairwiseDistance(
                    t.get("x"),
                    t.get("y"),
                    o ->
                        o.p(a.real("p", 2))
                            .eps(a.real("eps", 1e-6))
                            .keepdim(a.flag("keepdim", false))),
            "pairwiseDistance")
        .perRow(c -> c.sizes().length == 2 && c.inputs().get("y").sizes().length == 2)
        .large("", "x=n:301,400:1 y=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "pairwiseDistance: the tensors must have at least one dimension",
            () -> new PairwiseDistance().call(ones(), ones()));
    rows.layer(
            "CosineSimilarity", a -> new CosineSimilarity(a.integer("dim", 1), a.real("eps", 1e-8)))
        .as((m, x) -> ((CosineSimilarity) m).call(x[0], x[1]))
        .function(
            (a, t) ->
                F.cosineSimilarity(
                    t.get("x"), t.get("y"), a.integer("dim", 1), a.real("eps", 1e-8)),
            "cosineSimilarity")
        .notSmooth(c -> c.args().containsKey("eps")) // shorter vectors have a gradient too
        .perRow(c -> c.sizes().length == 2 && dim(c) != 0)
        .large("dim=1", "x=n:301,400:1 y=n:301,400:2")
        .bad(
            IllegalArgumentException.class,
            "cosineSimilarity: sizes [2] and [3] cannot be broadcast together",
            () -> F.cosineSimilarity(ones(2), ones(3), 0, 1e-8));
  }

  private static void norms(LayerSamples rows) {
    rows.function(
            "F.normalize",
            (a, t) ->
                F.normalize(t.get("x"), a.real("p", 2), a.integer("dim", 1), a.real("eps", 1e-12)),
            "normalize")
        .perRow(c -> c.sizes().length > 1 && dim(c) != 0)
        .large("dim=1", "x=n:301,400:1")
        .bad(
            IndexOutOfBoundsException.class,
            "normalize: dim must be in [-1, 0] for a tensor of 1 dimensions, got 1",
            () -> F.normalize(ones(2)))
        .bad(
            IllegalArgumentException.class,
            "normalize: input must be a floating-point tensor, got torch.int64",
            () -> F.normalize(ones(2, 3).toLong()));
    rows.function("F.pdist", (a, t) -> F.pdist(t.get("x"), a.real("p", 2)), "pdist")
        .large("", "x=n:90,40:1")
        .bad(
            IllegalArgumentException.class,
            "pdist: input must be (N, D), a vector in each row, got size [3]",
            () -> F.pdist(ones(3)))
        .bad(
            IllegalArgumentException.class,
            "pdist: p must not be negative, got -1.0",
            () -> F.pdist(ones(3, 2), -1));
  }

  private static int dim(LayerCase c) {
    return Integer.parseInt(c.args().getOrDefault("dim", "1"));
  }
}
