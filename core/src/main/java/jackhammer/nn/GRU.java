package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Gated recurrent units, over all steps of an input.
 *
 * <p>r = sigmoid(W_ir x + b_ir + W_hr h + b_hr), z = sigmoid(W_iz x + b_iz + W_hz h + b_hz), n =
 * tanh(W_in x + b_in + r (W_hn h + b_hn)), and the new state is (1 - z) n + z h. The rows of the
 * weights are those of r, z and n.
 *
 * <ul>
 *   <li>Input: (L, N, input_size), with batchFirst (N, L, input_size), or without a batch (L,
 *       input_size).
 *   <li>Initial state: h_0 (num_layers * D, N, hidden_size), D = 2 if bidirectional, else 1;
 *       without a batch (num_layers * D, hidden_size); zeros if it is not given. It is never
 *       batch-first.
 *   <li>Output: (L, N, D * hidden_size), or as the input says; the last state as the initial one.
 *   <li>Options: numLayers 1, bias true, batchFirst false, dropout 0, bidirectional false, dtype
 *       float32; see {@link RecurrentOptions}.
 *   <li>Errors: {@link IllegalArgumentException} for sizes or types that do not fit, and for a
 *       sequence without steps.
 * </ul>
 *
 * <pre>{@code
 * GRU gru = new GRU(10, 20, 2, o -> o.batchFirst(true));
 * GRU.Output r = gru.call(randn(3, 5, 10));
 * r.output(); // (3, 5, 20)
 * r.h(); // (2, 3, 20)
 * }</pre>
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html">torch.nn.GRU</a>
 */
public final class GRU extends RNNBase {

  /** One layer. */
  public GRU(int inputSize, int hiddenSize) {
    this(options(inputSize, hiddenSize));
  }

  /** Several layers on each other. */
  public GRU(int inputSize, int hiddenSize, int numLayers) {
    this(options(inputSize, hiddenSize).numLayers(numLayers));
  }

  /** With options, for example {@code o -> o.batchFirst(true)}. */
  public GRU(int inputSize, int hiddenSize, UnaryOperator<RecurrentOptions> options) {
    this(Check.options("GRU", options, options(inputSize, hiddenSize)));
  }

  /** Several layers with options. */
  public GRU(
      int inputSize, int hiddenSize, int numLayers, UnaryOperator<RecurrentOptions> options) {
    this(Check.options("GRU", options, options(inputSize, hiddenSize).numLayers(numLayers)));
  }

  /** A layer from its arguments as data. */
  public GRU(RecurrentOptions options) {
    super(RecurrentCell.GRU, "GRU", options);
  }

  /** The arguments as data, all others at their defaults. */
  public static RecurrentOptions options(int inputSize, int hiddenSize) {
    return RecurrentOptions.of("GRU", inputSize, hiddenSize);
  }

  /** From a state of zeros. */
  public Output call(Tensor x) {
    return call(new Object[] {x}, in -> output((Tensor) in[0], null));
  }

  /**
   * From a given state.
   *
   * @param h0 null for zeros
   */
  public Output call(Tensor x, Tensor h0) {
    return call(new Object[] {x, h0}, in -> output((Tensor) in[0], (Tensor) in[1]));
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
  public Output call(Tensor x, long[] lengths, Tensor h0) {
    return call(
        new Object[] {x, lengths, h0},
        in -> {
          Raw r = run((Tensor) in[0], (long[]) in[1], (Tensor) in[2], null);
          return new Output(r.output(), r.h());
        });
  }

  /** Packed sequences. */
  public PackedOutput call(PackedSequence x) {
    return call(x, null);
  }

  /** Packed sequences from a given state, null for zeros. */
  public PackedOutput call(PackedSequence x, Tensor h0) {
    return call(
        new Object[] {x, h0},
        in -> {
          PackedSequence packed = (PackedSequence) in[0];
          Raw r = run(packed, (Tensor) in[1], null);
          return new PackedOutput(packed.with(r.output()), r.h());
        });
  }

  private Output output(Tensor x, Tensor h0) {
    Raw r = run(x, h0, null);
    return new Output(r.output(), r.h());
  }
}
