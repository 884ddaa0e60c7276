package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.SlidingBlocks;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns put back as the windows of a picture: what {@link Unfold} made of it, cells that several
 * windows show added up.
 *
 * <ul>
 *   <li>Input: (N, C * kernel cells, L) or (C * kernel cells, L), where L is the product over
 *       height and width of floor((output_size + 2 * padding - dilation * (kernel - 1) - 1) /
 *       stride) + 1.
 *   <li>Output: (N, C, output_size) or without N.
 *   <li>Options: dilation 1, padding 0, stride 1.
 *   <li>Errors: {@link IllegalArgumentException} if the input does not have these columns.
 * </ul>
 *
 * <pre>{@code
 * Tensor picture = new Fold(pair(4, 5), pair(2, 2)).call(randn(1, 3 * 2 * 2, 12)); // (1, 3, 4, 5)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html">torch.nn.Fold</a>
 */
public final class Fold extends Module implements Layer {
  private final List<Integer> outputSize;
  private final UnfoldGeometry geometry;

  /** Into a square picture, from square windows that move by 1. */
  public Fold(int outputSize, int kernelSize) {
    this(outputSize, kernelSize, o -> o);
  }

  /** With options, for example {@code o -> o.stride(2)}. */
  public Fold(int outputSize, int kernelSize, UnaryOperator<UnfoldGeometry> options) {
    this(List.of(outputSize), options, UnfoldGeometry.of("Fold", kernelSize));
  }

  /** Into a picture of different height and width. */
  public Fold(Pair outputSize, Pair kernelSize) {
    this(outputSize, kernelSize, o -> o);
  }

  /** Into a picture of different height and width, with options. */
  public Fold(Pair outputSize, Pair kernelSize, UnaryOperator<UnfoldGeometry> options) {
    this(sizes("Fold", outputSize), options, UnfoldGeometry.of("Fold", kernelSize));
  }

  /** Into a picture of different height and width, from square windows that move by 1. */
  public Fold(Pair outputSize, int kernelSize) {
    this(outputSize, kernelSize, o -> o);
  }

  /** Into a picture of different height and width, from square windows, with options. */
  public Fold(Pair outputSize, int kernelSize, UnaryOperator<UnfoldGeometry> options) {
    this(sizes("Fold", outputSize), options, UnfoldGeometry.of("Fold", kernelSize));
  }

  private Fold(
      List<Integer> outputSize, UnaryOperator<UnfoldGeometry> options, UnfoldGeometry defaults) {
    this.outputSize = Dims.given("Fold", "output_size", 2, 1, outputSize);
    geometry = Check.options("Fold", options, defaults);
    Dims.checkOwn("Fold", geometry.op());
  }

  static List<Integer> sizes(String op, Pair outputSize) {
    Check.notNull(op, "output_size", outputSize);
    return List.of(outputSize.h(), outputSize.w());
  }

  @Override
  public Tensor forward(Tensor x) {
    return SlidingBlocks.fold("Fold", x, Dims.each(outputSize, 2), geometry.window());
  }

  @Override
  protected String extraRepr() {
    return "output_size=" + Dims.printed(outputSize) + ", " + geometry.printed();
  }
}
