package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.RecurrentOps;

/**
 * What {@link RNNCell}, {@link LSTMCell} and {@link GRUCell} share: one step of a recurrent layer.
 * Its numbers have the bits of the step in the layer.
 *
 * <p>Parameters: weight_ih (gates * hidden_size, input_size), weight_hh (gates * hidden_size,
 * hidden_size), bias_ih and bias_hh (gates * hidden_size), all drawn from U(-b, b) with b = 1 /
 * sqrt(hidden_size).
 */
public abstract sealed class RNNCellBase extends Module permits RNNCell, LSTMCell, GRUCell {

  /**
   * The optional arguments that all cells have.
   *
   * @param bias whether there are biases; default true
   * @param dtype float32 (default) or float64
   */
  public record Options(boolean bias, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      Weights.checkType("RNNCellBase", dtype);
    }

    static final Options DEFAULT = new Options(true, DType.FLOAT32);

    /** With biases, or without. */
    public Options bias(boolean value) {
      return new Options(value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(bias, value);
    }
  }

  final String layer;
  final int inputSize;
  final int hiddenSize;
  private final RecurrentCell cell;
  private final Slot ih;
  private final Slot hh;
  private final Slot biasIh;
  private final Slot biasHh;

  RNNCellBase(String layer, RecurrentCell cell, int inputSize, int hiddenSize, Options o) {
    if (inputSize < 0 || hiddenSize < 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input_size and hidden_size must not be negative, got %d and %d",
              layer, inputSize, hiddenSize));
    }
    this.layer = layer;
    this.cell = cell;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    long rows = (long) cell.gates() * hiddenSize;
    ih = registerParameter("weight_ih", Weights.empty(layer, o.dtype, rows, inputSize));
    hh = registerParameter("weight_hh", Weights.empty(layer, o.dtype, rows, hiddenSize));
    biasIh = registerParameter("bias_ih", o.bias ? Weights.empty(layer, o.dtype, rows) : null);
    biasHh = registerParameter("bias_hh", o.bias ? Weights.empty(layer, o.dtype, rows) : null);
    resetParameters();
  }

  /** Draws all parameters anew from U(-b, b), b = 1 / sqrt(hidden_size). */
  public void resetParameters() {
    double bound = hiddenSize == 0 ? 0 : 1 / Math.sqrt(hiddenSize);
    parameters().forEach(p -> Init.uniform_(p, -bound, bound));
  }

  /** (gates * hidden_size, input_size). */
  public Tensor weightIh() {
    return ih.get();
  }

  /** (gates * hidden_size, hidden_size). */
  public Tensor weightHh() {
    return hh.get();
  }

  /** (gates * hidden_size), or null. */
  public Tensor biasIh() {
    return biasIh.get();
  }

  /** (gates * hidden_size), or null. */
  public Tensor biasHh() {
    return biasHh.get();
  }

  /**
   * @param gradFn PyTorch's name of what makes h
   * @param h0 null for zeros
   * @param c0 null for zeros, and where there is no cell state
   */
  final RecurrentOps.Result step(String gradFn, Tensor x, Tensor h0, Tensor c0) {
    CellArguments given = new CellArguments(layer, x, inputSize, hiddenSize, ih.get().dtype());
    boolean isLstm = cell == RecurrentCell.LSTM;
    given.checkState("h", h0);
    given.checkState("c", c0);
    boolean isBatch = x.dim() == 2;
    Tensor in = isBatch ? x : x.unsqueeze(0);
    Tensor h = state(given, isBatch, h0);
    Tensor c = isLstm ? state(given, isBatch, c0) : null;
    RecurrentOps.Weights w =
        new RecurrentOps.Weights(ih.get(), hh.get(), biasIh.get(), biasHh.get(), null);
    RecurrentOps.Result r = RecurrentOps.cell(cell, gradFn, in, h, c, w);
    return isBatch
        ? r
        : new RecurrentOps.Result(r.output().squeeze(0), null, isLstm ? r.c().squeeze(0) : null);
  }

  private static Tensor state(CellArguments given, boolean isBatch, Tensor state) {
    Tensor s = state == null ? given.zeros() : state;
    return isBatch ? s : s.unsqueeze(0);
  }

  @Override
  protected String extraRepr() {
    return inputSize + ", " + hiddenSize + (biasIh.get() == null ? ", bias=False" : "");
  }
}
