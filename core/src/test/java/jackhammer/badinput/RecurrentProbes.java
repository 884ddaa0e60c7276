package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.GRU;
import jackhammer.nn.GRUCell;
import jackhammer.nn.LSTM;
import jackhammer.nn.LSTMCell;
import jackhammer.nn.PackedSequence;
import jackhammer.nn.RNN;
import jackhammer.nn.RNNBase;
import jackhammer.nn.RNNCell;
import jackhammer.nn.RecurrentOptions;
import jackhammer.nn.RnnUtils;
import java.util.List;
import java.util.function.UnaryOperator;

/** Recurrent layers. */
final class RecurrentProbes {
  private RecurrentProbes() {}

  static void add(Probes p) {
    for (String layer : new String[] {"RNN", "LSTM", "GRU"}) {
      inputs(p, layer);
      states(p, layer);
      arguments(p, layer);
    }
    lstm(p);
    ours(p);
    for (String cell : new String[] {"RNNCell", "LSTMCell", "GRUCell"}) {
      cells(p, cell);
    }
    packing(p);
  }

  private static RNNBase make(String layer, UnaryOperator<RecurrentOptions> o) {
    return switch (layer) {
      case "RNN" -> new RNN(4, 5, o);
      case "LSTM" -> new LSTM(4, 5, o);
      default -> new GRU(4, 5, o);
    };
  }

  private static Object call(RNNBase layer, Tensor x, Tensor h) {
    return switch (layer) {
      case RNN rnn -> rnn.call(x, h);
      case GRU gru -> gru.call(x, h);
      case LSTM lstm -> h == null ? lstm.call(x) : lstm.call(x, new LSTM.State(h, h.clone()));
    };
  }

  private static Object call(String layer, Tensor x, Tensor h) {
    return call(make(layer, o -> o), x, h);
  }

  private static void inputs(Probes p, String layer) {
    p.refused(
            layer + "(4,5) in 1D",
            () -> call(layer, ones(4), null),
            layer + ": input must have 3 dimensions, (L, N, input_size), or, without a batch, 2",
            "got [4]",
            "in " + layer + "(4, 5)")
        .refused(
            layer + "(4,5) in 4D",
            () -> call(layer, ones(1, 2, 3, 4), null),
            layer + ": input must have 3 dimensions",
            "got [1, 2, 3, 4]")
        .refused(
            layer + "(4,5) wrong feat",
            () -> call(layer, ones(7, 2, 3), null),
            layer
                + ": the last size of input must be input_size = 4, got 3 in an input of size [7, 2, 3]")
        .refused(
            layer + " double input",
            () -> call(layer, ones(size(7, 2, 4), o -> o.dtype(DType.FLOAT64)), null),
            layer + ": input is torch.float64 but the layer's weight is torch.float32")
        .refused(
            layer + " seq len 0",
            () -> call(layer, ones(0, 2, 4), null),
            layer
                + ": a sequence must have at least one step, got none in an input of size [0, 2, 4],"
                + " read as (L, N, H)")
        .works(
            layer + " batch 0",
            () ->
                switch (make(layer, o -> o)) {
                  case RNN rnn -> rnn.call(ones(7, 0, 4)).output().size();
                  case GRU gru -> gru.call(ones(7, 0, 4)).output().size();
                  case LSTM lstm -> lstm.call(ones(7, 0, 4)).output().size();
                },
            "torch.Size([7, 0, 5])");
  }

  private static void states(Probes p, String layer) {
    RNNBase first = make(layer, o -> o.batchFirst(true));
    RNNBase both = make(layer, o -> o.numLayers(2).bidirectional(true));
    RNNBase two = make(layer, o -> o.numLayers(2));
    String size = layer + ": h_0 must have size ";
    p.refused(
            layer + "(4,5) h0 batch mismatch (batch_first confusion)",
            () -> call(layer, ones(7, 2, 4), ones(1, 7, 5)),
            size + "[1, 2, 5], that is (num_layers * directions, N, H)",
            "got [1, 7, 5]")
        .refused(
            layer + "(4,5,2,bi) h0 wrong layers",
            () -> call(both, ones(7, 2, 4), ones(2, 2, 5)),
            size + "[4, 2, 5]",
            "num_layers * directions = 2 * 2 = 4, got [2, 2, 5]",
            "one state for each layer and direction is needed")
        .refused(
            layer + "(4,5) h0 batch-first layout",
            () -> call(two, ones(7, 3, 4), ones(3, 2, 5)),
            size + "[2, 3, 5]",
            "got [3, 2, 5]; it seems to be batch-first, which states never are: give h_0.transpose(0, 1)")
        .refused(
            "* " + layer + " h0 batch-first with a layer that is",
            () -> call(first, ones(3, 7, 4), ones(3, 1, 5)),
            size + "[1, 3, 5]",
            "give h_0.transpose(0, 1)")
        .refused(
            layer + "(4,5) 3D in, 2D h0",
            () -> call(layer, ones(7, 2, 4), ones(1, 5)),
            layer
                + ": for an input with a batch h_0 must have 3 dimensions, (num_layers * directions, N,"
                + " H), got size [1, 5]")
        .refused(
            layer + "(4,5) 2D in, 3D h0",
            () -> call(layer, ones(7, 4), ones(1, 1, 5)),
            layer + ": for an input without a batch h_0 must have 2 dimensions",
            "got size [1, 1, 5]")
        .refused(
            "* " + layer + " double state",
            () -> call(layer, ones(7, 2, 4), ones(size(1, 2, 5), o -> o.dtype(DType.FLOAT64))),
            layer + ": h_0 is torch.float64 but the layer's weight is torch.float32");
  }

