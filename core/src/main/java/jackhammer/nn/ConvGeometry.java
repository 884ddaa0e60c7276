package jackhammer.nn;

import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.ops.Check;
import java.util.List;

/**
 * How the window of a convolution moves: what {@code F.conv2d} takes beside tensors, and the part
 * of a convolution layer's options that the layer and the function share.
 *
 * @param op the name in messages
 * @param dims spatial dimensions
 * @param stride steps of the window; default 1
 * @param padding cells added on both sides; default 0; of no meaning where {@code named} is not
 *     null
 * @param paddingAfter cells added at the end where they are not as many as at the beginning, or
 *     null
 * @param named {@code "same"} or {@code "valid"}, or null
 * @param dilation distance of the window's cells; default 1
 * @param groups blocks of channels that do not see each other; default 1
 */
public record ConvGeometry(
    String op,
    int dims,
    List<Integer> stride,
    List<Integer> padding,
    List<Integer> paddingAfter,
    String named,
    List<Integer> dilation,
    int groups) {

  /** Checks each of them. */
  public ConvGeometry {
    checkPlace("ConvGeometry", op, dims);
    stride = Dims.given(op, "stride", dims, 1, stride);
    padding = Dims.given(op, "padding", dims, 0, padding);
    dilation = Dims.given(op, "dilation", dims, 1, dilation);
    if (paddingAfter != null) {
      paddingAfter = Dims.given(op, "paddingAfter", dims, 0, paddingAfter);
      if (named != null) {
        throw new IllegalArgumentException(
            String.format(
                "%s: paddingAfter stands beside padding in numbers, got padding \"%s\", which says"
                    + " both sides itself",
                op, named));
      }
    }
    if (named != null && !named.equals("same") && !named.equals("valid")) {
      throw new IllegalArgumentException(
          op + ": padding must be a number, \"same\" or \"valid\", got \"" + named + "\"");
    }
    if (groups < 1) {
      throw new IllegalArgumentException(op + ": groups must be at least 1, got " + groups);
    }
  }

  static void checkPlace(String type, String op, int dims) {
    Check.notNull(type, "op", op);
    if (dims < 1 || dims > 3) {
      throw new IllegalArgumentException(
          String.format("%s: %s has 1 to 3 spatial dimensions, got %d", type, op, dims));
    }
  }

  static ConvGeometry of(String op, int dims) {
    return new ConvGeometry(op, dims, List.of(1), List.of(0), null, null, List.of(1), 1);
  }

  /** The same under another name. */
  ConvGeometry called(String newOp) {
    return new ConvGeometry(newOp, dims, stride, padding, paddingAfter, named, dilation, groups);
  }

  /** With other steps, one number or one for each dimension. */
  public ConvGeometry stride(int... values) {
    return new ConvGeometry(
        op,
        dims,
        Dims.given(op, "stride", dims, 1, values),
        padding,
        paddingAfter,
        named,
        dilation,
        groups);
  }

  /** With cells added on both sides, one number or one for each dimension. */
  public ConvGeometry padding(int... values) {
    List<Integer> given = Dims.given(op, "padding", dims, 0, values);
    return new ConvGeometry(op, dims, stride, given, paddingAfter, null, dilation, groups);
  }

  /**
   * With another number of cells at the end than {@link #padding} adds at the beginning: {@code
   * o.padding(2).paddingAfter(0)} makes a causal convolution of a kernel of 3. PyTorch needs {@code
   * F.pad} for that.
   */
  public ConvGeometry paddingAfter(int... values) {
    List<Integer> given = Dims.given(op, "paddingAfter", dims, 0, values);
    return new ConvGeometry(op, dims, stride, padding, given, named, dilation, groups);
  }

  /**
   * With {@code "same"}, as many cells as make the output's size ceil(size / stride), which at
   * stride 1 is the input's (an odd one is added at the end), or {@code "valid"}, none. PyTorch
   * knows "same" at stride 1 only.
   */
  public ConvGeometry padding(String name) {
    Check.notNull(op, "padding", name);
    return new ConvGeometry(op, dims, stride, List.of(0), paddingAfter, name, dilation, groups);
  }

  /** With a distance of the window's cells, one number or one for each dimension. */
  public ConvGeometry dilation(int... values) {
    return new ConvGeometry(
        op,
        dims,
        stride,
        padding,
        paddingAfter,
        named,
        Dims.given(op, "dilation", dims, 1, values),
        groups);
  }

  /** With blocks of channels that do not see each other. */
  public ConvGeometry groups(int value) {
    return new ConvGeometry(op, dims, stride, padding, paddingAfter, named, dilation, value);
  }

  /**
   * Cells before and after in each dimension, for a kernel of these sizes over an input of spatial
   * sizes {@code in}: for "same" as many as ceil(size / stride) windows need, an odd one after.
   */
  int[][] cells(int[] kernel, long[] in) {
    int[] low = Dims.each(padding, dims);
    int[] high = high();
    if ("same".equals(named)) {
      int[] d = Dims.each(dilation, dims);
      int[] s = Dims.each(stride, dims);
      for (int i = 0; i < dims; i++) {
        long reach = (long) d[i] * (kernel[i] - 1) + 1;
        long needed = (Math.ceilDiv(in[i], s[i]) - 1) * s[i] + reach - in[i];
        int total = Check.count(op, "the padding that \"same\" asks for", Math.max(needed, 0));
        low[i] = total / 2;
        high[i] = total - low[i];
      }
    }
    return new int[][] {low, high};
  }

  /** Cells after the end, where they do not follow from the input. */
  int[] high() {
    return Dims.each(paddingAfter == null ? padding : paddingAfter, dims);
  }

  ConvArgs args(int[] low, int[] high) {
    return new ConvArgs(Dims.each(stride, dims), low, high, Dims.each(dilation, dims), groups);
  }
}
