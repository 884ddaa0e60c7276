package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.ConvArgs;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ConvOps;
import jackhammer.internal.ops.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** What {@link Conv1d}, {@link Conv2d} and {@link Conv3d} share: everything but their names. */
public abstract sealed class Conv extends Module implements Layer permits Conv1d, Conv2d, Conv3d {

  /**
   * The arguments of a convolution layer.
   *
   * @param inChannels channels of the input; 0 for a lazy layer, which takes them from its first
   *     input
   * @param outChannels channels of the output: the number of kernels
   * @param kernelSize cells of the window in each dimension
   * @param geometry how the window moves: stride, padding, dilation, groups
   * @param bias whether a number is added to each output channel; default true
   * @param paddingMode what stands in padding cells; default zeros
   * @param dtype float32 (default) or float64
   */
  public record Options(
      int inChannels,
      int outChannels,
      List<Integer> kernelSize,
      ConvGeometry geometry,
      boolean bias,
      PaddingMode paddingMode,
      DType dtype) {

    /** Checks each of them by itself. */
    public Options {
      String layer = Check.notNull("Conv", "geometry", geometry).op();
      kernelSize = checkedKernel(layer, inChannels, outChannels, geometry.dims(), kernelSize);
      Check.notNull(layer, "padding_mode", paddingMode);
      Weights.checkType(layer, dtype);
    }

    static Options of(String layer, int dims, int inChannels, int outChannels, int... kernelSize) {
      return new Options(
          inChannels,
          outChannels,
          Dims.given(layer, "kernel_size", dims, 1, kernelSize),
          ConvGeometry.of(layer, dims),
          true,
          PaddingMode.ZEROS,
          DType.FLOAT32);
    }

    private Options geometry(ConvGeometry value) {
      return new Options(inChannels, outChannels, kernelSize, value, bias, paddingMode, dtype);
    }

    /** With other steps of the window. */
    public Options stride(int... values) {
      return geometry(geometry.stride(values));
    }

    /** With cells added on both sides. */
    public Options padding(int... values) {
      return geometry(geometry.padding(values));
    }

    /**
     * With another number of cells at the end than {@link #padding} adds at the beginning, which
     * PyTorch does not have: {@code o.padding(2).paddingAfter(0)} looks back only.
     */
    public Options paddingAfter(int... values) {
      return geometry(geometry.paddingAfter(values));
    }

    /** With {@code "same"} or {@code "valid"} padding. */
    public Options padding(String name) {
      return geometry(geometry.padding(name));
    }

    /** With a distance of the window's cells. */
    public Options dilation(int... values) {
      return geometry(geometry.dilation(values));
    }

    /** With blocks of channels that do not see each other. */
    public Options groups(int value) {
      return geometry(geometry.groups(value));
    }

    /** With a bias, or without. */
    public Options bias(boolean value) {
      return new Options(inChannels, outChannels, kernelSize, geometry, value, paddingMode, dtype);
    }

    /** With other padding cells. */
    public Options paddingMode(PaddingMode value) {
      return new Options(inChannels, outChannels, kernelSize, geometry, bias, value, dtype);
    }

    /** With other padding cells, by PyTorch's name. */
    public Options paddingMode(String name) {
      return paddingMode(PaddingMode.of(name));
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(inChannels, outChannels, kernelSize, geometry, bias, paddingMode, value);
    }

    private Options checked() {
      checkChannels(geometry.op(), 1, inChannels, outChannels);
      checkGroups(geometry, inChannels, outChannels);
      return this;
    }

    /** Those of the layer that a lazy one becomes. */
    private Options known(int channels) {
      ConvGeometry g = geometry.called(Dims.eager(geometry.op()));
      return new Options(channels, outChannels, kernelSize, g, bias, paddingMode, dtype);
    }
  }

  static List<Integer> checkedKernel(
      String layer, int inChannels, int outChannels, int dims, List<Integer> kernelSize) {
    checkChannels(layer, 0, inChannels, outChannels);
    return Dims.given(layer, "kernel_size", dims, 1, kernelSize);
  }

