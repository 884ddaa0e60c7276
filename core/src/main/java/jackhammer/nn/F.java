package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Affine;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ClassLosses;
import jackhammer.internal.ops.LossOps;
import java.util.function.UnaryOperator;

/**
 * The layers as functions, PyTorch's {@code torch.nn.functional}: what a layer computes, with the
 * weights as arguments.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.functional.html">torch.nn.functional</a>
 */
public final class F extends AttentionFunctions {
  private F() {}

  /** x W^T + b: see {@link Linear}; the bias may be null. */
  public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return Affine.linear(x, weight, bias);
  }

  /** x W^T. */
  public static Tensor linear(Tensor x, Tensor weight) {
    return Affine.linear(x, weight, null);
  }

  /** x1^T A x2 + b: see {@link Bilinear}; the bias may be null. */
  public static Tensor bilinear(Tensor x1, Tensor x2, Tensor weight, Tensor bias) {
    return Affine.bilinear(x1, x2, weight, bias);
  }

  /** {@link #oneHot(Tensor, long)} with as many classes as the largest number asks for. */
  public static Tensor oneHot(Tensor classes) {
    return oneHot(classes, -1);
  }

  /**
   * A row for each class number: 1 at its place, 0 elsewhere.
   *
   * <pre>{@code
   * F.oneHot(tensor(2, 0), 3); // [[0, 0, 1], [1, 0, 0]]
   * }</pre>
   *
   * @param classes INT64 of any size
   * @param numClasses how many there are; -1: the largest one plus 1
   * @return INT64 of the size of {@code classes} with numClasses at the end
   */
  public static Tensor oneHot(Tensor classes, long numClasses) {
    Check.notNull("oneHot", "classes", classes);
    if (classes.dtype() != DType.INT64) {
      throw new IllegalArgumentException(
          "oneHot: classes must be int64, got " + classes.dtype() + "; convert with to(INT64)");
    }
    if (numClasses < -1 || numClasses == 0 || (numClasses == -1 && classes.numel() == 0)) {
      throw new IllegalArgumentException(
          String.format(
              "oneHot: num_classes must be positive, or -1 for classes that are not empty, got %d for"
                  + " classes of size %s",
              numClasses, classes.size()));
    }
    long largest = classes.numel() == 0 ? -1 : classes.max().itemLong();
    long count = numClasses == -1 ? largest + 1 : numClasses;
    if (classes.numel() > 0 && (classes.min().itemLong() < 0 || largest >= count)) {
      throw new IllegalArgumentException(
          String.format(
              "oneHot: classes must be in [0, %d), got numbers from %d to %d",
              count, classes.min().itemLong(), largest));
    }
    return classes.unsqueeze(-1).eq(Tensor.arange(count)).to(DType.INT64);
  }

  /** The cross-entropy of logits, mean over the batch: see {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(Tensor x, Tensor target) {
    return crossEntropy(x, target, CrossEntropyLoss.Options.DEFAULT);
  }

  /** The cross-entropy of logits: see {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(
      Tensor x, Tensor target, UnaryOperator<CrossEntropyLoss.Options> options) {
    return crossEntropy(
        x, target, Check.options("crossEntropy", options, CrossEntropyLoss.Options.DEFAULT));
  }

  static Tensor crossEntropy(Tensor x, Tensor target, CrossEntropyLoss.Options o) {
    return ClassLosses.crossEntropy(
        x, target, o.weight(), o.ignoreIndex(), o.reduction().ordinal(), o.labelSmoothing());
  }

  /** The negative log likelihood, mean over the batch: see {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor x, Tensor target) {
    return nllLoss(x, target, NLLLoss.Options.DEFAULT);
  }

  /** The negative log likelihood: see {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor x, Tensor target, UnaryOperator<NLLLoss.Options> options) {
    return nllLoss(x, target, Check.options("nllLoss", options, NLLLoss.Options.DEFAULT));
  }

  static Tensor nllLoss(Tensor x, Tensor target, NLLLoss.Options o) {
    return ClassLosses.nll(
        "nllLoss", x, target, o.weight(), o.ignoreIndex(), o.reduction().ordinal());
  }

  /** The binary cross-entropy of probabilities, mean: see {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(Tensor x, Tensor target) {
    return binaryCrossEntropy(x, target, BCELoss.Options.DEFAULT);
  }

  /** The binary cross-entropy of probabilities: see {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(
      Tensor x, Tensor target, UnaryOperator<BCELoss.Options> options) {
    return binaryCrossEntropy(
        x, target, Check.options("binaryCrossEntropy", options, BCELoss.Options.DEFAULT));
  }

  static Tensor binaryCrossEntropy(Tensor x, Tensor target, BCELoss.Options o) {
    return LossOps.bce(x, target, o.weight(), o.reduction().ordinal());
  }

  /** The binary cross-entropy of logits, mean: see {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target) {
    return binaryCrossEntropyWithLogits(x, target, BCEWithLogitsLoss.Options.DEFAULT);
  }

  /** The binary cross-entropy of logits: see {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor x, Tensor target, UnaryOperator<BCEWithLogitsLoss.Options> options) {
    return binaryCrossEntropyWithLogits(
        x,
        target,
        Check.options("binaryCrossEntropyWithLogits", options, BCEWithLogitsLoss.Options.DEFAULT));
  }

  static Tensor binaryCrossEntropyWithLogits(Tensor x, Tensor target, BCEWithLogitsLoss.Options o) {
    return LossOps.bceWithLogits(x, target, o.weight(), o.posWeight(), o.reduction().ordinal());
  }

  /** The mean squared difference: see {@link MSELoss}. */
  public static Tensor mseLoss(Tensor x, Tensor target) {
    return mseLoss(x, target, Loss.Options.DEFAULT);
  }

  /** The squared difference: see {@link MSELoss}. */
  public static Tensor mseLoss(Tensor x, Tensor target, UnaryOperator<Loss.Options> options) {
    return mseLoss(x, target, Check.options("mseLoss", options, Loss.Options.DEFAULT));
  }

  static Tensor mseLoss(Tensor x, Tensor target, Loss.Options o) {
    return LossOps.mse(x, target, o.reduction().ordinal());
  }

  /** The mean absolute difference: see {@link L1Loss}. */
  public static Tensor l1Loss(Tensor x, Tensor target) {
    return l1Loss(x, target, Loss.Options.DEFAULT);
  }

  /** The absolute difference: see {@link L1Loss}. */
  public static Tensor l1Loss(Tensor x, Tensor target, UnaryOperator<Loss.Options> options) {
    return l1Loss(x, target, Check.options("l1Loss", options, Loss.Options.DEFAULT));
  }

  static Tensor l1Loss(Tensor x, Tensor target, Loss.Options o) {
    LossOps.sameSize("l1Loss", x, target);
    return LossOps.reduce(x.sub(target).abs(), o.reduction().ordinal());
  }
}