  private static void arguments(Probes p, String layer) {
    p.refused(
            layer + " hidden_size=0",
            () ->
                switch (layer) {
                  case "RNN" -> new RNN(4, 0);
                  case "LSTM" -> new LSTM(4, 0);
                  default -> new GRU(4, 0);
                },
            layer + ": hidden_size must be at least 1, got 0")
        .refused(
            layer + " num_layers=0",
            () -> make(layer, o -> o.numLayers(0)),
            layer + ": num_layers must be at least 1, got 0")
        .refused(
            layer + " dropout=1.5",
            () -> make(layer, o -> o.numLayers(2).dropout(1.5)),
            layer + ": dropout must be a probability in [0, 1], got 1.5")
        .works(
            layer + " dropout w/1 layer",
            () -> make(layer, o -> o.dropout(0.5)),
            layer + "(4, 5, dropout=0.5)");
  }

  private static void lstm(Probes p) {
    p.refused(
            "LSTM proj_size>=hidden",
            () -> new LSTM(4, 5, o -> o.projSize(5)),
            "LSTM: proj_size must be positive and smaller than hidden_size = 5",
            "got 5")
        .refused(
            "LSTM proj_size -1",
            () -> new LSTM(4, 5, o -> o.projSize(-1)),
            "LSTM: proj_size must be positive",
            "or 0 for no projection, got -1")
        .refused(
            "GRU proj_size",
            () -> new GRU(4, 5, o -> o.projSize(2)),
            "GRU: proj_size is an option of LSTM only")
        .refused(
            "LSTM proj c0 wrong",
            () -> projected(ones(1, 2, 2), ones(1, 2, 2)),
            "LSTM: c_0 must have size [1, 2, 5]",
            "got [1, 2, 2]")
        .refused(
            "LSTM proj h0 wrong",
            () -> projected(ones(1, 2, 5), ones(1, 2, 5)),
            "LSTM: h_0 must have size [1, 2, 2]",
            "got [1, 2, 5]")
        .refused(
            "LSTM hx single tensor",
            () -> new LSTM(4, 5).call(ones(7, 2, 4), new LSTM.State(ones(1, 2, 5), null)),
            "LSTM: c_0 must not be null")
        .refused(
            "LSTM c0 wrong",
            () -> new LSTM(4, 5).call(ones(7, 2, 4), new LSTM.State(ones(1, 2, 5), ones(1, 3, 5))),
            "LSTM: c_0 must have size [1, 2, 5]",
            "got [1, 3, 5]");
  }

  private static Object projected(Tensor h, Tensor c) {
    return new LSTM(4, 5, o -> o.projSize(2)).call(ones(7, 2, 4), new LSTM.State(h, c));
  }

  private static void ours(Probes p) {
    p.refused(
            "RNN nonlinearity",
            () -> new RNN(4, 5, o -> o.nonlinearity("sigmoid")),
            "RNN: nonlinearity must be tanh or relu, got sigmoid")
        .refused(
            "* RNN nonlinearity that nobody knows",
            () -> new RNN(4, 5, o -> o.nonlinearity("tan")),
            "nonlinearity: must be one of",
            "got \"tan\"")
        .refused(
            "* RNN input_size 0", () -> new RNN(0, 5), "RNN: input_size must be at least 1, got 0")
        .refused(
            "* LSTM without end",
            () -> new LSTM(4, 5, 1 << 30),
            "LSTM: num_layers must be at most 10000, got 1073741824")
        .refused(
            "* LSTM whole numbers",
            () -> new LSTM(4, 5, o -> o.dtype(DType.INT64)),
            "LSTM: dtype must be a floating-point type, got torch.int64");
  }

