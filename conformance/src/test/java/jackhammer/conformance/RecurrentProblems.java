package jackhammer.conformance;

import static jackhammer.conformance.ConvProblems.list;
import static jackhammer.conformance.PoolProblems.bool;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.GRU;
import jackhammer.nn.LSTM;
import jackhammer.nn.PackedSequence;
import jackhammer.nn.Parametrize;
import jackhammer.nn.RNN;
import jackhammer.nn.RNNBase;
import jackhammer.nn.RecurrentOptions;
import jackhammer.nn.RnnUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Recurrent layers with every argument but dropout, on batches, single sequences and packed ones,
 * from given states and from zeros.
 */
final class RecurrentProblems {

  /** What the sequences come as. */
  enum Input {
    BATCH,
    UNBATCHED,
    PACKED_SORTED,
    PACKED_UNSORTED
  }

  /**
   * What is not drawn: {@value #COUNT} seeds in a row have every combination once.
   *
   * @param isDeep several layers
   * @param isOther a projection of LSTM's, ReLU instead of RNN's tanh; nothing of GRU's
   * @param isGiven from a state
   */
  record Combination(
      boolean isDeep,
      boolean hasBias,
      boolean isBatchFirst,
      boolean isBidirectional,
      boolean isOther,
      boolean isGiven,
      Input input,
      DType dtype) {
    static final int COUNT = 512;

    static Combination of(long seed) {
      long n = Math.floorMod(seed, (long) COUNT);
      return new Combination(
          (n & 1) != 0,
          (n & 2) != 0,
          (n & 4) != 0,
          (n & 8) != 0,
          (n & 16) != 0,
          (n & 32) != 0,
          Input.values()[(int) (n >> 6 & 3)],
          (n & 256) != 0 ? DType.FLOAT64 : DType.FLOAT32);
    }
  }

  private final Draw d;
  private final boolean isLstm;
  private final RecurrentOptions o;
  private final boolean isBatch;
  private final boolean isPacked;
  private final boolean isSorted;
  private final boolean isGiven;
  private final int steps;
  private final int sequences;
  private final int count;
  private final int features;
  private final long[] lengths;

  /** Names of the layer's parameters, in its order. */
  private final List<String> names = new ArrayList<>();

  private RecurrentProblems(Draw d, Combination c, String layer) {
    this.d = d;
    this.isLstm = layer.equals("LSTM");
    int units = c.isDeep || d.chance(0.8) ? d.between(2, 20) : d.between(250, 270);
    RecurrentOptions options =
        switch (layer) {
          case "LSTM" -> LSTM.options(d.between(1, 9), units);
          case "GRU" -> GRU.options(d.between(1, 9), units);
          default -> RNN.options(d.between(1, 9), units).nonlinearity(c.isOther ? "relu" : "tanh");
        };
    options =
        options
            .numLayers(c.isDeep ? d.between(2, 3) : 1)
            .bias(c.hasBias)
            .batchFirst(c.isBatchFirst)
            .bidirectional(c.isBidirectional);
    this.o = isLstm && c.isOther ? options.projSize(d.between(1, units - 1)) : options;
    this.isPacked = c.input == Input.PACKED_SORTED || c.input == Input.PACKED_UNSORTED;
    this.isBatch = c.input != Input.UNBATCHED;
    this.isSorted = c.input != Input.PACKED_UNSORTED;
    this.isGiven = c.isGiven;
    this.steps = d.between(1, 7);
    this.sequences = isBatch ? d.between(1, 6) : 1;
    this.count = o.numLayers() * (o.bidirectional() ? 2 : 1);
    this.features = o.projSize() > 0 ? o.projSize() : units;
    this.lengths =
        Arrays.stream(d.several(sequences, 1, steps))
            .asLongStream()
            .map(n -> -n)
            .sorted()
            .toArray();
    Arrays.setAll(lengths, i -> -lengths[i]);
    if (!isSorted) {
      for (int i = sequences - 1; i > 0; i--) {
        int j = d.between(0, i);
        long swapped = lengths[i];
        lengths[i] = lengths[j];
        lengths[j] = swapped;
      }
    }
  }

  static Problem draw(Draw d, String layer) {
    Combination c = Combination.of(d.seed);
    return new RecurrentProblems(new Draw(d.seed, c.dtype), c, layer).problem();
  }

  private Problem problem() {
    Problem.Inputs inputs = new Problem.Inputs();
    int[] sizes =
        !isBatch
            ? new int[] {steps, o.inputSize()}
            : o.batchFirst()
                ? new int[] {sequences, steps, o.inputSize()}
                : new int[] {steps, sequences, o.inputSize()};
    String x = inputs.leaf(d.normal(sizes));
    String h = state(inputs, features);
    String c = isLstm ? state(inputs, o.hiddenSize()) : null;
    int first = isGiven ? isLstm ? 3 : 2 : 1;
    List<String> weights = weights(inputs);
    StringBuilder s = new StringBuilder();
    // The functions take batches only.
    int batchDim = o.batchFirst() ? 0 : 1;
    s.append("x = ").append(isBatch ? x : x + ".unsqueeze(" + batchDim + ")").append("\n");
    s.append("h = ").append(isBatch || !isGiven ? h : h + ".unsqueeze(1)").append("\n");
    if (isLstm) {
      s.append("c = ").append(isBatch || !isGiven ? c : c + ".unsqueeze(1)").append("\n");
    }
    String kind =
        switch (o.op()) {
          case "LSTM" -> "lstm";
          case "GRU" -> "gru";
          default -> "rnn_" + o.nonlinearity();
        };
    String options =
        "[%s], %s, %d, 0.0, False, %s"
            .formatted(
                String.join(", ", weights), bool(o.bias()), o.numLayers(), bool(o.bidirectional()));
    String states = isLstm ? "[h, c]" : "h";
    String results = isLstm ? "y, hn, cn" : "y, hn";
    if (isPacked) {
      packed(s, kind, states, options, results);
    } else {
      s.append(
          "%s = torch.%s(x, %s, %s, %s)\n"
              .formatted(results, kind, states, options, bool(o.batchFirst())));
      if (!isBatch) {
        s.append("y = y.squeeze(").append(batchDim).append(")\nhn = hn.squeeze(1)\n");
        s.append(isLstm ? "cn = cn.squeeze(1)\n" : "");
      }
    }
    s.append("return [").append(results).append("]");
    String what =
        "%s of %s%s%s"
            .formatted(
                o,
                Arrays.toString(sizes),
                isPacked ? " packed " + Arrays.toString(lengths) : "",
                isGiven ? " from a state" : "");
    return inputs.body(s.toString(), what, t -> ours(t, first));
  }

