package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A layer of two inputs: y = x1^T A x2 + b.
 *
 * <ul>
 *   <li>Inputs: (*, in1_features) and (*, in2_features), equal before the last dimension.
 *   <li>Output: (*, out_features).
 *   <li>Options: bias true, dtype float32.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new Bilinear(20, 30, 40).call(randn(128, 20), randn(128, 30)); // (128, 40)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html">torch.nn.Bilinear</a>
 */
public final class Bilinear extends Module {
  private final int in1Features;
  private final int in2Features;
  private final int outFeatures;
  private final Slot weight;
  private final Slot bias;

  /** A layer with bias. */
  public Bilinear(int in1Features, int in2Features, int outFeatures) {
    this(in1Features, in2Features, outFeatures, o -> o);
  }

  /** A layer with options, for example {@code o -> o.bias(false)}. */
  public Bilinear(
      int in1Features, int in2Features, int outFeatures, UnaryOperator<Linear.Options> options) {
    Linear.Options o = Check.options("Bilinear", options, Linear.Options.DEFAULT);
    if (in1Features < 1 || in2Features < 1 || outFeatures < 1) {
      throw new IllegalArgumentException(
          String.format(
              "Bilinear: in1_features, in2_features and out_features must be at least 1, got %d, %d and"
                  + " %d",
              in1Features, in2Features, outFeatures));
    }
    this.in1Features = in1Features;
    this.in2Features = in2Features;
    this.outFeatures = outFeatures;
    weight =
        registerParameter(
            "weight", Weights.empty("Bilinear", o.dtype(), outFeatures, in1Features, in2Features));
    bias =
        registerParameter(
            "bias", o.bias() ? Weights.empty("Bilinear", o.dtype(), outFeatures) : null);
    resetParameters();
  }

  /** Draws weight and bias anew from U(-b, b), b = 1 / sqrt(in1_features). */
  public void resetParameters() {
    double bound = 1 / Math.sqrt(in1Features);
    Init.uniform_(weight.get(), -bound, bound);
    if (bias.get() != null) {
      Init.uniform_(bias.get(), -bound, bound);
    }
  }

  /** (out_features, in1_features, in2_features). */
  public Tensor weight() {
    return weight.get();
  }

  /** (out_features), or null. */
  public Tensor bias() {
    return bias.get();
  }

  /** The layer's answer to two inputs. */
  public Tensor call(Tensor x1, Tensor x2) {
    return call(
        new Object[] {x1, x2},
        in -> F.bilinear((Tensor) in[0], (Tensor) in[1], weight.get(), bias.get()));
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "in1_features=%d, in2_features=%d, out_features=%d, bias=%s",
        in1Features, in2Features, outFeatures, bias.get() == null ? "False" : "True");
  }
}
