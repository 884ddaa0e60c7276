package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A transposed convolution over 2 spatial dimensions (pictures): each cell of the input spreads the
 * kernel over the output, {@code stride} cells further than its neighbour. It leads from the output
 * size of a {@link Conv2d} with the same arguments back to its input size, and is that layer's
 * gradient.
 *
 * <ul>
 *   <li>Input: (N, C_in, H, W) or (C_in, H, W).
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
 * Tensor y = new ConvTranspose2d(16, 3, 4, o -> o.stride(2).padding(1)).call(randn(8, 16, 16, 16)); // (8, 3, 32, 32)
 * }</pre>
 *
 * <p>With {@link #call(jackhammer.Tensor, jackhammer.Size)} the output takes a size of several that
 * are possible: {@code up.call(y, x.size())}.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html">torch.nn.ConvTranspose2d</a>
 */
public sealed class ConvTranspose2d extends ConvTranspose permits LazyConvTranspose2d {

  /** A layer with all options at their defaults. */
  public ConvTranspose2d(int inChannels, int outChannels, int kernelSize) {
    this(options(inChannels, outChannels, kernelSize));
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public ConvTranspose2d(
      int inChannels, int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("ConvTranspose2d", options, options(inChannels, outChannels, kernelSize)));
  }

  /** With a window of different height and width. */
  public ConvTranspose2d(int inChannels, int outChannels, Pair kernelSize) {
    this(options(inChannels, outChannels, kernelSize));
  }

  /** With a window of different height and width, and options. */
  public ConvTranspose2d(
      int inChannels, int outChannels, Pair kernelSize, UnaryOperator<Options> options) {
    this(Check.options("ConvTranspose2d", options, options(inChannels, outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public ConvTranspose2d(Options options) {
    super("ConvTranspose2d", false, options);
  }

  /** The lazy form. */
  ConvTranspose2d(String layer, Options options) {
    super(layer, true, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int inChannels, int outChannels, int kernelSize) {
    return Options.of("ConvTranspose2d", 2, inChannels, outChannels, kernelSize);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int inChannels, int outChannels, Pair k) {
    Check.notNull("ConvTranspose2d", "kernel_size", k);
    return Options.of("ConvTranspose2d", 2, inChannels, outChannels, k.h(), k.w());
  }
}