  private static Object step(String cell, Tensor x, Tensor h) {
    return switch (cell) {
      case "RNNCell" -> new RNNCell(4, 5).call(x, h);
      case "LSTMCell" ->
          new LSTMCell(4, 5).call(x, h == null ? null : new LSTM.State(h, h.clone()));
      default -> new GRUCell(4, 5).call(x, h);
    };
  }

  private static void cells(Probes p, String cell) {
    p.refused(
            cell + " in 3D",
            () -> step(cell, ones(1, 2, 4), null),
            cell
                + ": input must have 2 dimensions, (N, input_size), or, without a batch, 1, got"
                + " [1, 2, 4]")
        .refused(
            cell + " wrong feat",
            () -> step(cell, ones(2, 3), null),
            cell + ": the last size of input must be input_size = 4, got 3")
        .refused(
            cell + " wrong h size",
            () -> step(cell, ones(2, 4), ones(2, 6)),
            cell + ": h must have size [2, 5], that is (N, hidden_size)",
            "got [2, 6]")
        .refused(
            cell + " wrong h batch",
            () -> step(cell, ones(2, 4), ones(3, 5)),
            cell + ": h must have size [2, 5], that is (N, hidden_size) with the same N",
            "got [3, 5]")
        .refused(
            "* " + cell + " batched state",
            () -> step(cell, ones(4), ones(1, 5)),
            cell + ": h must have size [5], that is (hidden_size), without a batch")
        .refused(
            "* " + cell + " double input",
            () -> step(cell, ones(size(2, 4), o -> o.dtype(DType.FLOAT64)), null),
            cell + ": input is torch.float64 but the cell's weight is torch.float32");
    p.refused(
        "* negative " + cell,
        () ->
            switch (cell) {
              case "RNNCell" -> new RNNCell(4, -1);
              case "LSTMCell" -> new LSTMCell(4, -1);
              default -> new GRUCell(4, -1);
            },
        cell + ": input_size and hidden_size must not be negative, got 4 and -1");
  }

  private static void packing(Probes p) {
    Tensor x = ones(5, 2, 3);
    p.refused(
            "pack unsorted",
            () -> RnnUtils.packPaddedSequence(x, 3, 5),
            "packPaddedSequence: sequences must come longest first, but row 1 has length 5 behind 3",
            "enforceSorted(false)")
        .refused(
            "pack zero length",
            () -> RnnUtils.packPaddedSequence(x, 5, 0),
            "packPaddedSequence: a length must be in [1, T = 5], row 1 has 0")
        .refused(
            "pack lens wrong batch",
            () -> RnnUtils.packPaddedSequence(x, 5, 4, 3),
            "packPaddedSequence: one length for each of the 2 sequences is needed, got 3")
        .refused(
            "pack len > T",
            () -> RnnUtils.packPaddedSequence(x, 7, 4),
            "packPaddedSequence: a length must be in [1, T = 5], row 0 has 7")
        .refused(
            "pack lens float",
            () -> RnnUtils.packPaddedSequence(x, Tensor.tensor(4.5, 2.0), o -> o),
            "packPaddedSequence: lengths must be whole numbers, int64 (N), got torch.float32",
            "row 0 is 4.5")
        .refused(
            "pad_packed total_length small",
            () ->
                RnnUtils.padPackedSequence(
                    RnnUtils.packPaddedSequence(x, 5, 3), o -> o.totalLength(3)),
            "padPackedSequence: total_length must be at least the length of the longest sequence, 5,"
                + " got 3")
        .refused(
            "pad_sequence empty",
            () -> RnnUtils.padSequence(List.of()),
            "padSequence: at least one sequence is needed, got none")
        .refused(
            "pad_sequence trailing dims",
            () -> RnnUtils.padSequence(List.of(ones(3, 2), ones(3, 3))),
            "padSequence: sequences must be (L, *) of one type with equal sizes behind L",
            "sequence 1 is torch.float32 of size torch.Size([3, 3])")
        .refused(
            "* GRU lengths above T",
            () -> new GRU(4, 5).call(ones(7, 2, 4), new long[] {7, 8}),
            "GRU: a length must be in [1, T = 7], row 1 has 8",
            "in GRU(4, 5)")
        .refused(
            "* GRU lengths without a batch",
            () -> new GRU(4, 5).call(ones(7, 4), new long[] {7}),
            "GRU: lengths are those of a batch of sequences, (L, N, input_size)")
        .refused(
            "* LSTM packed features",
            () -> new LSTM(4, 5).call(RnnUtils.packPaddedSequence(x, 5, 3)),
            "LSTM: the last size of input must be input_size = 4, got 3")
        .refused(
            "* PackedSequence that grows",
            () -> new PackedSequence(ones(3, 2), Tensor.tensor(1, 2)),
            "PackedSequence: batchSizes must be positive and never grow, got [1, 2]");
  }
}
