package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * One step of a {@link GRU}.
 *
 * <ul>
 *   <li>Input: (N, input_size), or (input_size) without a batch.
 *   <li>State: h (N, hidden_size), or (hidden_size); zeros if it is not given.
 *   <li>Output: the new state.
 *   <li>Options: bias true, dtype float32.
 *   <li>Errors: {@link IllegalArgumentException} for sizes or types that do not fit.
 * </ul>
 *
 * <pre>{@code
 * GRUCell cell = new GRUCell(10, 20);
 * Tensor h = cell.call(randn(3, 10)); // (3, 20)
 * h = cell.call(randn(3, 10), h);
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html">torch.nn.GRUCell</a>
 */
public final class GRUCell extends RNNCellBase implements Recurrent.Cell<Tensor> {

  /** A cell with biases. */
  public GRUCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, o -> o);
  }

  /** With options, for example {@code o -> o.bias(false)}. */
  public GRUCell(int inputSize, int hiddenSize, UnaryOperator<Options> options) {
    super(
        "GRUCell",
        RecurrentCell.GRU,
        inputSize,
        hiddenSize,
        Check.options("GRUCell", options, Options.DEFAULT));
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

  private Tensor next(Tensor x, Tensor h) {
    return step("AddBackward0", x, h, null).output();
  }
}
