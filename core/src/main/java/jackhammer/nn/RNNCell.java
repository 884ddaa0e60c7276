package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * One step of an {@link RNN}.
 *
 * <ul>
 *   <li>Input: (N, input_size), or (input_size) without a batch.
 *   <li>State: h (N, hidden_size), or (hidden_size); zeros if it is not given.
 *   <li>Output: the new state.
 *   <li>Options: bias true, dtype float32, nonlinearity tanh.
 *   <li>Errors: {@link IllegalArgumentException} for sizes or types that do not fit.
 * </ul>
 *
 * <pre>{@code
 * RNNCell cell = new RNNCell(10, 20, o -> o.nonlinearity("relu"));
 * Tensor h = cell.call(randn(3, 10)); // (3, 20)
 * h = cell.call(randn(3, 10), h);
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html">torch.nn.RNNCell</a>
 */
public final class RNNCell extends RNNCellBase implements Recurrent.Droppable<Tensor> {

  /**
   * The optional arguments.
   *
   * @param bias whether there are biases; default true
   * @param nonlinearity TANH (default) or RELU
   * @param dtype float32 (default) or float64
   */
  public record Options(boolean bias, Nonlinearity nonlinearity, DType dtype) {
    /** Checks each of them by itself. */
    public Options {
      RecurrentOptions.checkNonlinearity("RNNCell", nonlinearity);
      Weights.checkType("RNNCell", dtype);
    }

    static final Options DEFAULT = new Options(true, Nonlinearity.TANH, DType.FLOAT32);

    /** With biases, or without. */
    public Options bias(boolean value) {
      return new Options(value, nonlinearity, dtype);
    }

    /** With another function of the sum. */
    public Options nonlinearity(Nonlinearity value) {
      return new Options(bias, value, dtype);
    }

    /** {@link #nonlinearity(Nonlinearity)} by PyTorch's name, tanh or relu. */
    public Options nonlinearity(String value) {
      return nonlinearity(Nonlinearity.of(value));
    }

    /** With another element type. */
    public Options dtype(DType value) {
      return new Options(bias, nonlinearity, value);
    }
  }

  private final boolean isRelu;

  /** A cell with biases and tanh. */
  public RNNCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, o -> o);
  }

  /** With options, for example {@code o -> o.nonlinearity("relu")}. */
  public RNNCell(int inputSize, int hiddenSize, UnaryOperator<Options> options) {
    this(inputSize, hiddenSize, Check.options("RNNCell", options, Options.DEFAULT));
  }

  private RNNCell(int inputSize, int hiddenSize, Options o) {
    super(
        "RNNCell",
        o.nonlinearity == Nonlinearity.RELU ? RecurrentCell.RNN_RELU : RecurrentCell.RNN_TANH,
        inputSize,
        hiddenSize,
        new RNNCellBase.Options(o.bias, o.dtype));
    isRelu = o.nonlinearity == Nonlinearity.RELU;
  }

  /** From a state of zeros. */
  public Tensor call(Tensor x) {
    return call(new Object[] {x}, in -> next((Tensor) in[0], null));
  }

  /**
   * From a given state.
   *
   * @param h null for zeros
   */
  @Override
  public Tensor call(Tensor x, Tensor h) {
    return call(new Object[] {x, h}, in -> next((Tensor) in[0], (Tensor) in[1]));
  }

  @Override
  public Tensor dropped(Tensor h, Tensor mask) {
    Check.notNull("RNNCell", "h", h);
    Check.notNull("RNNCell", "mask", mask);
    return h.mul(mask);
  }

  private Tensor next(Tensor x, Tensor h) {
    return step(isRelu ? "ReluBackward0" : "TanhBackward0", x, h, null).output();
  }

  @Override
  protected String extraRepr() {
    return super.extraRepr() + (isRelu ? ", nonlinearity=relu" : "");
  }
}
