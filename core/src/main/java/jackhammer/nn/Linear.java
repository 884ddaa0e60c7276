package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A fully connected layer: y = x W^T + b.
 *
 * <ul>
 *   <li>Input: (*, in_features), any number of dimensions before the last.
 *   <li>Output: (*, out_features).
 *   <li>Options: bias true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} if the last size of the input is not in_features.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new Linear(20, 30).call(randn(128, 20)); // (128, 30)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html">torch.nn.Linear</a>
 */
public sealed class Linear extends Module implements Layer
    permits LazyLinear, NonDynamicallyQuantizableLinear {

  /**
   * The options of layers that multiply by a matrix.
   *
   * @param bias whether a number is added to each output; default true
   * @param dtype float32 (default) or float64
   */
  public record Options(boolean bias, DType dtype) {
    /** Checks what must be there. */
    public Options {
      if (!Check.notNull("Linear", "dtype", dtype).isFloatingPoint()) {
        throw new IllegalArgumentException(
            "Linear: dtype must be a floating-point type, got " + dtype);
      }
    }

    static final Options DEFAULT = new Options(true, DType.FLOAT32);

    /** With a bias, or without. */
    public Options bias(boolean value) {
      return new Options(value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(bias, value);
    }
  }

  private int inFeatures;
  private final int outFeatures;
  private final Slot weight;
  private final Slot bias;
  private boolean isLazy;

  /** A layer with bias. */
  public Linear(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, o -> o);
  }

  /** A layer with options, for example {@code o -> o.bias(false)}. */
  public Linear(int inFeatures, int outFeatures, UnaryOperator<Options> options) {
    this("Linear", false, inFeatures, outFeatures, options);
  }

  /**
   * @param isLazy whether the input features are those of the first input
   */
  Linear(
      String layer,
      boolean isLazy,
      int inFeatures,
      int outFeatures,
      UnaryOperator<Options> options) {
    Options o = Check.options(layer, options, Options.DEFAULT);
    if (inFeatures < 0 || outFeatures < 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: in_features and out_features must not be negative, got %d and %d",
              layer, inFeatures, outFeatures));
    }
    this.isLazy = isLazy;
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    weight =
        registerParameter(
            "weight", Weights.emptyOrLater(isLazy, layer, o.dtype, outFeatures, inFeatures));
    bias =
        registerParameter(
            "bias", o.bias ? Weights.emptyOrLater(isLazy, layer, o.dtype, outFeatures) : null);
    resetParameters();
  }

  /** A lazy layer becomes that of its first input. */
  private void become(Tensor x) {
    Check.floating("LazyLinear", "input", x);
    if (x.dim() == 0) {
      throw new IllegalArgumentException(
          "LazyLinear: input must have at least one dimension, the last one has the features");
    }
    boolean isNew = Weights.isWaiting(weight) || Weights.isWaiting(bias);
    inFeatures = (int) (Weights.isWaiting(weight) ? x.size(-1) : weight.get().size(1));
    isLazy = false;
    Weights.give(weight, typeName(), outFeatures, inFeatures);
    Weights.give(bias, typeName(), outFeatures);
    if (isNew) {
      resetParameters();
    }
  }

  /** A layer as this one on other weights; nothing is drawn. */
  final Linear fused(Utils.Fused weights) {
    Linear made = new Linear("Linear", true, inFeatures, outFeatures, o -> o);
    made.isLazy = false;
    Weights.take(made.weight, weights.weight());
    Weights.take(made.bias, weights.bias());
    return made;
  }

  /**
   * Draws weight and bias anew from U(-b, b), b = 1 / sqrt(in_features); a lazy layer does it when
   * it sees its first input.
   */
  public void resetParameters() {
    if (!isLazy) {
      Init.uniformByFanIn_(weight.get(), bias.get());
    }
  }

  /** (out_features, in_features). */
  public Tensor weight() {
    return weight.get();
  }

  /** (out_features), or null. */
  public Tensor bias() {
    return bias.get();
  }

  @Override
  public Tensor forward(Tensor x) {
    if (isLazy) {
      become(x);
    }
    return F.linear(x, weight.get(), bias.get());
  }

  @Override
  protected String typeName() {
    return isLazy ? "LazyLinear" : "Linear";
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "in_features=%d, out_features=%d, bias=%s",
        inFeatures, outFeatures, bias.get() == null ? "False" : "True");
  }
}
