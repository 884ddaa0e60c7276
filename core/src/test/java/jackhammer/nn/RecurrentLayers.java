package jackhammer.nn;

import jackhammer.Tensor;

/** Rows of the recurrent layers. */
final class RecurrentLayers {
  private RecurrentLayers() {}

  static void add(LayerSamples rows) {
    rows.layer("RNN", a -> new RNN(options(a, RNN.options(4, 5))))
        .as((m, x) -> x.length == 1 ? ((RNN) m).call(x[0]) : ((RNN) m).call(x[0], x[1]))
        .large("input_size=70;hidden_size=100;num_layers=2", "x=n:12,40,70:1")
        .bad(
            IllegalArgumentException.class,
            "RNN: proj_size is an option of LSTM only",
            () -> new RNN(3, 4, o -> o.projSize(2)))
        .bad(
            IllegalArgumentException.class,
            "RNN: nonlinearity must be tanh or relu, got sigmoid",
            () -> new RNN(3, 4, o -> o.nonlinearity("sigmoid")))
        .bad(
            IllegalArgumentException.class,
            "RNN: these are options of GRU, make them with RNN.options",
            () -> new RNN(GRU.options(3, 4)));
    rows.layer("GRU", a -> new GRU(options(a, GRU.options(4, 5))))
        .as((m, x) -> x.length == 1 ? ((GRU) m).call(x[0]) : ((GRU) m).call(x[0], x[1]))
        .large("input_size=40;hidden_size=217;bidirectional=True", "x=n:6,23,40:1")
        .bad(
            IllegalArgumentException.class,
            "GRU: nonlinearity is an option of RNN only",
            () -> new GRU(3, 4, o -> o.nonlinearity(Nonlinearity.TANH)));
    rows.layer("LSTM", a -> new LSTM(options(a, LSTM.options(4, 5))))
        .as((m, x) -> lstm((LSTM) m, x))
        .large("input_size=40;hidden_size=203;proj_size=197", "x=n:6,23,40:1")
        .bad(
            IllegalArgumentException.class,
            "LSTM: proj_size must be positive and smaller than hidden_size = 4",
            () -> new LSTM(3, 4, o -> o.projSize(4)));
    cells(rows);
    ours(rows);
  }

  private static void cells(LayerSamples rows) {
    String large = "input_size=300;hidden_size=200";
    rows.layer(
            "RNNCell",
            a -> new RNNCell(a.integer("input_size"), a.integer("hidden_size"), o -> rnn(a, o)))
        .as((m, x) -> x.length == 1 ? ((RNNCell) m).call(x[0]) : ((RNNCell) m).call(x[0], x[1]))
        .batched(2)
        .large(large, "x=n:30,300:1");
    rows.layer(
            "GRUCell",
            a -> new GRUCell(a.integer("input_size"), a.integer("hidden_size"), o -> cell(a, o)))
        .as((m, x) -> x.length == 1 ? ((GRUCell) m).call(x[0]) : ((GRUCell) m).call(x[0], x[1]))
        .batched(2)
        .large(large, "x=n:30,300:1");
    rows.layer(
            "LSTMCell",
            a -> new LSTMCell(a.integer("input_size"), a.integer("hidden_size"), o -> cell(a, o)))
        .as((m, x) -> lstmCell((LSTMCell) m, x))
        .batched(2)
        .large(large, "x=n:30,300:1");
  }

  /** What torch.nn has not: conformance/goldens/recurrent_cells.py says what it computes. */
  private static void ours(LayerSamples rows) {
    rows.layer(
            "LayerNormLSTMCell",
            a ->
                new LayerNormLSTMCell(
                    a.integer("input_size"),
                    a.integer("hidden_size"),
                    o -> o.eps(a.real("eps", 1e-5))))
        .as(
            (m, x) -> {
              LayerNormLSTMCell cell = (LayerNormLSTMCell) m;
              return x.length == 1 ? cell.call(x[0]) : cell.call(x[0], new LSTM.State(x[1], x[2]));
            })
        .batched(2)
        .large("input_size=300;hidden_size=200", "x=n:30,300:1")
        .bad(
            IllegalArgumentException.class,
            "LayerNormLSTMCell: input_size and hidden_size must be at least 1, got 0 and 3",
            () -> new LayerNormLSTMCell(0, 3));
  }

  private static RNNCellBase.Options cell(Args a, RNNCellBase.Options o) {
    return o.bias(a.flag("bias", true));
  }

  private static RNNCell.Options rnn(Args a, RNNCell.Options o) {
    return o.bias(a.flag("bias", true)).nonlinearity(a.text("nonlinearity", "tanh"));
  }

  private static Object lstmCell(LSTMCell cell, Tensor[] x) {
    return x.length == 1 ? cell.call(x[0]) : cell.call(x[0], new LSTM.State(x[1], x[2]));
  }

  private static Object lstm(LSTM lstm, Tensor[] x) {
    return x.length == 1 ? lstm.call(x[0]) : lstm.call(x[0], new LSTM.State(x[1], x[2]));
  }

  private static RecurrentOptions options(Args a, RecurrentOptions small) {
    RecurrentOptions o = small;
    if (a.has("input_size")) {
      o =
          RecurrentOptions.of(o.op(), a.integer("input_size"), a.integer("hidden_size"))
              .numLayers(a.integer("num_layers", 1));
    }
    o = a.has("nonlinearity") ? o.nonlinearity(a.text("nonlinearity", "")) : o;
    o = a.has("proj_size") ? o.projSize(a.integer("proj_size")) : o;
    return o.bias(a.flag("bias", true))
        .batchFirst(a.flag("batch_first", false))
        .dropout(a.real("dropout", 0))
        .bidirectional(a.flag("bidirectional", false));
  }
}
