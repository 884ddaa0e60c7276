package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import jackhammer.internal.text.PyFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Any cell over all steps of sequences: what {@link LSTM} is for an {@link LSTMCell}, for a cell of
 * the user's own as well. PyTorch has no such layer; a loop takes its place there.
 *
 * <p>A cell is called once for each step and direction, with the bits that a loop would have. Those
 * of {@code Recurrent.of(new LSTMCell(10, 20))} are the bits of {@code new LSTM(10, 20)} with the
 * same weights, which is faster: it takes all steps in one op.
 *
 * <ul>
 *   <li>Input: (L, N, *), with batchFirst (N, L, *), without a batch (L, H), or a {@link
 *       PackedSequence}. The cell sees (N, *).
 *   <li>State: what the cell's is, a tensor or a record, list or array of tensors, each (num_layers
 *       * D, N, *), D = 2 if bidirectional, else 1; without a batch (num_layers * D, *). If it is
 *       not given, each cell begins from null. It is never batch-first.
 *   <li>Output: (L, N, D * H), or as the input says; and the last state as the initial one.
 *   <li>Options: batchFirst false, bidirectional false, dropout 0, inputDropout 0, stateDropout 0;
 *       see {@link Options}.
 *   <li>Errors: {@link IllegalArgumentException} for sizes that do not fit, for a sequence without
 *       steps, and for stateDropout with a cell that is not {@link Droppable}.
 * </ul>
 *
 * <p>A cell that is a {@link Module} stands under {@code l0}, those of further layers under {@code
 * l1}, ..., and those of the second direction under {@code l0_reverse}, ...; what a function
 * captures is not seen.
 *
 * <pre>{@code
 * Recurrent<LSTM.State> rnn = Recurrent.of(new LayerNormLSTMCell(10, 20));
 * Recurrent.Output<LSTM.State> r = rnn.call(randn(5, 3, 10));
 * r.output(); // (5, 3, 20)
 * r.state().c(); // (1, 3, 20)
 *
 * Recurrent<Tensor> two =
 *     Recurrent.of(
 *         2,
 *         (layer, reverse) -> new GRUCell(layer == 0 ? 10 : 40, 20),
 *         o -> o.bidirectional(true).batchFirst(true));
 * two.call(randn(3, 5, 10), new long[] {5, 2, 4}).output(); // (3, 5, 40)
 * }</pre>
 *
 * @param <S> the state of the cell
 */
public final class Recurrent<S> extends Module {

  /**
   * One step of a recurrent layer. {@link RNNCell}, {@link GRUCell}, {@link LSTMCell} and {@link
   * LayerNormLSTMCell} are cells; a cell of one's own extends {@link Module} and implements this.
   *
   * @param <S> its state: a tensor (N, *), or a record, list or array of tensors
   */
  @FunctionalInterface
  public interface Cell<S> {
    /**
     * The state after a step.
     *
     * @param x (N, *)
     * @param state the one before it; null at the beginning of sequences without a given state
     */
    S call(Tensor x, S state);

    /** What the layer gives for the step, (N, *): by default the first tensor of the state. */
    default Tensor output(S state) {
      List<Tensor> all = States.tensors(state);
      if (all.isEmpty()) {
        throw new IllegalArgumentException(
            "Recurrent: the state after a step must hold a tensor, (N, *), got "
                + (state == null ? "null" : state.getClass().getSimpleName()));
      }
      return all.get(0);
    }
  }

  /**
   * A cell whose last output enters the next step through products only, so that it can be dropped
   * from them. A {@link GRUCell} is none: it also carries it over, and what is carried over would
   * be divided by 1 - p at each step.
   */
  public interface Droppable<S> extends Cell<S> {
    /**
     * The state as the next step shall see it.
     *
     * @param mask as large as the output, 0 or 1 / (1 - p)
     */
    S dropped(S state, Tensor mask);
  }

  /** Makes the cell of one layer and direction. */
  @FunctionalInterface
  public interface Maker<S> {
    /**
     * @param layer from 0 on
     * @param reverse whether it runs from the last step to the first
     */
    Cell<S> make(int layer, boolean reverse);
  }

