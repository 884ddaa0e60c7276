package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.text.PyFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@link BatchNorm} and {@link InstanceNorm} share: arguments, parameters and statistics. */
public abstract sealed class ChannelNorm extends Module implements Layer
    permits BatchNorm, InstanceNorm {

  /**
   * The arguments of a norm by channels.
   *
   * @param layer the layer that they are for
   * @param dims spatial dimensions of its input
   * @param numFeatures channels of the input; of a lazy layer any number, it takes those of its
   *     first input
   * @param eps is added to the variance; default 1e-5
   * @param momentum how far the running statistics go towards the new ones; null: they are the mean
   *     of all so far; default 0.1
   * @param affine whether there is a weight for each channel, and with {@code bias} a bias
   * @param bias whether there is a bias for each channel, if {@code affine}; default true
   * @param trackRunningStats whether running statistics are kept for evaluation
   * @param dtype float32 (default) or float64
   */
  public record Options(
      String layer,
      int dims,
      int numFeatures,
      double eps,
      Double momentum,
      boolean affine,
      boolean bias,
      boolean trackRunningStats,
      DType dtype) {

    /** Checks each of them by itself. */
    public Options {
      Check.notNull("ChannelNorm", "layer", layer);
      if (dims < 1 || dims > 3 || !layer.matches("(Lazy)?(Batch|Instance)Norm" + dims + "d")) {
        throw new IllegalArgumentException(
            String.format(
                "ChannelNorm: layer must be a norm of 1 to 3 dims, as \"BatchNorm2d\" of 2, got \"%s\""
                    + " and %d; its own options(...) sets both",
                layer, dims));
      }
      if (numFeatures < 0) {
        throw new IllegalArgumentException(
            layer + ": num_features must not be negative, got " + numFeatures);
      }
      if (!(eps >= 0)) {
        throw new IllegalArgumentException(layer + ": eps must not be negative, got " + eps);
      }
      if (momentum != null && !(momentum >= 0 && momentum <= 1)) {
        throw new IllegalArgumentException(
            layer
                + ": momentum must be between 0 and 1, or null for the mean of all statistics so far;"
                + " got "
                + momentum);
      }
      Weights.checkType(layer, dtype);
    }

    static Options of(String layer, int dims, int numFeatures, boolean isBatch) {
      return new Options(
          layer, dims, numFeatures, 1e-5, 0.1, isBatch, true, isBatch, DType.FLOAT32);
    }

    /** With another summand of the variance. */
    public Options eps(double value) {
      return new Options(
          layer, dims, numFeatures, value, momentum, affine, bias, trackRunningStats, dtype);
    }

    /** With another part of the new statistics in the running ones. */
    public Options momentum(double value) {
      return momentum((Double) value);
    }

    /** The same; null: the running statistics are the mean of all so far. */
    public Options momentum(Double value) {
      return new Options(
          layer, dims, numFeatures, eps, value, affine, bias, trackRunningStats, dtype);
    }

    /** With a weight for each channel, or without. */
    public Options affine(boolean value) {
      return new Options(
          layer, dims, numFeatures, eps, momentum, value, bias, trackRunningStats, dtype);
    }

    /** With a bias for each channel, if {@link #affine}, or without. */
    public Options bias(boolean value) {
      return new Options(
          layer, dims, numFeatures, eps, momentum, affine, value, trackRunningStats, dtype);
    }

    /** With running statistics for evaluation, or without. */
    public Options trackRunningStats(boolean value) {
      return new Options(layer, dims, numFeatures, eps, momentum, affine, bias, value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(
          layer, dims, numFeatures, eps, momentum, affine, bias, trackRunningStats, value);
    }

    /** Those of the layer that a lazy one becomes. */
    private Options known(int channels) {
      return new Options(
          Dims.eager(layer), dims, channels, eps, momentum, affine, bias, trackRunningStats, dtype);
    }
  }

  private Options options;
  private boolean isLazy;

  /** Of a layer that was lazy without anything of its channels: their number stays 0, any fit. */
  private boolean takesAnyChannels;

  final Slot weight;
  final Slot bias;
  final Supplier<Tensor> runningMean;
  final Supplier<Tensor> runningVar;
  private final Supplier<Tensor> numBatchesTracked;

  /**
   * @param isLazy whether the channels are those of the first input
   */
  ChannelNorm(String layer, boolean isLazy, Options options) {
    this.options = Check.notNull(layer, "options", options);
    this.isLazy = isLazy;
    Dims.checkOwn(layer, options.layer);
    int n = options.numFeatures;
    DType dtype = options.dtype;
    boolean tracks = options.trackRunningStats;
    boolean hasBias = options.affine && options.bias;
    weight =
        registerParameter(
            "weight", options.affine ? Weights.emptyOrLater(isLazy, layer, dtype, n) : null);
    bias =
        registerParameter("bias", hasBias ? Weights.emptyOrLater(isLazy, layer, dtype, n) : null);
    runningMean = registerBuffer("running_mean", statistics(layer, n));
    runningVar = registerBuffer("running_var", statistics(layer, n));
    numBatchesTracked =
        registerBuffer("num_batches_tracked", tracks ? Weights.zeros(layer, DType.INT64) : null);
    resetParameters();
  }

  private Tensor statistics(String layer, int channels) {
    if (!options.trackRunningStats) {
      return null;
    }
    return isLazy ? Weights.later(options.dtype) : Weights.zeros(layer, options.dtype, channels);
  }

  /** A lazy layer becomes that of its first input, or that of the state that it was given. */
  private void become(Tensor x, int channelDim) {
    Check.floating(options.layer, "input", x);
    List<Tensor> parts =
        Stream.of(weight.get(), bias.get(), runningMean.get(), runningVar.get())
            .filter(Objects::nonNull)
            .toList();
    takesAnyChannels = parts.isEmpty();
    long seen = takesAnyChannels ? 0 : x.size(channelDim);
    int channels =
        (int)
            (long)
                parts.stream()
                    .filter(t -> !Weights.isWaiting(t))
                    .findFirst()
                    .map(Tensor::numel)
                    .orElse(seen);
    boolean areWeightsNew = Weights.isWaiting(weight) || Weights.isWaiting(bias);
    boolean areStatisticsNew =
        Weights.isWaiting(runningMean.get()) || Weights.isWaiting(runningVar.get());
    options = options.known(channels);
    isLazy = false;
    Weights.give(weight, options.layer, channels);
    Weights.give(bias, options.layer, channels);
    Weights.give(runningMean.get(), options.layer, channels);
    Weights.give(runningVar.get(), options.layer, channels);
    if (areStatisticsNew) {
      resetRunningStats();
    }
    if (areWeightsNew) {
      Weights.onesAndZeros_(weight, bias);
    }
  }

  /** Statistics as at the beginning: mean 0, variance 1, no batches. */
  public void resetRunningStats() {
    if (options.trackRunningStats && !isLazy) {
      runningMean.get().zero_();
      runningVar.get().fill_(1);
      numBatchesTracked.get().zero_();
    }
  }

  /**
   * Weight 1, bias 0, and {@link #resetRunningStats}; a lazy layer does it when it sees its first
   * input.
   */
  public void resetParameters() {
    resetRunningStats();
    if (!isLazy) {
      Weights.onesAndZeros_(weight, bias);
    }
  }

  /** (num_features), or null. */
  public Tensor weight() {
    return weight.get();
  }

  /** (num_features), or null. */
  public Tensor bias() {
    return bias.get();
  }

  /** (num_features), or null. */
  public Tensor runningMean() {
    return runningMean.get();
  }

  /** (num_features), or null. */
  public Tensor runningVar() {
    return runningVar.get();
  }

  /** How many batches the running statistics have seen: INT64 without dimensions, or null. */
  public Tensor numBatchesTracked() {
    return numBatchesTracked.get();
  }

  /** What the layer was made with. */
  public Options options() {
    return options;
  }

  final void checkFeatures(Tensor x, int channelDim) {
    if (isLazy) {
      become(x, channelDim);
    }
    if (!takesAnyChannels && x.size(channelDim) != options.numFeatures) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have num_features = %d channels (dimension %d), got %d in an input of"
                  + " size %s",
              options.layer, options.numFeatures, channelDim, x.size(channelDim), Check.show(x)));
    }
  }

  /** Counts a batch in training; which part the new statistics have in the running ones. */
  final double countedMomentum() {
    if (!isTraining() || !options.trackRunningStats) {
      return options.momentum == null ? 0 : options.momentum;
    }
    numBatchesTracked.get().add_(1);
    return options.momentum == null ? 1.0 / numBatchesTracked.get().itemLong() : options.momentum;
  }

  @Override
  protected String typeName() {
    return options.layer;
  }

  @Override
  protected String extraRepr() {
    return String.format(
        "%d, eps=%s, momentum=%s, affine=%s, bias=%s, track_running_stats=%s",
        options.numFeatures,
        PyFormat.repr(options.eps),
        options.momentum == null ? "None" : PyFormat.repr(options.momentum),
        Names.python(options.affine),
        Names.python(bias.get() != null),
        Names.python(options.trackRunningStats));
  }
}
