package jackhammer.badinput;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.GRUCell;
import jackhammer.nn.LSTM;
import jackhammer.nn.LSTMCell;
import jackhammer.nn.LayerNormLSTMCell;
import jackhammer.nn.PackedSequence;
import jackhammer.nn.RNNCell;
import jackhammer.nn.Recurrent;
import jackhammer.nn.RnnUtils;

/**
 * Cells over sequences: what {@link RecurrentProbes} asks the layers, and what a user's cell does.
 */
final class RecurrentOfProbes {
  private RecurrentOfProbes() {}

  static void add(Probes p) {
    inputs(p);
    states(p);
    lengths(p);
    arguments(p);
    cells(p);
    normed(p);
  }

  private static Recurrent<LSTM.State> one() {
    return Recurrent.of(new LSTMCell(4, 5));
  }

  private static Recurrent<LSTM.State> both() {
    return Recurrent.of(
        2,
        (layer, reverse) -> new LSTMCell(layer == 0 ? 4 : 10, 5),
        o -> o.bidirectional(true).batchFirst(true));
  }

  private static LSTM.State state(long... sizes) {
    return new LSTM.State(ones(sizes), ones(sizes));
  }

  private static void inputs(Probes p) {
    p.refused(
            "* Recurrent in 1D",
            () -> one().call(ones(4)),
            "Recurrent: input must have at least 3 dimensions, (L, N, *), or, without a batch and"
                + " without lengths, 2, (L, H), got size [4]")
        .refused(
            "* Recurrent wrong feat",
            () -> one().call(ones(7, 2, 3)),
            "LSTMCell: the last size of input must be input_size = 4, got 3",
            "in l0 LSTMCell(4, 5)")
        .refused(
            "* Recurrent pictures for a cell of vectors",
            () -> one().call(ones(7, 2, 3, 4)),
            "LSTMCell: input must have 2 dimensions, (N, input_size), or, without a batch, 1, got"
                + " [2, 3, 4]",
            "in l0 LSTMCell(4, 5)")
        .refused(
            "* Recurrent double input",
            () -> one().call(ones(size(7, 2, 4), o -> o.dtype(DType.FLOAT64))),
            "LSTMCell: input is torch.float64 but the cell's weight is torch.float32")
        .refused(
            "* Recurrent seq len 0",
            () -> one().call(ones(0, 2, 4)),
            "Recurrent: a sequence must have at least one step, got none in an input of size [0, 2, 4],"
                + " read as (L, N, *)")
        .refused(
            "* Recurrent seq len 0, batch first",
            () -> both().call(ones(2, 0, 4)),
            "got none in an input of size [2, 0, 4], read as (N, L, *)")
        .refused(
            "* Recurrent null",
            () -> one().call((Tensor) null),
            "Recurrent: input must not be null")
        .refused(
            "* Recurrent null packed",
            () -> one().call((PackedSequence) null),
            "Recurrent: input must not be null")
        .works(
            "* Recurrent batch 0",
            () -> one().call(ones(7, 0, 4)).output().size(),
            "torch.Size([7, 0, 5])");
  }

