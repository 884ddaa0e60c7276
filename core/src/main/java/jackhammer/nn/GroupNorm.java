package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.NormOps;
import jackhammer.internal.text.PyFormat;
import java.util.function.UnaryOperator;

/**
 * Makes each group of channels of each entry have mean 0 and variance 1, then multiplies each
 * channel by a weight and adds a bias, which are learned.
 *
 * <ul>
 *   <li>Input and output: (N, C, *) with C = num_channels.
 *   <li>Options: eps 1e-5, affine true, bias true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} if num_groups does not divide num_channels, or for
 *       an input with another number of channels.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new GroupNorm(3, 6).call(randn(20, 6, 10, 10)); // 3 groups of 2 channels
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html">torch.nn.GroupNorm</a>
 */
public final class GroupNorm extends Module implements Layer {

  /**
   * The optional arguments.
   *
   * @param eps is added to the variance
   * @param affine whether there is a weight for each channel, and with {@code bias} a bias
   * @param bias whether there is a bias for each channel, if {@code affine}
   * @param dtype float32 or float64
   */
  public record Options(double eps, boolean affine, boolean bias, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      Weights.checkEps("GroupNorm", eps);
      Weights.checkType("GroupNorm", dtype);
    }

    static final Options DEFAULT = new Options(1e-5, true, true, DType.FLOAT32);

    /** With another summand of the variance. */
    public Options eps(double value) {
      return new Options(value, affine, bias, dtype);
    }

    /** With a weight for each channel, or without. */
    public Options affine(boolean value) {
      return new Options(eps, value, bias, dtype);
    }

    /** With a bias for each channel, if {@link #affine}, or without. */
    public Options bias(boolean value) {
      return new Options(eps, affine, value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(eps, affine, bias, value);
    }
  }

  private final int numGroups;
  private final int numChannels;
  private final Options options;
  private final Slot weight;
  private final Slot bias;

  /** With weight and bias. */
  public GroupNorm(int numGroups, int numChannels) {
    this(numGroups, numChannels, o -> o);
  }

  /** With options, for example {@code o -> o.affine(false)}. */
  public GroupNorm(int numGroups, int numChannels, UnaryOperator<Options> options) {
    this.options = Check.options("GroupNorm", options, Options.DEFAULT);
    if (numGroups < 1 || numChannels < 0 || numChannels % numGroups != 0) {
      throw new IllegalArgumentException(
          String.format(
              "GroupNorm: num_groups must be at least 1 and divide num_channels; got num_groups %d,"
                  + " num_channels %d",
              numGroups, numChannels));
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    DType dtype = this.options.dtype;
    boolean affine = this.options.affine;
    weight =
        registerParameter("weight", affine ? Weights.empty("GroupNorm", dtype, numChannels) : null);
    bias =
        registerParameter(
            "bias",
            affine && this.options.bias ? Weights.empty("GroupNorm", dtype, numChannels) : null);
    resetParameters();
  }

  /** Weight 1, bias 0. */
  public void resetParameters() {
    Weights.onesAndZeros_(weight, bias);
  }

  /** (num_channels), or null. */
  public Tensor weight() {
    return weight.get();
  }

  /** (num_channels), or null. */
  public Tensor bias() {
    return bias.get();
  }

  @Override
  public Tensor forward(Tensor x) {
    Check.notNull("GroupNorm", "input", x);
    if (x.dim() > 1 && x.size(1) != numChannels) {
      throw new IllegalArgumentException(
          String.format(
              "GroupNorm: input must have num_channels = %d channels (dimension 1), got %d in an"
                  + " input of size %s",
              numChannels, x.size(1), Check.show(x)));
    }
    return NormOps.groupNorm("GroupNorm", x, numGroups, weight.get(), bias.get(), options.eps);
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "%d, %d, eps=%s, affine=%s, bias=%s",
        numGroups,
        numChannels,
        PyFormat.repr(options.eps),
        Names.python(options.affine),
        Names.python(bias.get() != null));
  }
}
