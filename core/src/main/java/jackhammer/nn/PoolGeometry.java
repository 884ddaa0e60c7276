package jackhammer.nn;

import jackhammer.internal.kernel.PoolArgs;
import jackhammer.internal.ops.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the window of a pool moves: what {@code F.maxPool2d}, {@code F.avgPool2d}, {@code F.lpPool2d}
 * and {@code F.maxUnpool2d} take beside the input, and the options of the pool layers. An option
 * that a pool does not have is refused.
 *
 * @param op the name in messages
 * @param dims spatial dimensions
 * @param kernelSize cells of the window
 * @param stride steps of the window; empty: as kernelSize
 * @param padding implicit cells on both sides, at most half of the window; default 0
 * @param dilation distance of the window's cells, maximum pools only; default 1
 * @param ceilMode whether a window may hang over the end; default false
 * @param returnIndices whether {@code callWithIndices} is meant to be used, maximum pools only;
 *     default false
 * @param countIncludePad whether padding cells count in an average; default true
 * @param divisorOverride what sums are divided by, average pools of 2 and 3 dimensions only; 0: the
 *     number of cells
 */
public record PoolGeometry(
    String op,
    int dims,
    List<Integer> kernelSize,
    List<Integer> stride,
    List<Integer> padding,
    List<Integer> dilation,
    boolean ceilMode,
    boolean returnIndices,
    boolean countIncludePad,
    int divisorOverride) {

  /** Checks each of them by itself. */
  public PoolGeometry {
    ConvGeometry.checkPlace("PoolGeometry", op, dims);
    kernelSize = Dims.given(op, "kernel_size", dims, 1, kernelSize);
    if (!Check.notNull(op, "stride", stride).isEmpty()) {
      stride = Dims.given(op, "stride", dims, 1, stride);
    }
    padding = Dims.given(op, "padding", dims, 0, padding);
    dilation = Dims.given(op, "dilation", dims, 1, dilation);
  }

  static PoolGeometry of(String op, int dims, int... kernelSize) {
    return new PoolGeometry(
        op,
        dims,
        Dims.given(op, "kernel_size", dims, 1, kernelSize),
        List.of(),
        List.of(0),
        List.of(1),
        false,
        false,
        true,
        0);
  }

  private PoolGeometry with(
      List<Integer> newStride, List<Integer> newPadding, List<Integer> newDilation) {
    return new PoolGeometry(
        op,
        dims,
        kernelSize,
        newStride,
        newPadding,
        newDilation,
        ceilMode,
        returnIndices,
        countIncludePad,
        divisorOverride);
  }

  private boolean is(String... families) {
    String name = op.toLowerCase(Locale.ROOT);
    return Arrays.stream(families).anyMatch(name::startsWith);
  }

  private void only(boolean allowed, String option, String who) {
    if (!allowed) {
      throw new IllegalArgumentException(op + ": " + option + " is an option of " + who + " only");
    }
  }

  /** With other steps, one number or one for each dimension. */
  public PoolGeometry stride(int... values) {
    return with(Dims.given(op, "stride", dims, 1, values), padding, dilation);
  }

  /** With implicit cells on both sides, one number or one for each dimension. */
  public PoolGeometry padding(int... values) {
    only(!is("lppool"), "padding", "maximum and average pools and MaxUnpool");
    return with(stride, Dims.given(op, "padding", dims, 0, values), dilation);
  }

  /** With a distance of the window's cells, one number or one for each dimension. */
  public PoolGeometry dilation(int... values) {
    only(is("maxpool"), "dilation", "maximum pools");
    return with(stride, padding, Dims.given(op, "dilation", dims, 1, values));
  }

  /** With windows that may hang over the end, or not. */
  public PoolGeometry ceilMode(boolean value) {
    only(!is("maxunpool"), "ceil_mode", "pools");
    return new PoolGeometry(
        op,
        dims,
        kernelSize,
        stride,
        padding,
        dilation,
        value,
        returnIndices,
        countIncludePad,
        divisorOverride);
  }

  /** With the places of the maxima wanted, or not. */
  public PoolGeometry returnIndices(boolean value) {
    only(is("maxpool"), "return_indices", "maximum pools");
    return new PoolGeometry(
        op,
        dims,
        kernelSize,
        stride,
        padding,
        dilation,
        ceilMode,
        value,
        countIncludePad,
        divisorOverride);
  }

  /** With padding cells counted in averages, or not. */
  public PoolGeometry countIncludePad(boolean value) {
    only(is("avgpool"), "count_include_pad", "average pools");
    return new PoolGeometry(
        op,
        dims,
        kernelSize,
        stride,
        padding,
        dilation,
        ceilMode,
        returnIndices,
        value,
        divisorOverride);
  }

  /** With a number that sums are divided by. */
  public PoolGeometry divisorOverride(int value) {
    only(is("avgpool") && dims > 1, "divisor_override", "average pools of 2 and 3 dimensions");
    if (value == 0) {
      throw new IllegalArgumentException(op + ": divisor_override must not be 0");
    }
    return new PoolGeometry(
        op,
        dims,
        kernelSize,
        stride,
        padding,
        dilation,
        ceilMode,
        returnIndices,
        countIncludePad,
        value);
  }

  List<Integer> strideOrKernel() {
    return stride.isEmpty() ? kernelSize : stride;
  }

  /** The geometry, once its parts are known to fit each other. */
  PoolGeometry checked() {
    args();
    return this;
  }

  PoolArgs args() {
    int[] kernel = Dims.each(kernelSize, dims);
    int[] pad = Dims.each(padding, dims);
    int[] d = Dims.each(dilation, dims);
    for (int i = 0; i < dims; i++) {
      long reach = (long) d[i] * (kernel[i] - 1) + 1;
      if (pad[i] > reach / 2) {
        throw new IllegalArgumentException(
            String.format(
                "%s: padding must be at most half of what the window reaches over, (dilation *"
                    + " (kernel_size - 1) + 1) / 2 = (%d * (%d - 1) + 1) / 2 = %d, got %d",
                op, d[i], kernel[i], reach / 2, pad[i]));
      }
    }
    return new PoolArgs(kernel, Dims.each(strideOrKernel(), dims), pad, d);
  }
}
