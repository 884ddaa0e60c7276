package jackhammer.nn;

import jackhammer.internal.ops.Check;
import java.util.List;

/**
 * How the window of a transposed convolution moves: what {@code F.convTranspose2d} takes beside
 * tensors, and the part of a layer's options that the layer and the function share.
 *
 * @param window the stride, padding, dilation and groups of the convolution that leads from the
 *     output back to the input
 * @param outputPadding cells that the output has more at its end, where the stride leaves its size
 *     open; default 0
 */
public record ConvTransposeGeometry(ConvGeometry window, List<Integer> outputPadding) {

  /** Checks each of them. */
  public ConvTransposeGeometry {
    Check.notNull("ConvTransposeGeometry", "window", window);
    outputPadding = Dims.given(window.op(), "output_padding", window.dims(), 0, outputPadding);
    if (window.named() != null) {
      throw new IllegalArgumentException(
          String.format(
              "%s: padding of a transposed convolution must be a number, got \"%s\"",
              window.op(), window.named()));
    }
  }

  static ConvTransposeGeometry of(String op, int dims) {
    return new ConvTransposeGeometry(ConvGeometry.of(op, dims), List.of(0));
  }

  private ConvTransposeGeometry window(ConvGeometry value) {
    return new ConvTransposeGeometry(value, outputPadding);
  }

  /** With other steps, one number or one for each dimension. */
  public ConvTransposeGeometry stride(int... values) {
    return window(window.stride(values));
  }

  /** With cells cut off on both sides, one number or one for each dimension. */
  public ConvTransposeGeometry padding(int... values) {
    return window(window.padding(values));
  }

  /** With another number of cells cut off at the end, one number or one for each dimension. */
  public ConvTransposeGeometry paddingAfter(int... values) {
    return window(window.paddingAfter(values));
  }

  /** With more cells at the end, one number or one for each dimension. */
  public ConvTransposeGeometry outputPadding(int... values) {
    return new ConvTransposeGeometry(
        window, Dims.given(window.op(), "output_padding", window.dims(), 0, values));
  }

  /** With a distance of the window's cells, one number or one for each dimension. */
  public ConvTransposeGeometry dilation(int... values) {
    return window(window.dilation(values));
  }

  /** With blocks of channels that do not see each other. */
  public ConvTransposeGeometry groups(int value) {
    return window(window.groups(value));
  }

  /** An output padding of a whole step would be another input. */
  void checkOutputPadding() {
    int dims = window.dims();
    int[] stride = Dims.each(window.stride(), dims);
    int[] dilation = Dims.each(window.dilation(), dims);
    int[] more = Dims.each(outputPadding, dims);
    for (int d = 0; d < dims; d++) {
      if (more[d] >= stride[d] && more[d] >= dilation[d]) {
        throw new IllegalArgumentException(
            String.format(
                "%s: output_padding must be smaller than stride or dilation, in spatial dimension %d"
                    + " it is %d, stride %d, dilation %d",
                window.op(), d, more[d], stride[d], dilation[d]));
      }
    }
  }
}