  /**
   * The optional arguments.
   *
   * @param batchFirst (N, L, *) instead of (L, N, *); default false
   * @param bidirectional whether each layer also runs from the last step to the first; default
   *     false
   * @param dropout the probability of being set to 0 for each element that goes from a layer to the
   *     next, in training; default 0
   * @param inputDropout the same for the input of each layer, but with one mask for all steps of a
   *     sequence; default 0. This and the next are the dropout of Gal and Ghahramani, A
   *     Theoretically Grounded Application of Dropout in Recurrent Neural Networks, 2016,
   *     https://arxiv.org/abs/1512.05287: the mask of a sequence, layer and direction is drawn once
   *     and taken at each step
   * @param stateDropout the same for what a step hands to the next; default 0
   */
  public record Options(
      boolean batchFirst,
      boolean bidirectional,
      double dropout,
      double inputDropout,
      double stateDropout) {
    /** Checks the probabilities. */
    public Options {
      F.checkProbability(NAME, "dropout", dropout);
      F.checkProbability(NAME, "inputDropout", inputDropout);
      F.checkProbability(NAME, "stateDropout", stateDropout);
    }

    static final Options DEFAULT = new Options(false, false, 0, 0, 0);

    /** With the batch as first dimension, or the time. */
    public Options batchFirst(boolean value) {
      return new Options(value, bidirectional, dropout, inputDropout, stateDropout);
    }

    /** With both directions, or one. */
    public Options bidirectional(boolean value) {
      return new Options(batchFirst, value, dropout, inputDropout, stateDropout);
    }

    /** With dropout between layers. */
    public Options dropout(double p) {
      return new Options(batchFirst, bidirectional, p, inputDropout, stateDropout);
    }

    /** With dropout of the input of each layer, one mask for a sequence. */
    public Options inputDropout(double p) {
      return new Options(batchFirst, bidirectional, dropout, p, stateDropout);
    }

    /** With dropout of what a step hands to the next, one mask for a sequence. */
    public Options stateDropout(double p) {
      return new Options(batchFirst, bidirectional, dropout, inputDropout, p);
    }
  }

