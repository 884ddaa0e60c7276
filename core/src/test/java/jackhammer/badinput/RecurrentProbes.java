package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.GRU;
import jackhammer.nn.LSTM;
import jackhammer.nn.RNN;
import jackhammer.nn.RNNBase;
import jackhammer.nn.RecurrentOptions;
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
}
