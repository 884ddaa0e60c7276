package jackhammer.nn;

import jackhammer.DType;
import jackhammer.internal.ops.Check;
import java.util.Set;

/**
 * What {@link RNN}, {@link LSTM} and {@link GRU} are made with. An option that a layer does not
 * have is refused.
 *
 * @param op the layer, as it is called in messages
 * @param inputSize features of the input
 * @param hiddenSize features of the hidden state
 * @param numLayers how many layers stand on each other; default 1
 * @param nonlinearity TANH (default) or RELU, RNN only
 * @param bias whether there are biases; default true
 * @param batchFirst whether input and output are (N, L, features) instead of (L, N, features);
 *     states never are; default false
 * @param dropout the probability with which, in training, an element of the output of each layer
 *     but the last is set to 0; default 0
 * @param bidirectional whether a second direction reads each sequence from its end; default false
 * @param projSize features to which LSTM's output is reduced by a matrix; 0 (default): it is not
 * @param dtype float32 (default) or float64
 */
public record RecurrentOptions(
    String op,
    int inputSize,
    int hiddenSize,
    int numLayers,
    Nonlinearity nonlinearity,
    boolean bias,
    boolean batchFirst,
    double dropout,
    boolean bidirectional,
    int projSize,
    DType dtype) {
  private static final Set<String> LAYERS = Set.of("RNN", "LSTM", "GRU");

  /** More are a mistake, which would otherwise end when memory does. */
  static final int MOST_LAYERS = 10_000;

  /** Checks each of them by itself, and the projection against the hidden size. */
  public RecurrentOptions {
    if (!LAYERS.contains(Check.notNull("RecurrentOptions", "op", op))) {
      throw new IllegalArgumentException(
          "RecurrentOptions: op must be RNN, LSTM or GRU, got \"" + op + "\"");
    }
    positive(op, "input_size", inputSize);
    positive(op, "hidden_size", hiddenSize);
    positive(op, "num_layers", numLayers);
    if (numLayers > MOST_LAYERS) {
      throw new IllegalArgumentException(
          String.format("%s: num_layers must be at most %d, got %d", op, MOST_LAYERS, numLayers));
    }
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new IllegalArgumentException(
          op + ": dropout must be a probability in [0, 1], got " + dropout);
    }
    checkNonlinearity(op, nonlinearity);
    if (projSize != 0) {
      checkProjection(op, hiddenSize, projSize);
    }
    Weights.checkType(op, dtype);
  }

  static RecurrentOptions of(String op, int inputSize, int hiddenSize) {
    return new RecurrentOptions(
        op, inputSize, hiddenSize, 1, Nonlinearity.TANH, true, false, 0, false, 0, DType.FLOAT32);
  }

  private static void positive(String op, String argument, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          String.format("%s: %s must be at least 1, got %d", op, argument, value));
    }
  }

  static void checkNonlinearity(String op, Nonlinearity nonlinearity) {
    if (nonlinearity != Nonlinearity.TANH && nonlinearity != Nonlinearity.RELU) {
      throw new IllegalArgumentException(
          op + ": nonlinearity must be tanh or relu, got " + nonlinearity);
    }
  }

  private static void checkProjection(String op, int hiddenSize, int projSize) {
    if (!op.equals("LSTM")) {
      throw new IllegalArgumentException(op + ": proj_size is an option of LSTM only");
    }
    if (projSize < 0 || projSize >= hiddenSize) {
      throw new IllegalArgumentException(
          String.format(
              "LSTM: proj_size must be positive and smaller than hidden_size = %d, or 0 for no"
                  + " projection, got %d",
              hiddenSize, projSize));
    }
  }

  /** With so many layers on each other. */
  public RecurrentOptions numLayers(int value) {
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        value,
        nonlinearity,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        dtype);
  }

  /** With another function of the sum, RNN only. */
  public RecurrentOptions nonlinearity(Nonlinearity value) {
    if (!op.equals("RNN")) {
      throw new IllegalArgumentException(op + ": nonlinearity is an option of RNN only");
    }
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        value,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        dtype);
  }

  /** {@link #nonlinearity(Nonlinearity)} by PyTorch's name, tanh or relu. */
  public RecurrentOptions nonlinearity(String value) {
    return nonlinearity(Nonlinearity.of(value));
  }

  /** With biases, or without. */
  public RecurrentOptions bias(boolean value) {
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        nonlinearity,
        value,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        dtype);
  }

  /** With input and output whose first dimension is the batch, or with the time first. */
  public RecurrentOptions batchFirst(boolean value) {
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        nonlinearity,
        bias,
        value,
        dropout,
        bidirectional,
        projSize,
        dtype);
  }

  /** With dropout between layers. */
  public RecurrentOptions dropout(double value) {
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        nonlinearity,
        bias,
        batchFirst,
        value,
        bidirectional,
        projSize,
        dtype);
  }

  /** With a second direction, or without. */
  public RecurrentOptions bidirectional(boolean value) {
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        nonlinearity,
        bias,
        batchFirst,
        dropout,
        value,
        projSize,
        dtype);
  }

  /** With an output of fewer features, LSTM only. */
  public RecurrentOptions projSize(int value) {
    if (!op.equals("LSTM")) {
      throw new IllegalArgumentException(op + ": proj_size is an option of LSTM only");
    }
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        nonlinearity,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        value,
        dtype);
  }

  /** With another element type. */
  public RecurrentOptions dtype(DType value) {
    return new RecurrentOptions(
        op,
        inputSize,
        hiddenSize,
        numLayers,
        nonlinearity,
        bias,
        batchFirst,
        dropout,
        bidirectional,
        projSize,
        value);
  }

  /** 2 with a second direction, else 1. */
  int directions() {
    return bidirectional ? 2 : 1;
  }

  /** Features that one direction of a layer gives. */
  int outputSize() {
    return projSize > 0 ? projSize : hiddenSize;
  }
}