  /**
   * The output of all steps and the last state.
   *
   * @param output (L, N, D * H), with batchFirst (N, L, D * H), without a batch (L, D * H)
   * @param state of each sequence after its last step, of each layer and direction
   */
  public record Output<S>(Tensor output, S state) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + state + ")";
    }
  }

  /**
   * The output of all steps of packed sequences and their last states.
   *
   * @param output packed as the input
   * @param state of each sequence, in the order in which they came
   */
  public record PackedOutput<S>(PackedSequence output, S state) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + state + ")";
    }
  }

  private static final String NAME = "Recurrent";

  private final Options options;

  private Recurrent(int numLayers, Maker<S> maker, Options options) {
    this.options = options;
    if (numLayers < 1) {
      throw new IllegalArgumentException(
          NAME + ": num_layers must be at least 1, got " + numLayers);
    }
    if (numLayers > RecurrentOptions.MOST_LAYERS) {
      throw new IllegalArgumentException(
          NAME
              + ": num_layers must be at most "
              + RecurrentOptions.MOST_LAYERS
              + ", got "
              + numLayers);
    }
    Check.notNull(NAME, "maker", maker);
    for (int layer = 0; layer < numLayers; layer++) {
      for (int d = 0; d < directions(); d++) {
        String name = "l" + layer + (d == 0 ? "" : "_reverse");
        Cell<S> cell = Check.notNull(NAME, "cell " + name, maker.make(layer, d == 1));
        if (options.stateDropout > 0 && !(cell instanceof Droppable)) {
          throw new IllegalArgumentException(
              String.format(
                  "%s: stateDropout needs a cell that is Droppable, whose output enters the next step"
                      + " through products only, got %s as %s",
                  NAME, cell.getClass().getSimpleName(), name));
        }
        registerModule(name, cell instanceof Module m ? m : new Step(cell));
      }
    }
  }

  /** One layer, from the first step to the last. */
  public static <S> Recurrent<S> of(Cell<S> cell) {
    return of(cell, o -> o);
  }

  /**
   * One layer with options, for example {@code o -> o.batchFirst(true)}. A second direction would
   * need a cell of its own: {@link #of(int, Maker, UnaryOperator)}.
   */
  public static <S> Recurrent<S> of(Cell<S> cell, UnaryOperator<Options> options) {
    Check.notNull(NAME, "cell", cell);
    Options o = Check.options(NAME, options, Options.DEFAULT);
    if (o.bidirectional) {
      throw new IllegalArgumentException(
          NAME
              + ": bidirectional needs a cell for each direction, got one; give a function that makes"
              + " them: Recurrent.of(1, (layer, reverse) -> new LSTMCell(10, 20), options)");
    }
    return new Recurrent<>(1, (layer, reverse) -> cell, o);
  }

  /** Several layers on each other, the first below. */
  public static <S> Recurrent<S> of(int numLayers, Maker<S> maker) {
    return of(numLayers, maker, o -> o);
  }

  /**
   * Several layers with options.
   *
   * @param maker makes the cell of each layer and direction; the input of all but the first layer
   *     has the output features of both directions of the layer below
   */
  public static <S> Recurrent<S> of(int numLayers, Maker<S> maker, UnaryOperator<Options> options) {
    return new Recurrent<>(numLayers, maker, Check.options(NAME, options, Options.DEFAULT));
  }

  /** What the layer was made with. */
  public Options options() {
    return options;
  }

  /** The cell of a layer and direction. */
  public Cell<S> cell(int layer, boolean reverse) {
    List<Cell<S>> cells = cells();
    int layers = cells.size() / directions();
    if (layer < 0 || layer >= layers || reverse && !options.bidirectional) {
      throw new IndexOutOfBoundsException(
          String.format(
              "%s: there are %d layers in %d direction%s, got layer %d%s",
              NAME,
              layers,
              directions(),
              options.bidirectional ? "s" : "",
              layer,
              reverse ? " in reverse" : ""));
    }
    return cells.get(layer * directions() + (reverse ? 1 : 0));
  }

  /** One for each layer and direction. */
  private List<Cell<S>> cells() {
    List<Cell<S>> result = new ArrayList<>();
    for (Module m : entries().values()) {
      // The constructor registers nothing else.
      @SuppressWarnings("unchecked")
      Cell<S> cell = (Cell<S>) (m instanceof Step step ? step.function : m);
      result.add(cell);
    }
    return result;
  }

  private int directions() {
    return options.bidirectional ? 2 : 1;
  }

  // ---- calls ----

  /** Each cell begins from null. */
  public Output<S> call(Tensor x) {
    return call(new Object[] {x}, in -> run((Tensor) in[0], null));
  }

  /**
   * From a given state.
   *
   * @param state null: each cell begins from null
   */
  public Output<S> call(Tensor x, S state) {
    return call(new Object[] {x, state}, in -> run((Tensor) in[0], state(in[1])));
  }

  /**
   * Padded sequences of unequal length: exact to the result of the packed ones. What lies behind
   * the end of a sequence is not read; the output is 0 there.
   *
   * @param lengths of each sequence, from 1 to L
   */
  public Output<S> call(Tensor x, long[] lengths) {
    return call(x, lengths, null);
  }

  /** {@link #call(Tensor, long[])} from a given state. */
  public Output<S> call(Tensor x, long[] lengths, S state) {
    return call(
        new Object[] {x, lengths, state},
        in -> {
          Tensor padded = checkBatch((Tensor) in[0]);
          boolean first = options.batchFirst;
          PackedSequence packed = RnnUtils.pack(NAME, padded, (long[]) in[1], first, false);
          PackedOutput<S> r = run(packed, state(in[2]));
          Tensor output =
              RnnUtils.padPackedSequence(
                      r.output, o -> o.batchFirst(first).totalLength(padded.size(first ? 1 : 0)))
                  .output();
          return new Output<>(output, r.state);
        });
  }

  /** Packed sequences. */
  public PackedOutput<S> call(PackedSequence x) {
    return call(x, null);
  }

  /** Packed sequences from a given state. */
  public PackedOutput<S> call(PackedSequence x, S state) {
    return call(new Object[] {x, state}, in -> run((PackedSequence) in[0], state(in[1])));
  }

  /** An argument as hooks see it: they can only put a state in its place. */
  @SuppressWarnings("unchecked")
  private S state(Object argument) {
    return (S) argument;
  }

  private Output<S> run(Tensor x, S state) {
    Check.notNull(NAME, "input", x);
    if (x.dim() == 2) {
      checkState(state, -1);
      int batch = options.batchFirst ? 0 : 1;
      Output<S> r = steps(x.unsqueeze(batch), States.map(state, t -> t.unsqueeze(1)));
      return new Output<>(r.output.squeeze(batch), States.map(r.state, t -> t.squeeze(1)));
    }
    checkBatch(x);
    checkState(state, x.size(options.batchFirst ? 0 : 1));
    return steps(x, state);
  }

  private Output<S> steps(Tensor x, S state) {
    Tensor in = options.batchFirst ? x.transpose(0, 1) : x;
    if (in.size(0) == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a sequence must have at least one step, got none in an input of size %s, read as"
                  + " %s",
              NAME, Check.show(x), order()));
    }
    int[] batchSizes = new int[(int) in.size(0)];
    Arrays.fill(batchSizes, (int) in.size(1));
    Output<S> r =
        new RecurrentPass<S>(options, isTraining(), batchSizes, false, null)
            .run(cells(), in, state);
    return options.batchFirst ? new Output<>(r.output.transpose(0, 1), r.state) : r;
  }

  private PackedOutput<S> run(PackedSequence x, S state) {
    Check.notNull(NAME, "input", x);
    if (x.data().dim() < 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a packed input must have at least 2 dimensions, (rows, *), got size %s",
              NAME, Check.show(x.data())));
    }
    int[] batchSizes = x.sizes();
    checkState(state, batchSizes[0]);
    Output<S> r =
        new RecurrentPass<S>(options, isTraining(), batchSizes, true, x.sortedIndices())
            .run(cells(), x.data(), ordered(state, x.sortedIndices()));
    return new PackedOutput<>(x.with(r.output), ordered(r.state, x.unsortedIndices()));
  }

  private static <S> S ordered(S state, Tensor order) {
    return order == null ? state : States.map(state, t -> t.indexSelect(1, order));
  }

  // ---- what fits ----

  private String order() {
    return options.batchFirst ? "(N, L, *)" : "(L, N, *)";
  }

  private Tensor checkBatch(Tensor x) {
    Check.notNull(NAME, "input", x);
    if (x.dim() < 3) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have at least 3 dimensions, %s, or, without a batch and without"
                  + " lengths, 2, (L, H), got size %s",
              NAME, order(), Check.show(x)));
    }
    return x;
  }

  /**
   * @param n the number of sequences, -1 without a batch
   */
  private void checkState(S state, long n) {
    int count = entries().size();
    boolean isBatch = n >= 0;
    for (Tensor t : States.tensors(state)) {
      if (t.dim() < (isBatch ? 2 : 1) || t.size(0) != count || isBatch && t.size(1) != n) {
        throw new IllegalArgumentException(
            String.format(
                "%s: a state must hold tensors (num_layers * directions%s, *), here (%d%s, *), got"
                    + " size %s%s",
                NAME,
                isBatch ? ", N" : "",
                count,
                isBatch ? ", " + n : "",
                Check.show(t),
                isBatch && t.dim() > 1 && t.size(0) == n && t.size(1) == count
                    ? "; it seems to be batch-first, which states never are: transpose(0, 1) turns it"
                    : ""));
      }
    }
  }

  @Override
  protected String extraRepr() {
    List<String> parts = new ArrayList<>();
    if (options.batchFirst) {
      parts.add("batch_first=True");
    }
    if (options.bidirectional) {
      parts.add("bidirectional=True");
    }
    add(parts, "dropout", options.dropout);
    add(parts, "input_dropout", options.inputDropout);
    add(parts, "state_dropout", options.stateDropout);
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String name, double p) {
    if (p != 0) {
      parts.add(name + "=" + PyFormat.repr(p));
    }
  }

  /** A function among cells. */
  private static final class Step extends Module {
    private final Cell<?> function;

    Step(Cell<?> function) {
      this.function = function;
    }

    @Override
    protected String extraRepr() {
      return function.getClass().isSynthetic() ? "" : function.getClass().getSimpleName();
    }
  }
}
