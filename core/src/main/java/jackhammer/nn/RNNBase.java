package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.kernel.RecurrentArgs;
import jackhammer.internal.kernel.RecurrentCell;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.RecurrentOps;
import jackhammer.internal.ops.Shapes;
import jackhammer.internal.text.PyFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link RNN}, {@link LSTM} and {@link GRU} share: everything but the formula of a step and
 * the cell state.
 *
 * <p>Parameters, for each layer k and with {@code _reverse} behind it for the second direction:
 * weight_ih_l[k] (gates * hidden_size, input_size; from the second layer on the features of the
 * layer before), weight_hh_l[k] (gates * hidden_size, output features), bias_ih_l[k] and
 * bias_hh_l[k] (gates * hidden_size), and with a projection weight_hr_l[k] (proj_size,
 * hidden_size). All are drawn from U(-b, b) with b = 1 / sqrt(hidden_size).
 */
public abstract sealed class RNNBase extends Module permits RNN, LSTM, GRU {

  /**
   * The output of all steps and the last state.
   *
   * @param output (L, N, D * H), with batchFirst (N, L, D * H), without a batch (L, D * H)
   * @param h (num_layers * D, N, H), without a batch (num_layers * D, H): the state of each
   *     sequence after its last step, of each layer and direction
   */
  public record Output(Tensor output, Tensor h) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + h + ")";
    }
  }

  /**
   * The output of all steps of packed sequences and their last states.
   *
   * @param output packed as the input, D * H features
   * @param h (num_layers * D, N, H), in the order in which the sequences came
   */
  public record PackedOutput(PackedSequence output, Tensor h) {
    /** As Python prints the pair. */
    @Override
    public String toString() {
      return "(" + output + ", " + h + ")";
    }
  }

  /** c is null where there is no cell state. */
  record Raw(Tensor output, Tensor h, Tensor c) {}

  private final RecurrentOptions options;
  private final RecurrentCell cell;

  /** One for each layer and direction. */
  private final List<Direction> directions = new ArrayList<>();

  /** The parameters of one direction of one layer. */
  private record Direction(Slot ih, Slot hh, Slot biasIh, Slot biasHh, Slot hr) {
    RecurrentOps.Weights weights() {
      return new RecurrentOps.Weights(
          ih.get(), hh.get(), biasIh.get(), biasHh.get(), hr == null ? null : hr.get());
    }
  }

  RNNBase(RecurrentCell cell, String layer, RecurrentOptions options) {
    this.options = Check.notNull(layer, "options", options);
    this.cell = cell;
    if (!options.op().equals(layer)) {
      throw new IllegalArgumentException(
          layer
              + ": these are options of "
              + options.op()
              + ", make them with "
              + layer
              + ".options");
    }
    if (options.dropout() > 0 && options.numLayers() == 1) {
      System.err.println(
          "jackhammer: "
              + layer
              + ": dropout acts on the output of every layer but the last, so dropout = "
              + options.dropout()
              + " does nothing with num_layers = 1");
    }
    for (int l = 0; l < options.numLayers(); l++) {
      for (int d = 0; d < options.directions(); d++) {
        directions.add(direction(l, d == 0 ? "" : "_reverse"));
      }
    }
    resetParameters();
  }

  private Direction direction(int layer, String suffix) {
    String end = "_l" + layer + suffix;
    long rows = (long) cell.gates() * options.hiddenSize();
    long in = layer == 0 ? options.inputSize() : (long) options.directions() * options.outputSize();
    return new Direction(
        register("weight_ih" + end, rows, in),
        register("weight_hh" + end, rows, options.outputSize()),
        options.bias() ? register("bias_ih" + end, rows) : registerParameter("bias_ih" + end, null),
        options.bias() ? register("bias_hh" + end, rows) : registerParameter("bias_hh" + end, null),
        options.projSize() > 0
            ? register("weight_hr" + end, options.projSize(), options.hiddenSize())
            : null);
  }

  private Slot register(String name, long... sizes) {
    return registerParameter(name, Weights.empty(options.op(), options.dtype(), sizes));
  }

  /** What the layer was made with. */
  public RecurrentOptions options() {
    return options;
  }

  /** Draws all parameters anew from U(-b, b), b = 1 / sqrt(hidden_size). */
  public void resetParameters() {
    double bound = 1 / Math.sqrt(options.hiddenSize());
    parameters().forEach(p -> Init.uniform_(p, -bound, bound));
  }

  /**
   * Does nothing: there is no memory in which the weights would have to lie side by side. It exists
   * because code for PyTorch calls it.
   */
  public void flattenParameters() {}

  // ---- a call ----

  /**
   * @param h0 (num_layers * D, N, H), without a batch (num_layers * D, H); null for zeros
   * @param c0 the same of the cell state, null where there is none
   */
  final Raw run(Tensor x, Tensor h0, Tensor c0) {
    checkInput(x);
    boolean isBatch = x.dim() == 3;
    int time = options.batchFirst() && isBatch ? 1 : 0;
    if (x.size(time) == 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a sequence must have at least one step, got none in an input of size %s%s",
              options.op(),
              Check.show(x),
              isBatch ? ", read as " + (time == 1 ? "(N, L, H)" : "(L, N, H)") : ""));
    }
    long sequences = isBatch ? x.size(1 - time) : 1;
    checkState("h_0", h0, isBatch, sequences, options.outputSize());
    if (cell == RecurrentCell.LSTM) {
      checkState("c_0", c0, isBatch, sequences, options.hiddenSize());
    }
    if (!isBatch) {
      int batch = options.batchFirst() ? 0 : 1;
      Tensor in = batch == 0 ? x.unsqueeze(0).transpose(0, 1) : x.unsqueeze(1);
      Raw r = steps(in, h0 == null ? null : h0.unsqueeze(1), c0 == null ? null : c0.unsqueeze(1));
      Tensor out = batch == 0 ? transposed(r.output).squeeze(0) : r.output.squeeze(1);
      return new Raw(out, r.h.squeeze(1), r.c == null ? null : r.c.squeeze(1));
    }
    Raw r = steps(time == 1 ? x.transpose(0, 1) : x, h0, c0);
    return time == 1 ? new Raw(transposed(r.output), r.h, r.c) : r;
  }

  /**
   * The same for packed sequences; states stand in the order in which they came.
   *
   * @return with the rows of the output
   */
  final Raw run(PackedSequence x, Tensor h0, Tensor c0) {
    Check.notNull(options.op(), "input", x);
    if (x.data().dim() != 2) {
      throw new IllegalArgumentException(
          String.format(
              "%s: a packed input must have 2 dimensions, (rows, input_size), got size %s",
              options.op(), Check.show(x.data())));
    }
    checkFeatures(x.data());
    int[] batchSizes = x.sizes();
    checkState("h_0", h0, true, batchSizes[0], options.outputSize());
    if (cell == RecurrentCell.LSTM) {
      checkState("c_0", c0, true, batchSizes[0], options.hiddenSize());
    }
    Tensor order = x.sortedIndices();
    Raw r = layers(x.data(), batchSizes, "CatBackward0", ordered(h0, order), ordered(c0, order));
    Tensor back = x.unsortedIndices();
    return new Raw(r.output, ordered(r.h, back), ordered(r.c, back));
  }

  private static Tensor ordered(Tensor state, Tensor order) {
    return state == null || order == null ? state : state.indexSelect(1, order);
  }

  /** The same for padded sequences of these lengths: what lies behind is not read, and 0. */
  final Raw run(Tensor x, long[] lengths, Tensor h0, Tensor c0) {
    checkInput(x);
    if (x.dim() != 3) {
      throw new IllegalArgumentException(
          String.format(
              "%s: lengths are those of a batch of sequences, %s, got an input of size %s",
              options.op(),
              options.batchFirst() ? "(N, L, input_size)" : "(L, N, input_size)",
              Check.show(x)));
    }
    PackedSequence packed = RnnUtils.pack(options.op(), x, lengths, options.batchFirst(), false);
    Raw r = run(packed, h0, c0);
    long steps = x.size(options.batchFirst() ? 1 : 0);
    RnnUtils.Padded padded =
        RnnUtils.padPackedSequence(
            packed.with(r.output), o -> o.batchFirst(options.batchFirst()).totalLength(steps));
    return new Raw(padded.output(), r.h, r.c);
  }

  /** PyTorch transposes LSTM's output by a view and the others' in place. */
  private Tensor transposed(Tensor out) {
    return cell == RecurrentCell.LSTM ? out.transpose(0, 1) : Shapes.transposedInPlace(out, 0, 1);
  }

  private Raw steps(Tensor x, Tensor h0, Tensor c0) {
    int[] batchSizes = new int[(int) x.size(0)];
    Arrays.fill(batchSizes, (int) x.size(1));
    return layers(x, batchSizes, gradFn(x), h0, c0);
  }

  /** Which op PyTorch takes for the steps. */
  private String gradFn(Tensor x) {
    boolean isOneDnn =
        cell == RecurrentCell.LSTM
            && x.dtype() == jackhammer.DType.FLOAT32
            && options.projSize() == 0
            && x.numel() > 0;
    return isOneDnn ? "MkldnnRnnLayerBackward0" : "StackBackward0";
  }

  /**
   * All layers.
   *
   * @param x (L, N, H), or the rows of a packed sequence
   * @param gradFn the name of what a direction of a layer gives
   */
  private Raw layers(Tensor x, int[] batchSizes, String gradFn, Tensor h0, Tensor c0) {
    int count = directions.size();
    Tensor[] h = new Tensor[count];
    Tensor[] c = new Tensor[count];
    boolean isLstm = cell == RecurrentCell.LSTM;
    Tensor zeroH = h0 == null ? zeros(x, batchSizes[0], options.outputSize()) : null;
    Tensor zeroC = isLstm && c0 == null ? zeros(x, batchSizes[0], options.hiddenSize()) : null;
    Tensor out = x;
    int perLayer = options.directions();
    for (int layer = 0; layer < options.numLayers(); layer++) {
      Tensor[] outs = new Tensor[perLayer];
      for (int d = 0; d < perLayer; d++) {
        int i = layer * perLayer + d;
        RecurrentOps.Result r =
            RecurrentOps.layer(
                new RecurrentArgs(cell, batchSizes, d == 1),
                gradFn,
                out,
                h0 == null ? zeroH : h0.select(0, i),
                !isLstm ? null : c0 == null ? zeroC : c0.select(0, i),
                directions.get(i).weights());
        outs[d] = r.output();
        h[i] = r.h();
        c[i] = r.c();
      }
      out = perLayer == 1 ? outs[0] : Tensor.cat(-1, outs);
      if (options.dropout() > 0 && layer < options.numLayers() - 1) {
        out = F.dropout(out, options.dropout(), isTraining());
      }
    }
    return new Raw(out, Tensor.stack(0, h), isLstm ? Tensor.stack(0, c) : null);
  }

  private static Tensor zeros(Tensor x, long rows, long features) {
    return Tensor.zeros(Tensor.size(rows, features), o -> o.dtype(x.dtype()));
  }

  // ---- what fits ----

  private void checkInput(Tensor x) {
    String op = options.op();
    Check.notNull(op, "input", x);
    if (x.dim() != 2 && x.dim() != 3) {
      throw new IllegalArgumentException(
          String.format(
              "%s: input must have 3 dimensions, %s, or, without a batch, 2, (L, input_size), got %s",
              op,
              options.batchFirst() ? "(N, L, input_size)" : "(L, N, input_size)",
              Check.show(x)));
    }
    checkFeatures(x);
  }

  private void checkFeatures(Tensor x) {
    String op = options.op();
    Tensor weight = directions.get(0).ih.get();
    Check.sameType(op, "input", x.dtype(), "the layer's weight", weight.dtype());
    Check.fullFloat(op, x.dtype());
    if (x.size(-1) != options.inputSize()) {
      throw new IllegalArgumentException(
          String.format(
              "%s: the last size of input must be input_size = %d, got %d in an input of size %s",
              op, options.inputSize(), x.size(-1), Check.show(x)));
    }
  }

  private void checkState(String name, Tensor state, boolean isBatch, long n, int features) {
    if (state == null) {
      return;
    }
    String op = options.op();
    long count = directions.size();
    if (state.dim() != (isBatch ? 3 : 2)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: for an input %s a batch %s must have %d dimensions, %s, got size %s",
              op,
              isBatch ? "with" : "without",
              name,
              isBatch ? 3 : 2,
              isBatch ? "(num_layers * directions, N, H)" : "(num_layers * directions, H)",
              Check.show(state)));
    }
    long[] expected = isBatch ? new long[] {count, n, features} : new long[] {count, features};
    long[] given = state.size().toLongArray();
    if (!Arrays.equals(given, expected)) {
      throw new IllegalArgumentException(
          String.format(
              "%s: %s must have size %s, that is %s with num_layers * directions = %d * %d = %d, got"
                  + " %s%s",
              op,
              name,
              Arrays.toString(expected),
              isBatch ? "(num_layers * directions, N, H)" : "(num_layers * directions, H)",
              options.numLayers(),
              options.directions(),
              count,
              Arrays.toString(given),
              advice(name, given, expected)));
    }
    Check.sameType(
        op, name, state.dtype(), "the layer's weight", directions.get(0).ih.get().dtype());
  }

  private static String advice(String name, long[] given, long[] expected) {
    if (given.length != 3) {
      return "";
    }
    if (given[0] == expected[1] && given[1] == expected[0] && given[2] == expected[2]) {
      return "; it seems to be batch-first, which states never are: give "
          + name
          + ".transpose(0, 1)";
    }
    return given[0] != expected[0] && given[1] == expected[1] && given[2] == expected[2]
        ? "; one state for each layer and direction is needed"
        : "";
  }

  @Override
  protected String extraRepr() {
    StringBuilder s = new StringBuilder();
    s.append(options.inputSize()).append(", ").append(options.hiddenSize());
    if (options.projSize() != 0) {
      s.append(", proj_size=").append(options.projSize());
    }
    if (options.numLayers() != 1) {
      s.append(", num_layers=").append(options.numLayers());
    }
    if (!options.bias()) {
      s.append(", bias=False");
    }
    if (options.batchFirst()) {
      s.append(", batch_first=True");
    }
    if (options.dropout() != 0) {
      s.append(", dropout=").append(PyFormat.repr(options.dropout()));
    }
    if (options.bidirectional()) {
      s.append(", bidirectional=True");
    }
    return s.toString();
  }
}
