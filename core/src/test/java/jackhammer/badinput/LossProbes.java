package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.randn;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;

import jackhammer.DType;
import jackhammer.nn.BCELoss;
import jackhammer.nn.BCEWithLogitsLoss;
import jackhammer.nn.CrossEntropyLoss;
import jackhammer.nn.L1Loss;
import jackhammer.nn.MSELoss;
import jackhammer.nn.NLLLoss;

/** Losses. */
final class LossProbes {
  private LossProbes() {}

  static void add(Probes p) {
    classes(p);
    elements(p);
  }

  private static void classes(Probes p) {
    CrossEntropyLoss ce = new CrossEntropyLoss();
    p.refused(
            "CE class range",
            IndexOutOfBoundsException.class,
            () -> ce.call(randn(2, 3), tensor(1, 3)),
            "crossEntropy: target must hold class numbers in [0, 3) or ignore_index = -100",
            "got 3 at target[1]",
            "in CrossEntropyLoss()")
        .refused(
            "CE batch mismatch",
            () -> ce.call(randn(2, 3), tensor(0, 1, 2)),
            "crossEntropy: "
                + "input must be (C), (N, C) or (N, C, d1, ...) and target (), (N) or (N, d1, ...)",
            "got input [2, 3] and target [3]")
        .refused(
            "CE float target 1D",
            () -> ce.call(randn(2, 3), tensor(0.0, 1.0)),
            "crossEntropy: a floating-point target holds the probabilities of all classes and must have"
                + " the input's size [2, 3], got [2]",
            "target.to(INT64)")
        .works(
            "CE int32 target",
            () -> ce.call(zeros(2, 4), tensor(0, 1).to(DType.INT32)),
            "tensor(1.3863)")
        .refused(
            "CE weight size",
            () -> new CrossEntropyLoss(o -> o.weight(ones(4))).call(randn(2, 3), tensor(0, 1)),
            "crossEntropy: weight must have one element for each of the 3 classes, got size [4]")
        .refused(
            "CE 3D target",
            () -> ce.call(randn(2, 3, 4, 4), zeros(size(2, 4, 5), o -> o.dtype(DType.INT64))),
            "with the same N and d, got input [2, 3, 4, 4] and target [2, 4, 5]")
        .refused(
            "CE label_smoothing 2",
            () -> new CrossEntropyLoss(o -> o.labelSmoothing(2)),
            "CrossEntropyLoss: label_smoothing must lie between 0 and 1, got 2.0")
        .works("CE all ignored", () -> ce.call(randn(2, 3), tensor(-100, -100)), "tensor(nan)")
        .refused(
            "NLL 1D target shape",
            () -> new NLLLoss().call(randn(2, 3), zeros(size(2, 1), o -> o.dtype(DType.INT64))),
            "nllLoss: ",
            "with the same N and d, got input [2, 3] and target [2, 1]")
        .refused(
            "NLL range",
            IndexOutOfBoundsException.class,
            () -> new NLLLoss().call(randn(2, 3), tensor(0, 7)),
            "nllLoss: target must hold class numbers in [0, 3) or ignore_index = -100",
            "got 7 at target[1]");
  }

  private static void elements(Probes p) {
    p.refused(
            "BCE range",
            () -> new BCELoss().call(tensor(0.5, 1.5), tensor(0.0, 1.0)),
            "binaryCrossEntropy: ",
            "input",
            "between 0 and 1",
            "1.5")
        .refused(
            "BCE target range",
            () -> new BCELoss().call(tensor(0.5, 0.5), tensor(0.0, 2.0)),
            "binaryCrossEntropy: ",
            "target",
            "between 0 and 1",
            "2.0")
        .refused(
            "BCE size",
            () -> new BCELoss().call(tensor(0.5, 0.5), tensor(0.0, 1.0, 1.0)),
            "binaryCrossEntropy: ",
            "[2]",
            "[3]",
            "in BCELoss()")
        .refused(
            "BCE long target",
            () -> new BCELoss().call(tensor(0.5, 0.5), tensor(0, 1)),
            "binaryCrossEntropy: target must be a floating-point tensor, got torch.int64")
        .refused(
            "BCEWithLogits size",
            () -> new BCEWithLogitsLoss().call(tensor(0.5, 0.5), tensor(0.0, 1.0, 1.0)),
            "binaryCrossEntropyWithLogits: ",
            "[2]",
            "[3]")
        .refused(
            "MSE size mismatch warn",
            () -> new MSELoss().call(randn(2, 1), randn(2)),
            "mseLoss: ",
            "[2, 1]",
            "[2]",
            "in MSELoss()")
        .refused(
            "MSE size mismatch err",
            () -> new MSELoss().call(randn(2), randn(3)),
            "mseLoss: ",
            "[2]",
            "[3]")
        .refused(
            "L1 reduction foo",
            () -> new L1Loss(o -> o.reduction("foo")),
            "reduction",
            "must be one of [none, mean, sum], got \"foo\"");
  }
}
