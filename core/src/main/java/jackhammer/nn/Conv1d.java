package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * A convolution over 1 spatial dimension (text, sound, series):
 *
 * <pre>out[n, o] = bias[o] + sum over i of weight[o, i] * input[n, i]</pre>
 *
 * where {@code *} is the cross-correlation.
 *
 * <ul>
 *   <li>Input: (N, C_in, L) or (C_in, L).
 *   <li>Output: C_out channels; each spatial size is floor((size + 2 * padding - dilation * (kernel
 *       - 1) - 1) / stride) + 1.
 *   <li>Options: stride 1, padding 0 (a number, {@code "valid"}, or {@code "same"}: the output has
 *       ceil(size / stride) cells, and an odd padding cell is at the end), paddingAfter as padding
 *       (a number: cells at the end, where padding says those at the beginning; PyTorch has one
 *       number for both), dilation 1, groups 1, bias true, padding mode zeros (reflect, replicate,
 *       circular), dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for arguments that do not fit, at construction
 *       where the fault is in them, at the call where it is in the input.
 * </ul>
 *
 * <pre>{@code
 * Tensor y = new Conv1d(16, 33, 3, o -> o.stride(2)).call(randn(20, 16, 50)); // (20, 33, 24)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html">torch.nn.Conv1d</a>
 */
public sealed class Conv1d extends Conv permits LazyConv1d {

  /** A layer with all options at their defaults. */
  public Conv1d(int inChannels, int outChannels, int kernelSize) {
    this(options(inChannels, outChannels, kernelSize));
  }

  /** A layer with options, for example {@code o -> o.stride(2).bias(false)}. */
  public Conv1d(int inChannels, int outChannels, int kernelSize, UnaryOperator<Options> options) {
    this(Check.options("Conv1d", options, options(inChannels, outChannels, kernelSize)));
  }

  /** A layer from its arguments as data. */
  public Conv1d(Options options) {
    super("Conv1d", false, options);
  }

  /** The lazy form. */
  Conv1d(String layer, Options options) {
    super(layer, true, options);
  }

  /** The arguments as data, all others at their defaults. */
  public static Options options(int inChannels, int outChannels, int kernelSize) {
    return Options.of("Conv1d", 1, inChannels, outChannels, kernelSize);
  }
}
