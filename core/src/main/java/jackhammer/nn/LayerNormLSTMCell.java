package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * One step of an LSTM with layer normalization: of what comes from the input, of what comes from
 * the state, and of the cell state on its way to the output. PyTorch has no such cell.
 *
 * <p>i, f, g, o = the quarters of LN_ih(W_ih x) + LN_hh(W_hh h); c = sigmoid(f) c + sigmoid(i)
 * tanh(g); h = sigmoid(o) tanh(LN_c(c)). The biases are those of the norms. These are equations 20
 * to 22 of Ba, Kiros and Hinton, Layer Normalization, 2016, https://arxiv.org/abs/1607.06450, with
 * the gates in PyTorch's order; the cell state itself goes on as it is.
 *
 * <ul>
 *   <li>Input: (N, input_size), or (input_size) without a batch.
 *   <li>State: h and c (N, hidden_size), or (hidden_size); zeros if it is not given.
 *   <li>Output: the new state.
 *   <li>Parameters: weight_ih (4 * hidden_size, input_size) and weight_hh (4 * hidden_size,
 *       hidden_size), drawn from U(-b, b) with b = 1 / sqrt(hidden_size); norm_ih and norm_hh,
 *       {@link LayerNorm} over 4 * hidden_size, and norm_c over hidden_size.
 *   <li>Options: eps 1e-5, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for sizes or types that do not fit.
 * </ul>
 *
 * <pre>{@code
 * Recurrent<LSTM.State> rnn = Recurrent.of(new LayerNormLSTMCell(10, 20));
 * rnn.call(randn(5, 3, 10)).output(); // (5, 3, 20)
 * }</pre>
 */
public final class LayerNormLSTMCell extends Module implements Recurrent.Droppable<LSTM.State> {
  private static final String NAME = "LayerNormLSTMCell";

  /**
   * The optional arguments.
   *
   * @param eps is added to the variances; default 1e-5
   * @param dtype float32 (default) or float64
   */
  public record Options(double eps, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      Weights.checkEps(NAME, eps);
      Weights.checkType(NAME, dtype);
    }

    static final Options DEFAULT = new Options(1e-5, DType.FLOAT32);

    /** With another summand of the variances. */
    public Options eps(double value) {
      return new Options(value, dtype);
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(eps, value);
    }
  }

  private final int inputSize;
  private final int hiddenSize;
  private final Slot ih;
  private final Slot hh;
  private final LayerNorm normIh;
  private final LayerNorm normHh;
  private final LayerNorm normC;

  /** A cell. */
  public LayerNormLSTMCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, o -> o);
  }

  /** With options, for example {@code o -> o.eps(1e-3)}. */
  public LayerNormLSTMCell(int inputSize, int hiddenSize, UnaryOperator<Options> options) {
    Options o = Check.options(NAME, options, Options.DEFAULT);
    if (inputSize < 1 || hiddenSize < 1) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input_size and hidden_size must be at least 1, got %d and %d",
              NAME, inputSize, hiddenSize));
    }
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    long rows = 4L * hiddenSize;
    ih = registerParameter("weight_ih", Weights.empty(NAME, o.dtype, rows, inputSize));
    hh = registerParameter("weight_hh", Weights.empty(NAME, o.dtype, rows, hiddenSize));
    normIh = registerModule("norm_ih", norm(rows, o));
    normHh = registerModule("norm_hh", norm(rows, o));
    normC = registerModule("norm_c", norm(hiddenSize, o));
    resetParameters();
  }

  private static LayerNorm norm(long size, Options o) {
    return new LayerNorm(size, n -> n.eps(o.eps).dtype(o.dtype));
  }

  /** Draws the weights anew from U(-b, b), b = 1 / sqrt(hidden_size); norms do nothing again. */
  public void resetParameters() {
    double bound = 1 / Math.sqrt(hiddenSize);
    Init.uniform_(ih.get(), -bound, bound);
    Init.uniform_(hh.get(), -bound, bound);
    normIh.resetParameters();
    normHh.resetParameters();
    normC.resetParameters();
  }

  /** From a state of zeros. */
  public LSTM.State call(Tensor x) {
    return call(x, null);
  }

  /**
   * From a given state.
   *
   * @param state null for zeros
   */
  @Override
  public LSTM.State call(Tensor x, LSTM.State state) {
    return call(new Object[] {x, state}, in -> next((Tensor) in[0], (LSTM.State) in[1]));
  }

  @Override
  public Tensor output(LSTM.State state) {
    return States.given(NAME, state).h();
  }

  @Override
  public LSTM.State dropped(LSTM.State state, Tensor mask) {
    Check.notNull(NAME, "mask", mask);
    States.given(NAME, state);
    return new LSTM.State(state.h().mul(mask), state.c());
  }

  private LSTM.State next(Tensor x, LSTM.State state) {
    if (state != null) {
      States.given(NAME, state);
    }
    CellArguments given = new CellArguments(NAME, x, inputSize, hiddenSize, ih.get().dtype());
    Tensor h = state == null ? given.zeros() : state.h();
    Tensor c = state == null ? h : state.c();
    given.checkState("h", h);
    given.checkState("c", c);
    Tensor sums =
        normIh.call(F.linear(x, ih.get(), null)).add(normHh.call(F.linear(h, hh.get(), null)));
    Tensor[] gates = sums.chunk(4, -1);
    Tensor kept = gates[1].sigmoid().mul(c);
    Tensor next = kept.add(gates[0].sigmoid().mul(gates[2].tanh()));
    return new LSTM.State(gates[3].sigmoid().mul(normC.call(next).tanh()), next);
  }

  @Override
  protected String extraRepr() {
    return inputSize + ", " + hiddenSize;
  }
}
