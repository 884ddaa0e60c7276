package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Long short-term memory, over all steps of an input.
 *
 * <p>i = sigmoid(W_ii x + b_ii + W_hi h + b_hi), f = sigmoid(W_if x + b_if + W_hf h + b_hf), g =
 * tanh(W_ig x + b_ig + W_hg h + b_hg), o = sigmoid(W_io x + b_io + W_ho h + b_ho); the new cell
 * state is c = f c + i g and the new hidden state h = o tanh(c), with a projection W_hr o tanh(c).
 * The rows of the weights are those of i, f, g and o.
 *
 * <ul>
 *   <li>Input: (L, N, input_size), with batchFirst (N, L, input_size), or without a batch (L,
 *       input_size).
 *   <li>Initial state: h_0 (num_layers * D, N, H_out), D = 2 if bidirectional, else 1; without a
 *       batch (num_layers * D, H_out); zeros if it is not given. It is never batch-first.
 *   <li>Initial cell state: c_0 (num_layers * D, N, hidden_size). H_out is proj_size with a
 *       projection, else hidden_size.
 *   <li>Output: (L, N, D * H_out), or as the input says; the last state as the initial one.
 *   <li>Options: numLayers 1, projSize 0, bias true, batchFirst false, dropout 0, bidirectional
 *       false, dtype float32; see {@link RecurrentOptions}.
 *   <li>Errors: {@link IllegalArgumentException} for sizes or types that do not fit, and for a
 *       sequence without steps.
 * </ul>
 *
 * <pre>{@code
 * LSTM lstm = new LSTM(1, 5, 2, o -> o.batchFirst(true));
 * LSTM.Output r = lstm.call(randn(2, 3, 1));
 * r.output(); // (2, 3, 5)
 * r.state().h(); // (2, 2, 5)
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html">torch.nn.LSTM</a>
 */
public final class LSTM extends RNNBase {

  /**
   * Hidden state and cell state.
   *
   * @param h (num_layers * D, N, H_out), without a batch (num_layers * D, H_out)
   * @param c (num_layers * D, N, hidden_size), without a batch (num_layers * D, hidden_size)
   */
  public record State(Tensor h, Tensor c) {
    /**
     * The same numbers without their history: where the next piece of a long sequence begins when
     * gradients shall not go back beyond it.
     */
    public State detach() {
      Check.notNull("LSTM.State.detach", "h", h);
      Check.notNull("LSTM.State.detach", "c", c);
      return new State(h.detach(), c.detach());
    }

    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + h + ", " + c + ")";
    }
  }

  /**
   * The output of all steps and the last state.
   *
   * @param output (L, N, D * H_out), with batchFirst (N, L, D * H_out), without a batch (L, D *
   *     H_out)
   * @param state of each sequence after its last step, of each layer and direction
   */
  public record Output(Tensor output, State state) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + state + ")";
    }
  }

  /**
   * The output of all steps of packed sequences and their last states.
   *
   * @param output packed as the input, D * H_out features
   * @param state of each sequence, in the order in which they came
   */
  public record PackedOutput(PackedSequence output, State state) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + state + ")";
    }
  }

  private static final State ZEROS = new State(null, null);

  /** One layer. */
  public LSTM(int inputSize, int hiddenSize) {
    this(options(inputSize, hiddenSize));
  }

  /** Several layers on each other. */
  public LSTM(int inputSize, int hiddenSize, int numLayers) {
    this(options(inputSize, hiddenSize).numLayers(numLayers));
  }

  /** With options, for example {@code o -> o.batchFirst(true)}. */
  public LSTM(int inputSize, int hiddenSize, UnaryOperator<RecurrentOptions> options) {
    this(Check.options("LSTM", options, options(inputSize, hiddenSize)));
  }

  /** Several layers with options. */
  public LSTM(
      int inputSize, int hiddenSize, int numLayers, UnaryOperator<RecurrentOptions> options) {
    this(Check.options("LSTM", options, options(inputSize, hiddenSize).numLayers(numLayers)));
  }

  /** A layer from its arguments as data. */
  public LSTM(RecurrentOptions options) {
    super(RecurrentCell.LSTM, "LSTM", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static RecurrentOptions options(int inputSize, int hiddenSize) {
    return RecurrentOptions.of("LSTM", inputSize, hiddenSize);
  }

  /** From a state of zeros. */
  public Output call(Tensor x) {
    return call(new Object[] {x}, in -> output((Tensor) in[0], null));
  }

  /**
   * From a given state.
   *
   * @param state null for zeros
   */
  public Output call(Tensor x, State state) {
    return call(new Object[] {x, state}, in -> output((Tensor) in[0], (State) in[1]));
  }

  /**
   * Padded sequences of unequal length, without packing them: exact to the result of the packed
   * ones. What lies behind the end of a sequence is not read; the output is 0 there.
   *
   * @param lengths of each sequence, from 1 to L
   */
  public Output call(Tensor x, long[] lengths) {
    return call(x, lengths, null);
  }

  /** {@link #call(Tensor, long[])} from a given state, null for zeros. */
  public Output call(Tensor x, long[] lengths, State state) {
    return call(
        new Object[] {x, lengths, state},
        in -> {
          State from = checked((State) in[2]);
          Raw r = run((Tensor) in[0], (long[]) in[1], from.h, from.c);
          return new Output(r.output(), new State(r.h(), r.c()));
        });
  }

  /** Packed sequences. */
  public PackedOutput call(PackedSequence x) {
    return call(x, null);
  }

  /** Packed sequences from a given state, null for zeros. */
  public PackedOutput call(PackedSequence x, State state) {
    return call(
        new Object[] {x, state},
        in -> {
          PackedSequence packed = (PackedSequence) in[0];
          State from = checked((State) in[1]);
          Raw r = run(packed, from.h, from.c);
          return new PackedOutput(packed.with(r.output()), new State(r.h(), r.c()));
        });
  }

  private Output output(Tensor x, State state) {
    State from = checked(state);
    Raw r = run(x, from.h, from.c);
    return new Output(r.output(), new State(r.h(), r.c()));
  }

  /** Both states, or none. */
  private static State checked(State state) {
    if (state == null) {
      return ZEROS;
    }
    Check.notNull("LSTM", "h_0", state.h);
    Check.notNull("LSTM", "c_0", state.c);
    return state;
  }
}