  private static void states(Probes p) {
    p.refused(
            "* Recurrent state batch mismatch",
            () -> one().call(ones(7, 2, 4), state(1, 7, 5)),
            "Recurrent: a state must hold tensors (num_layers * directions, N, *), here (1, 2, *), got"
                + " size [1, 7, 5]")
        .refused(
            "* Recurrent state wrong layers",
            () -> both().call(ones(3, 7, 4), state(2, 3, 5)),
            "here (4, 3, *), got size [2, 3, 5]")
        .refused(
            "* Recurrent state batch-first layout",
            () -> both().call(ones(3, 7, 4), state(3, 4, 5)),
            "here (4, 3, *), got size [3, 4, 5]; it seems to be batch-first, which states never are:"
                + " transpose(0, 1) turns it")
        .refused(
            "* Recurrent 3D in, 1D state",
            () -> one().call(ones(7, 2, 4), state(1)),
            "here (1, 2, *), got size [1]")
        .refused(
            "* Recurrent 2D in, state of two",
            () -> one().call(ones(7, 4), state(2, 5)),
            "Recurrent: a state must hold tensors (num_layers * directions, *), here (1, *), got size"
                + " [2, 5]")
        .refused(
            "* Recurrent 2D in, 3D state",
            () -> one().call(ones(7, 4), state(1, 1, 5)),
            "LSTMCell: h must have size [1, 5]")
        .refused(
            "* Recurrent state wrong size",
            () -> one().call(ones(7, 2, 4), state(1, 2, 6)),
            "LSTMCell: h must have size [2, 5], that is (N, hidden_size)",
            "got [2, 6]",
            "in l0 LSTMCell(4, 5)")
        .refused(
            "* Recurrent state without c",
            () -> one().call(ones(7, 2, 4), new LSTM.State(ones(1, 2, 5), null)),
            "LSTMCell: c must not be null")
        .refused(
            "* Recurrent double state",
            () ->
                Recurrent.of(new GRUCell(4, 5))
                    .call(ones(7, 2, 4), ones(size(1, 2, 5), o -> o.dtype(DType.FLOAT64))),
            "GRUCell: h is torch.float64 but the cell's weight is torch.float32");
  }

  private static void lengths(Probes p) {
    p.refused(
            "* Recurrent lengths above T",
            () -> one().call(ones(7, 2, 4), new long[] {7, 8}),
            "Recurrent: a length must be in [1, T = 7], row 1 has 8")
        .refused(
            "* Recurrent length 0",
            () -> one().call(ones(7, 2, 4), new long[] {0, 7}),
            "Recurrent: a length must be in [1, T = 7], row 0 has 0")
        .refused(
            "* Recurrent lengths wrong batch",
            () -> both().call(ones(3, 7, 4), new long[] {7, 7}),
            "Recurrent: one length for each of the 3 sequences is needed, got 2")
        .refused(
            "* Recurrent lengths null",
            () -> one().call(ones(7, 2, 4), (long[]) null),
            "Recurrent: lengths must not be null")
        .refused(
            "* Recurrent lengths without a batch",
            () -> one().call(ones(3, 4), new long[] {3}),
            "without lengths, 2, (L, H), got size [3, 4]")
        .works(
            "* Recurrent lengths unsorted",
            () -> one().call(ones(7, 3, 4), new long[] {2, 7, 3}).output().size(),
            "torch.Size([7, 3, 5])")
        .refused(
            "* Recurrent packed features",
            () -> one().call(RnnUtils.packPaddedSequence(ones(5, 2, 3), 5, 3)),
            "LSTMCell: the last size of input must be input_size = 4, got 3")
        .refused(
            "* Recurrent packed numbers",
            () -> one().call(new PackedSequence(ones(3), Tensor.tensor(2, 1))),
            "Recurrent: a packed input must have at least 2 dimensions, (rows, *), got size [3]");
  }

  private static void arguments(Probes p) {
    p.refused(
            "* Recurrent num_layers=0",
            () -> Recurrent.of(0, (layer, reverse) -> new GRUCell(4, 5)),
            "Recurrent: num_layers must be at least 1, got 0")
        .refused(
            "* Recurrent without end",
            () -> Recurrent.of(1 << 30, (layer, reverse) -> new GRUCell(4, 5)),
            "Recurrent: num_layers must be at most 10000, got 1073741824")
        .refused(
            "* Recurrent dropout=1.5",
            () -> Recurrent.of(new RNNCell(4, 5), o -> o.dropout(1.5)),
            "Recurrent: dropout must be a probability between 0 and 1, got 1.5")
        .refused(
            "* Recurrent stateDropout=-1",
            () -> Recurrent.of(new RNNCell(4, 5), o -> o.stateDropout(-1)),
            "Recurrent: stateDropout must be a probability between 0 and 1, got -1.0")
        .refused(
            "* Recurrent stateDropout of a GRU",
            () -> Recurrent.of(new GRUCell(4, 5), o -> o.stateDropout(0.5)),
            "Recurrent: stateDropout needs a cell that is Droppable",
            "got GRUCell as l0")
        .refused(
            "* Recurrent of one cell in two directions",
            () -> Recurrent.of(new GRUCell(4, 5), o -> o.bidirectional(true)),
            "Recurrent: bidirectional needs a cell for each direction, got one")
        .refused(
            "* Recurrent of nothing",
            () -> Recurrent.of((Recurrent.Cell<Tensor>) null),
            "Recurrent: cell must not be null")
        .refused(
            "* Recurrent a layer of nothing",
            () -> Recurrent.of(2, (layer, reverse) -> layer == 0 ? new GRUCell(4, 5) : null),
            "Recurrent: cell l1 must not be null")
        .refused(
            "* Recurrent cell in reverse",
            IndexOutOfBoundsException.class,
            () -> one().cell(0, true),
            "Recurrent: there are 1 layers in 1 direction, got layer 0 in reverse")
        .refused(
            "* Recurrent cell of no layer",
            IndexOutOfBoundsException.class,
            () -> both().cell(2, false),
            "Recurrent: there are 2 layers in 2 directions, got layer 2");
  }

