package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Affine;
import jackhammer.internal.ops.Check;

/**
 * The layers as functions, PyTorch's {@code torch.nn.functional}: what a layer computes, with the
 * weights as arguments.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.functional.html">torch.nn.functional</a>
 */
public final class F extends LossFunctions {
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
}
