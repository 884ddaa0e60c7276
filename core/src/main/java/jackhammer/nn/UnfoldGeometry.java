package jackhammer.nn;

import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.SlidingBlocks;
import java.util.List;

/**
 * How the window of {@link Unfold} and {@link Fold} moves: one number for both dimensions, or
 * height and width.
 *
 * @param op the name in messages
 * @param kernelSize cells of the window
 * @param dilation distance of the window's cells; default 1
 * @param padding zero cells on both sides; default 0
 * @param stride steps of the window; default 1
 */
public record UnfoldGeometry(
    String op,
    List<Integer> kernelSize,
    List<Integer> dilation,
    List<Integer> padding,
    List<Integer> stride) {

  /** Checks each of them. */
  public UnfoldGeometry {
    Check.notNull("UnfoldGeometry", "op", op);
    kernelSize = Dims.given(op, "kernel_size", 2, 1, kernelSize);
    dilation = Dims.given(op, "dilation", 2, 1, dilation);
    padding = Dims.given(op, "padding", 2, 0, padding);
    stride = Dims.given(op, "stride", 2, 1, stride);
    int[] k = Dims.each(kernelSize, 2);
    Check.count(op, "the cells of a window", (long) k[0] * k[1]);
  }

  static UnfoldGeometry of(String op, int... kernelSize) {
    return new UnfoldGeometry(
        op, Dims.given(op, "kernel_size", 2, 1, kernelSize), List.of(1), List.of(0), List.of(1));
  }

  static UnfoldGeometry of(String op, Pair kernelSize) {
    Check.notNull(op, "kernel_size", kernelSize);
    return of(op, kernelSize.h(), kernelSize.w());
  }

  /** With a distance of the window's cells, one number or height and width. */
  public UnfoldGeometry dilation(int... values) {
    return new UnfoldGeometry(
        op, kernelSize, Dims.given(op, "dilation", 2, 1, values), padding, stride);
  }

  /** With zeros on both sides, one number or height and width. */
  public UnfoldGeometry padding(int... values) {
    return new UnfoldGeometry(
        op, kernelSize, dilation, Dims.given(op, "padding", 2, 0, values), stride);
  }

  /** With other steps, one number or height and width. */
  public UnfoldGeometry stride(int... values) {
    return new UnfoldGeometry(
        op, kernelSize, dilation, padding, Dims.given(op, "stride", 2, 1, values));
  }

  SlidingBlocks.Window window() {
    return new SlidingBlocks.Window(
        Dims.each(kernelSize, 2),
        Dims.each(dilation, 2),
        Dims.each(padding, 2),
        Dims.each(stride, 2));
  }

  /** As the layers print it. */
  String printed() {
    return String.format(
        "kernel_size=%s, dilation=%s, padding=%s, stride=%s",
        Dims.printed(kernelSize),
        Dims.printed(dilation),
        Dims.printed(padding),
        Dims.printed(stride));
  }
}
