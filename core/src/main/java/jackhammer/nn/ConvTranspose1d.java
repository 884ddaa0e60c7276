package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A transposed convolution over 1 spatial dimension (text, sound, series): each cell of the input
 * spreads the kernel over the output, {@code stride} cells further than its neighbour. It leads
 * from the output size of a {@link Conv1d} with the same arguments back to its input size, and is
 * that layer's gradient.
 *
 * <ul>
 *   <li>Input: (N, C_in, L) or (C_in, L).
 *   <li>Output: C_out channels; each spatial size is (size - 1) * stride - 2 * padding + dilation *
 *       (kernel - 1) + output_padding + 1.
 *   <li>Weight: (C_in, C_out / groups, kernel); bias: (C_out).
 *   <li>Options: stride 1, padding 0, paddingAfter as padding (a number: cells cut off at the end,
 *       where padding says those at the beginning; PyTorch has one number for both), output padding
 *       0 (less than stride or dilation), dilation 1, groups 1, bias true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit, at construction
 *       where the fault is in them, at the call where it is in the input.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new ConvTranspose1d(16, 33, 3, o -> o.stride(2)).call(randn(20, 16, 50)); // (20, 33, 101)
 * }</pre>
 *
 * <p>With {@link #call(jackhammer.Tensor, jackhammer.Size)} the output takes a size of several that
 * are possible: {@code up.call(y, x.size())}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html">torch.nn.ConvTranspose1d</a>
 */
public sealed class ConvTranspose1d extends ConvTranspose permits LazyConvTranspose1d {

  /** A layer with all options at their defaults. */
  public ConvTranspose1d(int inChannels, int outChannels, int kernelSize) {
    this(options(inChannels, outChannels, kernelSize));
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public ConvTranspose1d(
      int inChannels, int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("ConvTranspose1d", options, options(inChannels, outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public ConvTranspose1d(Options options) {
    super("ConvTranspose1d", false, options);
  }

  /** The lazy form. */
  ConvTranspose1d(String layer, Options options) {
    super(layer, true, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int inChannels, int outChannels, int kernelSize) {
    return Options.of("ConvTranspose1d", 1, inChannels, outChannels, kernelSize);
  }
}
