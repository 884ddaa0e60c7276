package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ClassLosses;
import jackhammer.internal.ops.Ctc;
import jackhammer.internal.ops.LossOps;
import java.util.function.UnaryOperator;

/**
 * The part of {@link F} that compares classes, probabilities and sequences of them with targets.
 */
abstract class LossFunctions extends DistanceFunctions {
  LossFunctions() {}

  /** The cross-entropy of logits, mean over the batch: see {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(Tensor x, Tensor target) {
    return crossEntropy(x, target, o -> o);
  }

  /** The cross-entropy of logits: see {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(
      Tensor x, Tensor target, UnaryOperator<CrossEntropyLoss.Options> options) {
    CrossEntropyLoss.Options o =
        Check.options("crossEntropy", options, CrossEntropyLoss.Options.DEFAULT);
    return ClassLosses.crossEntropy(
        x, target, o.weight(), o.ignoreIndex(), o.reduction().ordinal(), o.labelSmoothing());
  }

  /** The negative log likelihood, mean over the batch: see {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor x, Tensor target) {
    return nllLoss(x, target, o -> o);
  }

  /** The negative log likelihood: see {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor x, Tensor target, UnaryOperator<NLLLoss.Options> options) {
    NLLLoss.Options o = Check.options("nllLoss", options, NLLLoss.Options.DEFAULT);
    return ClassLosses.nll(
        "nllLoss", x, target, o.weight(), o.ignoreIndex(), o.reduction().ordinal());
  }

  /** The binary cross-entropy of probabilities, mean: see {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
    return binaryCrossEntropy(x, target, o -> o);
  }

  /** The binary cross-entropy of probabilities: see {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(
      Tensor x, Tensor target, UnaryOperator<BCELoss.Options> options) {
    BCELoss.Options o = Check.options("binaryCrossEntropy", options, BCELoss.Options.DEFAULT);
    return LossOps.bce(x, target, o.weight(), o.reduction().ordinal());
  }

  /** The binary cross-entropy of logits, mean: see {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
    return binaryCrossEntropyWithLogits(x, target, o -> o);
  }

  /** The binary cross-entropy of logits: see {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor x, Tensor target, UnaryOperator<BCEWithLogitsLoss.Options> options) {
    BCEWithLogitsLoss.Options o =
        Check.options("binaryCrossEntropyWithLogits", options, BCEWithLogitsLoss.Options.DEFAULT);
    return LossOps.bceWithLogits(x, target, o.weight(), o.posWeight(), o.reduction().ordinal());
  }

  /** The mean squared difference: see {@link MSELoss}. */
  public static Tensor mseLoss(Tensor x, Tensor target) {
    return mseLoss(x, target, o -> o);
  }

  /** The squared difference: see {@link MSELoss}. */
  public static Tensor mseLoss(Tensor x, Tensor target, UnaryOperator<Loss.Options> options) {
    Loss.Options o = Check.options("mseLoss", options, Loss.Options.DEFAULT);
    return LossOps.mse(x, target, o.reduction().ordinal());
  }

  /** The mean absolute difference: see {@link L1Loss}. */
  public static Tensor l1Loss(Tensor x, Tensor target) {
    return l1Loss(x, target, o -> o);
  }

  /** The absolute difference: see {@link L1Loss}. */
  public static Tensor l1Loss(Tensor x, Tensor target, UnaryOperator<Loss.Options> options) {
    Loss.Options o = Check.options("l1Loss", options, Loss.Options.DEFAULT);
    LossOps.sameSize("l1Loss", x, target);
    return LossOps.reduce(x.sub(target).abs(), o.reduction().ordinal());
  }

  /** The loss of unaligned targets, with all options at their defaults: see {@link CTCLoss}. */
  public static Tensor ctcLoss(
      Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return ctcLoss(logProbs, targets, inputLengths, targetLengths, o -> o);
  }

  /**
   * The loss of unaligned targets: see {@link CTCLoss}.
   *
   * @param logProbs (T, N, C) or (T, C)
   * @param targets (N, S), or of one dimension
   * @param inputLengths (N)
   * @param targetLengths (N)
   */
  public static Tensor ctcLoss(
      Tensor logProbs,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      UnaryOperator<CTCLoss.Options> options) {
    CTCLoss.Options o = Check.options("ctcLoss", options, CTCLoss.Options.DEFAULT);
    return Ctc.loss(
        logProbs,
        targets,
        inputLengths,
        targetLengths,
        o.blank(),
        o.reduction().ordinal(),
        o.zeroInfinity());
  }
}
