package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.ConvOps;
import jackhammer.internal.ops.TransposedConvOps;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link ConvTranspose1d}, {@link ConvTranspose2d} and {@link ConvTranspose3d} share:
 * everything but their names.
 */
public abstract sealed class ConvTranspose extends Module implements Layer
    permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {

  /**
   * The arguments of a transposed convolution layer.
   *
   * @param inChannels channels of the input; 0 for a lazy layer, which takes them from its first
   *     input
   * @param outChannels channels of the output
   * @param kernelSize cells of the window in each dimension
   * @param geometry how the window moves: stride, padding, output padding, dilation, groups
   * @param bias whether a number is added to each output channel; default true
   * @param dtype float32 (default) or float64
   */
  public record Options(
      int inChannels,
      int outChannels,
      List<Integer> kernelSize,
      ConvTransposeGeometry geometry,
      boolean bias,
      DType dtype) {

    /** Checks each of them by itself. */
    public Options {
      ConvGeometry window = Check.notNull("ConvTranspose", "geometry", geometry).window();
      kernelSize =
          Conv.checkedKernel(window.op(), inChannels, outChannels, window.dims(), kernelSize);
      Weights.checkType(window.op(), dtype);
    }

    static Options of(String layer, int dims, int inChannels, int outChannels, int... kernelSize) {
      return new Options(
          inChannels,
          outChannels,
          Dims.given(layer, "kernel_size", dims, 1, kernelSize),
          ConvTransposeGeometry.of(layer, dims),
          true,
          DType.FLOAT32);
    }

    private Options geometry(ConvTransposeGeometry value) {
      return new Options(inChannels, outChannels, kernelSize, value, bias, dtype);
    }

    /** With other steps of the window. */
    public Options stride(int... values) {
      return geometry(geometry.stride(values));
    }

    /** With cells cut off on both sides. */
    public Options padding(int... values) {
      return geometry(geometry.padding(values));
    }

    /**
     * With another number of cells cut off at the end than {@link #padding} cuts at the beginning,
     * which PyTorch does not have.
     */
    public Options paddingAfter(int... values) {
      return geometry(geometry.paddingAfter(values));
    }

    /** With more cells at the end of the output. */
    public Options outputPadding(int... values) {
      return geometry(geometry.outputPadding(values));
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
      return new Options(inChannels, outChannels, kernelSize, geometry, value, dtype);
    }

    /** For code that says {@code zeros}, the only mode that there is. */
    public Options paddingMode(PaddingMode value) {
      String layer = geometry.window().op();
      if (Check.notNull(layer, "padding_mode", value) != PaddingMode.ZEROS) {
        throw new IllegalArgumentException(
            String.format(
                "%s: padding_mode must be zeros, got %s: the output is cut by padding, nothing is"
                    + " filled in",
                layer, value));
      }
      return this;
    }

    /** For code that says {@code "zeros"}, the only mode that there is. */
    public Options paddingMode(String name) {
      return paddingMode(PaddingMode.of(name));
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(inChannels, outChannels, kernelSize, geometry, bias, value);
    }

    private Options checked() {
      String layer = geometry.window().op();
      Conv.checkChannels(layer, 1, inChannels, outChannels);
      Conv.checkGroups(geometry.window(), inChannels, outChannels);
      return this;
    }

    /** Those of the layer that a lazy one becomes. */
    private Options known(int channels) {
      ConvGeometry window = geometry.window().called(Dims.eager(geometry.window().op()));
      ConvTransposeGeometry g = new ConvTransposeGeometry(window, geometry.outputPadding());
      return new Options(channels, outChannels, kernelSize, g, bias, dtype);
    }
  }

  private Options options;
  private final int[] kernel;
  private final Slot weight;
  private final Slot bias;
  private boolean isLazy;

  /**
   * @param isLazy whether the input channels are those of the first input
   */
  ConvTranspose(String layer, boolean isLazy, Options options) {
    Check.notNull(layer, "options", options).geometry.checkOutputPadding();
    Dims.checkOwn(layer, options.geometry.window().op());
    this.options = isLazy ? options : options.checked();
    this.isLazy = isLazy;
    kernel = Dims.each(options.kernelSize, options.geometry.window().dims());
    DType dtype = options.dtype;
    weight = registerParameter("weight", Weights.emptyOrLater(isLazy, layer, dtype, weightSize()));
    bias =
        registerParameter(
            "bias",
            options.bias ? Weights.emptyOrLater(isLazy, layer, dtype, options.outChannels) : null);
    resetParameters();
  }

  private long[] weightSize() {
    return Conv.weightSize(
        options.inChannels, options.outChannels / options.geometry.window().groups(), kernel);
  }

  /** The geometry, after a lazy layer has become that of its first input. */
  private ConvTransposeGeometry geometryFor(Tensor x) {
    int dims = kernel.length;
    ConvOps.checkInput(typeName(), dims, x);
    if (!isLazy) {
      return options.geometry;
    }
    boolean isNew = Weights.isWaiting(weight) || Weights.isWaiting(bias);
    long channels = Weights.isWaiting(weight) ? x.size(-dims - 1) : weight.get().size(0);
    options = options.known((int) channels).checked();
    isLazy = false;
    Weights.give(weight, typeName(), weightSize());
    Weights.give(bias, typeName(), options.outChannels);
    if (isNew) {
      resetParameters();
    }
    return options.geometry;
  }

  /** A layer as this one on other weights; nothing is drawn. */
  final ConvTranspose fused(Utils.Fused weights) {
    Options o = options.bias(true);
    String layer = typeName();
    ConvTranspose made =
        switch (this) {
          case ConvTranspose1d c -> new ConvTranspose1d(layer, o);
          case ConvTranspose2d c -> new ConvTranspose2d(layer, o);
          case ConvTranspose3d c -> new ConvTranspose3d(layer, o);
        };
    made.isLazy = false;
    Weights.take(made.weight, weights.weight());
    Weights.take(made.bias, weights.bias());
    return made;
  }

  /**
   * Draws weight and bias anew from U(-b, b), b = 1 / sqrt(out_channels / groups * kernel cells); a
   * lazy layer does it when it sees its first input.
   */
  public void resetParameters() {
    if (!isLazy) {
      Init.uniformByFanIn_(weight.get(), bias.get());
    }
  }

  /** (in_channels, out_channels / groups, kernel...). */
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
    ConvTransposeGeometry g = geometryFor(x);
    return transposed(x, weight.get(), bias.get(), g);
  }

  /**
   * Applies the layer so that the output has this size, where the stride leaves a choice: instead
   * of an output padding.
   *
   * @param outputSize the spatial sizes, or all sizes: what the input of the convolution in the
   *     other direction had
   */
  public Tensor call(Tensor x, Size outputSize) {
    return call(
        new Object[] {x, outputSize},
        in -> {
          Tensor input = (Tensor) in[0];
          ConvTransposeGeometry own = geometryFor(input);
          ConvTransposeGeometry g = own.outputPadding(missing(input, (Size) in[1]));
          return transposed(input, weight.get(), bias.get(), g);
        });
  }

  /** The same with the sizes one by one: {@code up.call(x, 28, 28)}. */
  public Tensor call(Tensor x, long... outputSize) {
    return call(x, Size.of(Check.notNull(typeName(), "output_size", outputSize)));
  }

  static Tensor transposed(Tensor x, Tensor weight, Tensor bias, ConvTransposeGeometry g) {
    g.checkOutputPadding();
    ConvGeometry w = g.window();
    ConvOps.checkWeightDims(w.op(), w.dims(), weight, "in_channels, out_channels / groups");
    int[] cells = Dims.each(w.padding(), w.dims());
    return TransposedConvOps.conv(
        w.op(),
        w.dims(),
        x,
        weight,
        bias,
        w.args(cells, w.high()),
        Dims.each(g.outputPadding(), w.dims()));
  }

  /** The output padding that leads to a size. */
  private int[] missing(Tensor x, Size outputSize) {
    ConvGeometry w = options.geometry.window();
    int dims = w.dims();
    long[] size = Check.notNull(w.op(), "output_size", outputSize).toLongArray();
    if (size.length != dims && size.length != x.dim()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: output_size must have the %d spatial sizes, or all %d of the output, got %s",
              w.op(), dims, x.dim(), Arrays.toString(size)));
    }
    int[] stride = Dims.each(w.stride(), dims);
    int[] pad = Dims.each(w.padding(), dims);
    int[] after = w.high();
    int[] dilation = Dims.each(w.dilation(), dims);
    int[] result = new int[dims];
    for (int d = 0; d < dims; d++) {
      long least =
          (x.size(d - dims) - 1) * stride[d]
              - ((long) pad[d] + after[d])
              + dilation[d] * (kernel[d] - 1L)
              + 1;
      long asked = size[size.length - dims + d];
      if (asked < least || asked >= least + stride[d]) {
        boolean isEven = w.paddingAfter() == null;
        throw new IllegalArgumentException(
            String.format(
                "%s: output_size must be from %d to %d in spatial dimension %d: (input - 1) * stride"
                    + " - %s + dilation * (kernel - 1) + 1 = (%d - 1) * %d - %s + %d * (%d - 1) + 1,"
                    + " and up to stride - 1 more; got %d",
                w.op(),
                least,
                least + stride[d] - 1,
                d,
                isEven ? "2 * padding" : "(padding + paddingAfter)",
                x.size(d - dims),
                stride[d],
                isEven ? "2 * " + pad[d] : "(" + pad[d] + " + " + after[d] + ")",
                dilation[d],
                kernel[d],
                asked));
      }
      result[d] = (int) (asked - least);
    }
    return result;
  }

  @Override
  protected String typeName() {
    return options.geometry.window().op();
  }

  @Override
  protected String extraRepr() {
    ConvTransposeGeometry g = options.geometry;
    return Conv.printed(
        options.inChannels,
        options.outChannels,
        kernel,
        g.window(),
        g.outputPadding(),
        options.bias,
        PaddingMode.ZEROS);
  }
}