  static void checkChannels(String layer, int least, int inChannels, int outChannels) {
    if (inChannels < least || outChannels < 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: in_channels and out_channels must be at least 1, got %d and %d",
              layer, inChannels, outChannels));
    }
  }

  static void checkGroups(ConvGeometry g, int inChannels, int outChannels) {
    if (inChannels % g.groups() != 0 || outChannels % g.groups() != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: groups must divide in_channels and out_channels, got groups %d, in_channels %d,"
                  + " out_channels %d",
              g.op(), g.groups(), inChannels, outChannels));
    }
  }

  /** (channels, channels, kernel...). */
  static long[] weightSize(int first, int second, int[] kernel) {
    long[] size = new long[kernel.length + 2];
    size[0] = first;
    size[1] = second;
    for (int d = 0; d < kernel.length; d++) {
      size[d + 2] = kernel[d];
    }
    return size;
  }

  private Options options;
  private final int dims;
  private final int[] kernel;
  private final Slot weight;
  private final Slot bias;
  private boolean isLazy;

  /**
   * @param isLazy whether the input channels are those of the first input
   */
  Conv(String layer, boolean isLazy, Options options) {
    Check.notNull(layer, "options", options);
    Dims.checkOwn(layer, options.geometry.op());
    this.options = isLazy ? options : options.checked();
    this.isLazy = isLazy;
    dims = options.geometry.dims();
    kernel = Dims.each(options.kernelSize, dims);
    DType dtype = options.dtype;
    weight = registerParameter("weight", Weights.emptyOrLater(isLazy, layer, dtype, weightSize()));
    bias =
        registerParameter(
            "bias",
            options.bias ? Weights.emptyOrLater(isLazy, layer, dtype, options.outChannels) : null);
    resetParameters();
  }

  private long[] weightSize() {
    return weightSize(options.outChannels, options.inChannels / options.geometry.groups(), kernel);
  }

  /** A lazy layer becomes that of its first input. */
  private void become(Tensor x) {
    boolean isNew = Weights.isWaiting(weight) || Weights.isWaiting(bias);
    long channels =
        Weights.isWaiting(weight)
            ? x.size(-dims - 1)
            : weight.get().size(1) * options.geometry.groups();
    Options known = options.known((int) channels).checked();
    options = known;
    isLazy = false;
    Weights.give(weight, known.geometry.op(), weightSize());
    Weights.give(bias, known.geometry.op(), known.outChannels);
    if (isNew) {
      resetParameters();
    }
  }

  /** A layer as this one on other weights; nothing is drawn. */
  final Conv fused(Utils.Fused weights) {
    Options o = options.bias(true);
    String layer = typeName();
    Conv made =
        switch (this) {
          case Conv1d c -> new Conv1d(layer, o);
          case Conv2d c -> new Conv2d(layer, o);
          case Conv3d c -> new Conv3d(layer, o);
        };
    made.isLazy = false;
    Weights.take(made.weight, weights.weight());
    Weights.take(made.bias, weights.bias());
    return made;
  }

  /**
   * Draws weight and bias anew from U(-b, b), b = 1 / sqrt(in_channels / groups * kernel cells); a
   * lazy layer does it when it sees its first input.
   */
  public void resetParameters() {
    if (!isLazy) {
      Init.uniformByFanIn_(weight.get(), bias.get());
    }
  }

  /** (out_channels, in_channels / groups, kernel...). */
  public Tensor weight() {
    return weight.get();
  }

  /** (out_channels), or null. */
  public Tensor bias() {
    return bias.get();
  }

  /** What the layer was made with. */
  public Options options() {
    return options;
  }

  @Override
  public Tensor forward(Tensor x) {
    return convolve(x, ConvOps::conv);
  }

  /** The same with ReLU after it, bit for bit, in one pass over the memory. */
  Tensor forwardRelu(Tensor x) {
    return convolve(x, ConvOps::convRelu);
  }

  /** A convolution, and what it may be followed by. */
  private interface Op {
    Tensor apply(String op, int dims, Tensor x, Tensor w, Tensor b, ConvArgs args);
  }

  private Tensor convolve(Tensor x, Op op) {
    ConvOps.checkInput(options.geometry.op(), dims, x);
    if (isLazy) {
      become(x);
    }
    ConvGeometry g = options.geometry;
    int[][] cells = g.cells(kernel, spatial(x, dims));
    Tensor in = x;
    if (options.paddingMode != PaddingMode.ZEROS) {
      in = Padding.copied(rule(options.paddingMode), x, cells[0], cells[1]);
      cells = new int[][] {new int[dims], new int[dims]};
    }
    return op.apply(g.op(), dims, in, weight.get(), bias.get(), g.args(cells[0], cells[1]));
  }

  /** The last sizes. */
  static long[] spatial(Tensor x, int dims) {
    long[] all = x.size().toLongArray();
    return Arrays.copyOfRange(all, all.length - dims, all.length);
  }

  static Padding.Rule rule(PaddingMode mode) {
    return switch (mode) {
      case REFLECT -> Padding.Rule.REFLECT;
      case REPLICATE -> Padding.Rule.REPLICATE;
      case CIRCULAR -> Padding.Rule.CIRCULAR;
      case ZEROS -> throw new IllegalArgumentException("zeros are not copied from inside");
    };
  }

  @Override
  protected String typeName() {
    return options.geometry.op();
  }

  @Override
  protected String extraRepr() {
    return printed(
        options.inChannels,
        options.outChannels,
        kernel,
        options.geometry,
        List.of(0),
        options.bias,
        options.paddingMode);
  }

  /** As PyTorch prints a convolution, transposed or not. */
  static String printed(
      int inChannels,
      int outChannels,
      int[] kernel,
      ConvGeometry g,
      List<Integer> outputPadding,
      boolean bias,
      PaddingMode mode) {
    int dims = kernel.length;
    StringJoiner s = new StringJoiner(", ");
    s.add(Integer.toString(inChannels));
    s.add(Integer.toString(outChannels));
    s.add("kernel_size=" + Dims.tuple(kernel));
    s.add("stride=" + Dims.tuple(Dims.each(g.stride(), dims)));
    if (g.named() != null) {
      s.add("padding=" + g.named());
    } else {
      addUnless(0, s, "padding", g.padding(), dims);
    }
    if (g.paddingAfter() != null) {
      s.add("padding_after=" + Dims.tuple(g.high()));
    }
    addUnless(1, s, "dilation", g.dilation(), dims);
    addUnless(0, s, "output_padding", outputPadding, dims);
    if (g.groups() != 1) {
      s.add("groups=" + g.groups());
    }
    if (!bias) {
      s.add("bias=False");
    }
    if (mode != PaddingMode.ZEROS) {
      s.add("padding_mode=" + mode);
    }
    return s.toString();
  }

  private static void addUnless(
      int usual, StringJoiner s, String name, List<Integer> values, int dims) {
    if (values.stream().anyMatch(v -> v != usual)) {
      s.add(name + "=" + Dims.tuple(Dims.each(values, dims)));
    }
  }
}
