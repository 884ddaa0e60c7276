package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.RecurrentOps;
import java.util.function.UnaryOperator;

/**
 * One step of an {@link LSTM}.
 *
 * <ul>
 *   <li>Input: (N, input_size), or (input_size) without a batch.
 *   <li>State: h and c (N, hidden_size), or (hidden_size); zeros if it is not given.
 *   <li>Output: the new state.
 *   <li>Options: bias true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for sizes or types that do not fit.
 * </ul>
 *
 * <pre>{@code
 * LSTMCell cell = new LSTMCell(10, 20);
 * LSTM.State s = cell.call(randn(3, 10));
 * s = cell.call(randn(3, 10), s);
 * s.h(); // (3, 20)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html">torch.nn.LSTMCell</a>
 */
public final class LSTMCell extends RNNCellBase implements Recurrent.Droppable<LSTM.State> {

  /** A cell with biases. */
  public LSTMCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, o -> o);
  }

  /** With options, for example {@code o -> o.bias(false)}. */
  public LSTMCell(int inputSize, int hiddenSize, UnaryOperator<Options> options) {
    super(
        "LSTMCell",
        RecurrentCell.LSTM,
        inputSize,
        hiddenSize,
        Check.options("LSTMCell", options, Options.DEFAULT));
  }

  /** From a state of zeros. */
  public LSTM.State call(Tensor x) {
    return call(new Object[] {x}, in -> next((Tensor) in[0], null));
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
    return States.given("LSTMCell", state).h();
  }

  @Override
  public LSTM.State dropped(LSTM.State state, Tensor mask) {
    Check.notNull("LSTMCell", "mask", mask);
    States.given("LSTMCell", state);
    return new LSTM.State(state.h().mul(mask), state.c());
  }

  private LSTM.State next(Tensor x, LSTM.State state) {
    if (state != null) {
      States.given("LSTMCell", state);
    }
    RecurrentOps.Result r =
        step("MulBackward0", x, state == null ? null : state.h(), state == null ? null : state.c());
    return new LSTM.State(r.output(), r.c());
  }
}