  private static void cells(Probes p) {
    p.refused(
            "* Recurrent layers that do not fit on each other",
            () -> Recurrent.of(2, (layer, reverse) -> new GRUCell(4, 5)).call(ones(7, 2, 4)),
            "GRUCell: the last size of input must be input_size = 4, got 5",
            "in l1 GRUCell(4, 5)")
        .refused(
            "* Recurrent layers of several sizes",
            () ->
                Recurrent.of(2, (layer, reverse) -> new GRUCell(4 + layer, 5 - layer))
                    .call(ones(7, 2, 4)),
            "Recurrent: the states of all layers and directions must have the same sizes, to be one"
                + " tensor",
            "use one Recurrent for each layer")
        .refused(
            "* Recurrent a state without a batch",
            () -> Recurrent.<Tensor>of((x, h) -> x.select(0, 0)).call(ones(7, 2, 4)),
            "Recurrent: the state after a step must hold tensors (N, *) with N = 2 as its input of"
                + " size [2, 4], got size [4]")
        .refused(
            "* Recurrent no state after a step",
            () -> Recurrent.<Tensor>of((x, h) -> null).call(ones(7, 2, 4)),
            "Recurrent: the state after a step must not be null")
        .refused(
            "* Recurrent a state that is no tensor",
            () -> Recurrent.<String>of((x, h) -> "a").call(ones(7, 2, 4)),
            "Recurrent: ",
            "String");
  }

  private static void normed(Probes p) {
    p.refused(
            "* LayerNormLSTMCell in 3D",
            () -> new LayerNormLSTMCell(4, 5).call(ones(1, 2, 4)),
            "LayerNormLSTMCell: input must have 2 dimensions, (N, input_size), or, without a batch, 1,"
                + " got [1, 2, 4]")
        .refused(
            "* LayerNormLSTMCell wrong feat",
            () -> new LayerNormLSTMCell(4, 5).call(ones(2, 3)),
            "LayerNormLSTMCell: the last size of input must be input_size = 4, got 3")
        .refused(
            "* LayerNormLSTMCell wrong h size",
            () -> new LayerNormLSTMCell(4, 5).call(ones(2, 4), state(2, 6)),
            "LayerNormLSTMCell: h must have size [2, 5], that is (N, hidden_size)",
            "got [2, 6]")
        .refused(
            "* LayerNormLSTMCell wrong c batch",
            () ->
                new LayerNormLSTMCell(4, 5)
                    .call(ones(2, 4), new LSTM.State(ones(2, 5), ones(3, 5))),
            "LayerNormLSTMCell: c must have size [2, 5]",
            "got [3, 5]")
        .refused(
            "* LSTMCell wrong c batch",
            () -> new LSTMCell(4, 5).call(ones(2, 4), new LSTM.State(ones(2, 5), ones(3, 5))),
            "LSTMCell: c must have size [2, 5]",
            "got [3, 5]")
        .refused(
            "* LSTMCell hx single tensor",
            () -> new LSTMCell(4, 5).call(ones(2, 4), new LSTM.State(ones(2, 5), null)),
            "LSTMCell: c must not be null");
  }
}