  private String state(Problem.Inputs inputs, int size) {
    int[] sizes = isBatch ? new int[] {count, sequences, size} : new int[] {count, size};
    return isGiven
        ? inputs.leaf(d.normal(sizes))
        : "torch.zeros(%s, dtype=a0.dtype)".formatted(list(new int[] {count, sequences, size}));
  }

  private List<String> weights(Problem.Inputs inputs) {
    List<String> all = new ArrayList<>();
    int gates = isLstm ? 4 : o.op().equals("GRU") ? 3 : 1;
    int rows = gates * o.hiddenSize();
    double bound = 1.5 / Math.sqrt(o.hiddenSize());
    for (int l = 0; l < o.numLayers(); l++) {
      for (String end : o.bidirectional() ? new String[] {"", "_reverse"} : new String[] {""}) {
        String suffix = "_l" + l + end;
        int in = l == 0 ? o.inputSize() : features * (o.bidirectional() ? 2 : 1);
        weight(inputs, all, "weight_ih" + suffix, bound, rows, in);
        weight(inputs, all, "weight_hh" + suffix, bound, rows, features);
        if (o.bias()) {
          weight(inputs, all, "bias_ih" + suffix, bound, rows);
          weight(inputs, all, "bias_hh" + suffix, bound, rows);
        }
        if (o.projSize() > 0) {
          weight(inputs, all, "weight_hr" + suffix, bound, features, o.hiddenSize());
        }
      }
    }
    return all;
  }

  private void weight(
      Problem.Inputs inputs, List<String> all, String name, double bound, int... sizes) {
    all.add(inputs.leaf(d.uniform(-bound, bound, sizes)));
    names.add(name);
  }

  private void packed(StringBuilder s, String kind, String states, String options, String results) {
    Integer[] order = new Integer[sequences];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Long.compare(lengths[j], lengths[i]));
    int[] sorted = new int[sequences];
    int[] back = new int[sequences];
    int[] descending = new int[sequences];
    for (int i = 0; i < sequences; i++) {
      sorted[i] = order[i];
      back[order[i]] = i;
      descending[i] = (int) lengths[order[i]];
    }
    int batchDim = o.batchFirst() ? 0 : 1;
    s.append("order = torch.tensor(").append(list(sorted)).append(")\n");
    s.append("back = torch.tensor(").append(list(back)).append(")\n");
    s.append("x = x.index_select(").append(batchDim).append(", order)\n");
    s.append("h = h.index_select(1, order)\n");
    s.append(isLstm ? "c = c.index_select(1, order)\n" : "");
    s.append(
        "data, sizes = torch._pack_padded_sequence(x, torch.tensor(%s), %s)\n"
            .formatted(list(descending), bool(o.batchFirst())));
    s.append("%s = torch.%s(data, sizes, %s, %s)\n".formatted(results, kind, states, options));
    s.append("hn = hn.index_select(1, back)\n");
    s.append(isLstm ? "cn = cn.index_select(1, back)\n" : "");
  }

  private Tensor[] ours(Tensor[] t, int first) {
    RNNBase layer =
        switch (o.op()) {
          case "LSTM" -> new LSTM(o);
          case "GRU" -> new GRU(o);
          default -> new RNN(o);
        };
    layer.to(t[0].dtype());
    for (int i = 0; i < names.size(); i++) {
      Tensor weight = t[first + i];
      Parametrize.registerParametrization(layer, names.get(i), own -> weight);
    }
    Tensor h = isGiven ? t[1] : null;
    LSTM.State state = isGiven && isLstm ? new LSTM.State(t[1], t[2]) : null;
    if (isPacked) {
      PackedSequence x =
          RnnUtils.packPaddedSequence(
              t[0], lengths, p -> p.batchFirst(o.batchFirst()).enforceSorted(isSorted));
      return switch (layer) {
        case LSTM lstm -> {
          LSTM.PackedOutput r = lstm.call(x, state);
          yield new Tensor[] {r.output().data(), r.state().h(), r.state().c()};
        }
        case GRU gru -> outputs(gru.call(x, h));
        case RNN rnn -> outputs(rnn.call(x, h));
      };
    }
    return switch (layer) {
      case LSTM lstm -> {
        LSTM.Output r = lstm.call(t[0], state);
        yield new Tensor[] {r.output(), r.state().h(), r.state().c()};
      }
      case GRU gru -> outputs(gru.call(t[0], h));
      case RNN rnn -> outputs(rnn.call(t[0], h));
    };
  }

  private static Tensor[] outputs(RNNBase.Output r) {
    return new Tensor[] {r.output(), r.h()};
  }

  private static Tensor[] outputs(RNNBase.PackedOutput r) {
    return new Tensor[] {r.output().data(), r.h()};
  }
}
