package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.nn.CosineEmbeddingLoss;
import jackhammer.nn.GaussianNLLLoss;
import jackhammer.nn.HuberLoss;
import jackhammer.nn.KLDivLoss;
import jackhammer.nn.MarginRankingLoss;
import jackhammer.nn.MultiLabelMarginLoss;
import jackhammer.nn.MultiMarginLoss;
import jackhammer.nn.SmoothL1Loss;
import jackhammer.nn.TripletMarginLoss;

/** Losses of numbers, vectors and classes by their distance. */
final class DistanceProbes {
  private DistanceProbes() {}

  static void add(Probes p) {
    p.works("KLDiv mean warn", () -> new KLDivLoss().call(zeros(2, 4), ones(2, 4)), "tensor(0.)")
        .refused(
            "SmoothL1 beta<0",
            () -> new SmoothL1Loss(o -> o.beta(-1)),
            "SmoothL1Loss: beta must not be negative, got -1.0")
        .refused(
            "Huber delta 0",
            () -> new HuberLoss(o -> o.delta(0)),
            "HuberLoss: delta must be positive, got 0.0")
        .refused(
            "MultiMargin",
            IndexOutOfBoundsException.class,
            () -> new MultiMarginLoss().call(zeros(2, 3), tensor(0, 3)),
            "multiMarginLoss: target must hold classes in [0, 3), got 3 at target[1]")
        .refused(
            "MultiLabelMargin",
            () -> new MultiLabelMarginLoss().call(zeros(2, 3), zeros(2, 4).toLong()),
            "multilabelMarginLoss: input and target must have one size, got input [2, 3] and target"
                + " [2, 4]")
        .refused(
            "CosineEmbedding",
            () -> new CosineEmbeddingLoss().call(zeros(2, 3), zeros(2, 4), ones(2)),
            "cosineEmbeddingLoss: ",
            "[2, 3]",
            "[2, 4]")
        .refused(
            "MarginRanking",
            () -> new MarginRankingLoss().call(zeros(2), zeros(3), ones(2)),
            "marginRankingLoss: ",
            "[3]",
            "[2]")
        .refused(
            "TripletMargin",
            () -> new TripletMarginLoss().call(zeros(2, 3), zeros(2, 3), zeros(3)),
            "tripletMarginLoss: anchor, positive and negative must have one number of dimensions,"
                + " got sizes [2, 3], [2, 3] and [3]")
        .refused(
            "GaussianNLL neg var",
            () -> new GaussianNLLLoss().call(zeros(2), zeros(2), tensor(1.0, -1.0)),
            "gaussianNllLoss: variance must not be negative, got -1.0");
  }
}
