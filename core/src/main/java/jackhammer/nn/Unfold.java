package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.SlidingBlocks;
import java.util.function.UnaryOperator;

/**
 * The windows of a picture as columns: column i has the cells that the window shows at its i-th
 * place, channel by channel.
 *
 * <ul>
 *   <li>Input: (N, C, H, W) or (C, H, W).
 *   <li>Output: (N, C * kernel cells, L) or without N, where L is the product over height and width
 *       of floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1.
 *   <li>Options: dilation 1, padding 0, stride 1.
 *   <li>Errors: {@link IllegalArgumentException} if no window fits.
 * </ul>
 *
 * <pre>{@code
 * Tensor columns = new Unfold(pair(2, 3)).call(randn(2, 5, 3, 4)); // (2, 30, 4)
 * }</pre>
 *
 * @see Fold
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html">torch.nn.Unfold</a>
 */
public final class Unfold extends Module implements Layer {
  private final UnfoldGeometry geometry;

  /** With a square window that moves by 1. */
  public Unfold(int kernelSize) {
    this(kernelSize, o -> o);
  }

  /** With options, for example {@code o -> o.stride(2)}. */
  public Unfold(int kernelSize, UnaryOperator<UnfoldGeometry> options) {
    this(Check.options("Unfold", options, UnfoldGeometry.of("Unfold", kernelSize)));
  }

  /** With a window of different height and width. */
  public Unfold(Pair kernelSize) {
    this(kernelSize, o -> o);
  }

  /** With a window of different height and width, and options. */
  public Unfold(Pair kernelSize, UnaryOperator<UnfoldGeometry> options) {
    this(Check.options("Unfold", options, UnfoldGeometry.of("Unfold", kernelSize)));
  }

  private Unfold(UnfoldGeometry geometry) {
    Dims.checkOwn("Unfold", geometry.op());
    this.geometry = geometry;
  }

  @Override
  public Tensor forward(Tensor x) {
    return SlidingBlocks.unfold("Unfold", x, geometry.window());
  }

  @Override
  protected String extraRepr() {
    return geometry.printed();
  }
}
