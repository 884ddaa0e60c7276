package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.NormOps;
import jackhammer.internal.text.PyFormat;
import java.util.function.UnaryOperator;

/**
 * Makes the numbers of the last dimensions have mean 0 and variance 1, then multiplies each by a
 * weight and adds a bias, which are learned.
 *
 * <ul>
 *   <li>Input and output: (*, normalized_shape), any dimensions before the last.
 *   <li>Options: eps 1e-5, elementwiseAffine true, bias true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} if the last sizes of the input are others.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new LayerNorm(10).call(randn(20, 5, 10));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">torch.nn.LayerNorm</a>
 */
public final class LayerNorm extends Module implements Layer {

  /**
   * The optional arguments.
   *
   * @param eps is added to the variance
   * @param elementwiseAffine whether there is a weight for each element, and with {@code bias} a
   *     bias
   * @param bias whether there is a bias, if {@code elementwiseAffine}
   * @param dtype float32 or float64
   */
  public record Options(double eps, boolean elementwiseAffine, boolean bias, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      Weights.checkEps("LayerNorm", eps);
      Weights.checkType("LayerNorm", dtype);
    }

    static final Options DEFAULT = new Options(1e-5, true, true, DType.FLOAT32);

    /** With another summand of the variance. */
    public Options eps(double value) {
      return new Options(value, elementwiseAffine, bias, dtype);
    }

    /** With a weight for each element, or without. */
    public Options elementwiseAffine(boolean value) {
      return new Options(eps, value, bias, dtype);
    }

    /** With a bias for each element, if {@link #elementwiseAffine}, or without. */
    public Options bias(boolean value) {
      return new Options(eps, elementwiseAffine, value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(eps, elementwiseAffine, bias, value);
    }
  }

  private final long[] normalizedShape;
  private final Options options;
  private final Slot weight;
  private final Slot bias;

  /** Over the last dimensions, which have these sizes. */
  public LayerNorm(long... normalizedShape) {
    this(normalizedShape, o -> o);
  }

  /** Over the last dimension, with options, for example {@code o -> o.bias(false)}. */
  public LayerNorm(long normalizedShape, UnaryOperator<Options> options) {
    this(new long[] {normalizedShape}, options);
  }

  /** Over the last dimensions, with options. */
  public LayerNorm(long[] normalizedShape, UnaryOperator<Options> options) {
    this.options = Check.options("LayerNorm", options, Options.DEFAULT);
    this.normalizedShape = Weights.lastSizes("LayerNorm", normalizedShape);
    DType dtype = this.options.dtype;
    boolean affine = this.options.elementwiseAffine;
    weight =
        registerParameter(
            "weight", affine ? Weights.empty("LayerNorm", dtype, this.normalizedShape) : null);
    bias =
        registerParameter(
            "bias",
            affine && this.options.bias
                ? Weights.empty("LayerNorm", dtype, this.normalizedShape)
                : null);
    resetParameters();
  }

  /** Weight 1, bias 0. */
  public void resetParameters() {
    Weights.onesAndZeros_(weight, bias);
  }

  /** (normalized_shape), or null. */
  public Tensor weight() {
    return weight.get();
  }

  /** (normalized_shape), or null. */
  public Tensor bias() {
    return bias.get();
  }

  @Override
  public Tensor forward(Tensor x) {
    return NormOps.layerNorm(
        "LayerNorm", x, normalizedShape, weight.get(), bias.get(), options.eps);
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "%s, eps=%s, elementwise_affine=%s, bias=%s",
        Dims.tuple(normalizedShape),
        PyFormat.repr(options.eps),
        Names.python(options.elementwiseAffine),
        Names.python(bias.get() != null));
  }
}
