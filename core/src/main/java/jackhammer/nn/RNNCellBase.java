package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.RecurrentOps;
import java.util.Arrays;

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
    checkInput(x);
    boolean isLstm = cell == RecurrentCell.LSTM;
    checkState("h", x, h0);
    checkState("c", x, c0);
    boolean isBatch = x.dim() == 2;
    Tensor in = isBatch ? x : x.unsqueeze(0);
    Tensor h = state(in, isBatch, h0);
    Tensor c = isLstm ? state(in, isBatch, c0) : null;
    RecurrentOps.Weights w =
        new RecurrentOps.Weights(ih.get(), hh.get(), biasIh.get(), biasHh.get(), null);
    RecurrentOps.Result r = RecurrentOps.cell(cell, gradFn, in, h, c, w);
    return isBatch
        ? r
        : new RecurrentOps.Result(r.output().squeeze(0), null, isLstm ? r.c().squeeze(0) : null);
  }

  private Tensor state(Tensor x, boolean isBatch, Tensor given) {
    if (given == null) {
      return Tensor.zeros(Tensor.size(x.size(0), hiddenSize), o -> o.dtype(x.dtype()));
    }
    return isBatch ? given : given.unsqueeze(0);
  }

  private void checkInput(Tensor x) {
    Check.notNull(layer, "input", x);
    if (x.dim() != 1 && x.dim() != 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have 2 dimensions, (N, input_size), or, without a batch, 1, got %s",
              layer, Check.show(x)));
    }
    Check.sameType(layer, "input", x.dtype(), "the cell's weight", ih.get().dtype());
    Check.fullFloat(layer, x.dtype());
    if (x.size(-1) != inputSize) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the last size of input must be input_size = %d, got %d in an input of size %s",
              layer, inputSize, x.size(-1), Check.show(x)));
    }
  }

  private void checkState(String name, Tensor x, Tensor state) {
    if (state == null) {
      return;
    }
    long[] expected = x.dim() == 2 ? new long[] {x.size(0), hiddenSize} : new long[] {hiddenSize};
    long[] given = state.size().toLongArray();
    if (!Arrays.equals(given, expected)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must have size %s, that is %s as the input of size %s, got %s",
              layer,
              name,
              Arrays.toString(expected),
              x.dim() == 2 ? "(N, hidden_size) with the same N" : "(hidden_size), without a batch",
              Check.show(x),
              Arrays.toString(given)));
    }
    Check.sameType(layer, name, state.dtype(), "the cell's weight", ih.get().dtype());
  }

  @Override
  protected String extraRepr() {
    return inputSize + ", " + hiddenSize + (biasIh.get() == null ? ", bias=False" : "");
  }
}
