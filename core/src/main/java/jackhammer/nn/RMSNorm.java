package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.NormOps;
import jackhammer.internal.text.PyFormat;
import java.util.function.UnaryOperator;

/**
 * Divides the numbers of the last dimensions by the root of their mean square, then multiplies each
 * by a weight, which is learned:
 *
 * <pre>{@code
 * y = x / sqrt(mean(x^2) + eps) * weight
 * }</pre>
 *
 * <ul>
 *   <li>Input and output: (*, normalized_shape), any dimensions before the last.
 *   <li>Options: eps null (the distance from 1 to the next number of the input's type),
 *       elementwiseAffine true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} if the last sizes of the input are others.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new RMSNorm(10).call(randn(20, 5, 10));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html">torch.nn.RMSNorm</a>
 */
public final class RMSNorm extends Module implements Layer {

  /**
   * The optional arguments.
   *
   * @param eps is added to the mean square; null: the distance from 1 to the next number of the
   *     input's type
   * @param elementwiseAffine whether there is a weight for each element
   * @param dtype float32 or float64
   */
  public record Options(Double eps, boolean elementwiseAffine, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      if (eps != null) {
        Weights.checkEps("RMSNorm", eps);
      }
      Weights.checkType("RMSNorm", dtype);
    }

    static final Options DEFAULT = new Options(null, true, DType.FLOAT32);

    /** With another summand of the mean square. */
    public Options eps(double value) {
      return new Options(value, elementwiseAffine, dtype);
    }

    /** With a weight for each element, or without. */
    public Options elementwiseAffine(boolean value) {
      return new Options(eps, value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(eps, elementwiseAffine, value);
    }
  }

  private final long[] normalizedShape;
  private final Options options;
  private final Slot weight;

  /** Over the last dimensions, which have these sizes. */
  public RMSNorm(long... normalizedShape) {
    this(normalizedShape, o -> o);
  }

  /** Over the last dimension, with options, for example {@code o -> o.eps(1e-6)}. */
  public RMSNorm(long normalizedShape, UnaryOperator<Options> options) {
    this(new long[] {normalizedShape}, options);
  }

  /** Over the last dimensions, with options. */
  public RMSNorm(long[] normalizedShape, UnaryOperator<Options> options) {
    this.options = Check.options("RMSNorm", options, Options.DEFAULT);
    this.normalizedShape = Weights.lastSizes("RMSNorm", normalizedShape);
    weight =
        registerParameter(
            "weight",
            this.options.elementwiseAffine
                ? Weights.empty("RMSNorm", this.options.dtype, this.normalizedShape)
                : null);
    resetParameters();
  }

  /** Weight 1. */
  public void resetParameters() {
    Weights.onesAndZeros_(weight, null);
  }

  /** (normalized_shape), or null. */
  public Tensor weight() {
    return weight.get();
  }

  @Override
  public Tensor forward(Tensor x) {
    return NormOps.rmsNorm("RMSNorm", x, normalizedShape, weight.get(), options.eps);
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "%s, eps=%s, elementwise_affine=%s",
        Dims.tuple(normalizedShape),
        options.eps == null ? "None" : PyFormat.repr(options.eps),
        Names.python(options.elementwiseAffine));
  }
}
