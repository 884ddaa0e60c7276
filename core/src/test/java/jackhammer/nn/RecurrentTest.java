package jackhammer.nn;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells over sequences: the bits of the layer that PyTorch has, and cells of a user's own. */
class RecurrentTest {
  private static final boolean[] FLAGS = {false, true};

  @BeforeEach
  void sameNumbers() {
    Jackhammer.manualSeed(7);
  }

  // ---- PyTorch's cells ----

  static Stream<Arguments> shapes() {
    List<Arguments> all = new ArrayList<>();
    for (String layer : List.of("RNN", "GRU", "LSTM")) {
      for (int layers = 1; layers <= 2; layers++) {
        for (boolean both : FLAGS) {
          for (boolean first : FLAGS) {
            for (boolean given : FLAGS) {
              all.add(Arguments.of(layer, layers, both, first, given));
            }
          }
        }
      }
    }
    return all.stream();
  }

  /** 33 units: not a whole number of vectors. */
  private static final int UNITS = 33;

  private static Recurrent<?> cells(
      String layer, int layers, boolean both, boolean first, double dropout) {
    int features = both ? 2 * UNITS : UNITS;
    return switch (layer) {
      case "RNN" ->
          Recurrent.of(
              layers,
              (l, reverse) -> new RNNCell(l == 0 ? 9 : features, UNITS),
              o -> o.bidirectional(both).batchFirst(first).dropout(dropout));
      case "GRU" ->
          Recurrent.of(
              layers,
              (l, reverse) -> new GRUCell(l == 0 ? 9 : features, UNITS),
              o -> o.bidirectional(both).batchFirst(first).dropout(dropout));
      default ->
          Recurrent.of(
              layers,
              (l, reverse) -> new LSTMCell(l == 0 ? 9 : features, UNITS),
              o -> o.bidirectional(both).batchFirst(first).dropout(dropout));
    };
  }

  /** The layer, holding the weights of the cells. */
  private static RNNBase layer(
      String layer, int layers, boolean both, boolean first, double dropout, Recurrent<?> cells) {
    RecurrentOptions o =
        RecurrentOptions.of(layer, 9, UNITS)
            .numLayers(layers)
            .bidirectional(both)
            .batchFirst(first)
            .dropout(dropout);
    RNNBase made =
        switch (layer) {
          case "RNN" -> new RNN(o);
          case "GRU" -> new GRU(o);
          default -> new LSTM(o);
        };
    cells
        .namedParameters()
        .forEach(
            (name, p) -> {
              // l0_reverse.weight_ih is weight_ih_l0_reverse there.
              int dot = name.indexOf('.');
              made.parameter(name.substring(dot + 1) + "_" + name.substring(0, dot))
                  .data_(p.detach());
            });
    return made;
  }

  @SuppressWarnings("unchecked")
  private static <S> Object call(Recurrent<S> net, Object x, long[] lengths, Object state) {
    return switch (x) {
      case PackedSequence packed -> net.call(packed, (S) state);
      default ->
          lengths == null
              ? net.call((Tensor) x, (S) state)
              : net.call((Tensor) x, lengths, (S) state);
    };
  }

  private static Object call(RNNBase net, Object x, long[] lengths, Object state) {
    if (x instanceof PackedSequence packed) {
      return switch (net) {
        case RNN rnn -> rnn.call(packed, (Tensor) state);
        case GRU gru -> gru.call(packed, (Tensor) state);
        case LSTM lstm -> lstm.call(packed, (LSTM.State) state);
      };
    }
    Tensor t = (Tensor) x;
    if (lengths == null) {
      return switch (net) {
        case RNN rnn -> rnn.call(t, (Tensor) state);
        case GRU gru -> gru.call(t, (Tensor) state);
        case LSTM lstm -> lstm.call(t, (LSTM.State) state);
      };
    }
    return switch (net) {
      case RNN rnn -> rnn.call(t, lengths, (Tensor) state);
      case GRU gru -> gru.call(t, lengths, (Tensor) state);
      case LSTM lstm -> lstm.call(t, lengths, (LSTM.State) state);
    };
  }

  private static List<Tensor> flat(Object result) {
    return switch (result) {
      case Recurrent.PackedOutput<?> r -> flat(r.output().data(), r.state());
      case RNNBase.PackedOutput r -> flat(r.output().data(), r.h());
      case LSTM.PackedOutput r -> flat(r.output().data(), r.state());
      default -> LayerRun.flat(result);
    };
  }

  private static List<Tensor> flat(Object output, Object state) {
    List<Tensor> all = new ArrayList<>(LayerRun.flat(output));
    all.addAll(LayerRun.flat(state));
    return all;
  }

  /**
   * Outputs, and the gradients of inputs and states; those of weights are summed in other order.
   */
  private static void same(
      Object ours, Object layers, Recurrent<?> cells, RNNBase layer, List<Tensor> leaves) {
    List<Tensor> a = flat(ours);
    List<Tensor> b = flat(layers);
    assertThat(a).hasSameSizeAs(b);
    Tensor totalA = null;
    Tensor totalB = null;
    for (int k = 0; k < a.size(); k++) {
      Close.assertSameBits("result " + k, a.get(k), b.get(k));
      assertThat(a.get(k).stride()).as("strides of result " + k).isEqualTo(b.get(k).stride());
      Tensor up = randn(a.get(k).size().toLongArray());
      totalA = totalA == null ? a.get(k).mul(up).sum() : totalA.add(a.get(k).mul(up).sum());
      totalB = totalB == null ? b.get(k).mul(up).sum() : totalB.add(b.get(k).mul(up).sum());
    }
    List<Tensor> wantedA = new ArrayList<>(leaves);
    List<Tensor> wantedB = new ArrayList<>(leaves);
    cells.parameters().forEach(wantedA::add);
    layer.parameters().forEach(wantedB::add);
    Tensor[] gradA = Autograd.grad(totalA, wantedA.toArray(new Tensor[0]));
    Tensor[] gradB = Autograd.grad(totalB, wantedB.toArray(new Tensor[0]));
    for (int k = 0; k < leaves.size(); k++) {
      Close.assertSameBits("gradient " + k, gradA[k], gradB[k]);
    }
    for (int k = leaves.size(); k < gradA.length; k++) {
      assertThat(gradA[k].sub(gradB[k]).abs().max().item()).isLessThan(1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void cellsHaveTheBitsOfTheLayer(
      String name, int layers, boolean both, boolean first, boolean given) {
    Recurrent<?> cells = cells(name, layers, both, first, 0);
    RNNBase layer = layer(name, layers, both, first, 0, cells);
    long count = layers * (both ? 2L : 1L);
    Tensor x = (first ? randn(3, 5, 9) : randn(5, 3, 9)).requiresGrad_();
    Tensor h = randn(count, 3, UNITS).requiresGrad_();
    Tensor c = randn(count, 3, UNITS).requiresGrad_();
    boolean isLstm = name.equals("LSTM");
    Object state = !given ? null : isLstm ? new LSTM.State(h, c) : h;
    List<Tensor> leaves = !given ? List.of(x) : isLstm ? List.of(x, h, c) : List.of(x, h);
    same(call(cells, x, null, state), call(layer, x, null, state), cells, layer, leaves);
    long[] lengths = {2, 5, 3};
    same(call(cells, x, lengths, state), call(layer, x, lengths, state), cells, layer, leaves);
    Supplier<PackedSequence> packed =
        () ->
            RnnUtils.packPaddedSequence(x, lengths, o -> o.batchFirst(first).enforceSorted(false));
    same(
        call(cells, packed.get(), null, state),
        call(layer, packed.get(), null, state),
        cells,
        layer,
        leaves);
    Tensor alone = randn(5, 9).requiresGrad_();
    Tensor h1 = randn(count, UNITS).requiresGrad_();
    Tensor c1 = randn(count, UNITS).requiresGrad_();
    Object state1 = !given ? null : isLstm ? new LSTM.State(h1, c1) : h1;
    leaves = !given ? List.of(alone) : isLstm ? List.of(alone, h1, c1) : List.of(alone, h1);
    same(call(cells, alone, null, state1), call(layer, alone, null, state1), cells, layer, leaves);
  }

  @Test
  void dropoutBetweenLayersDrawsTheMasksOfTheLayer() {
    Recurrent<?> cells = cells("LSTM", 3, true, true, 0.4);
    RNNBase layer = layer("LSTM", 3, true, true, 0.4, cells);
    Tensor x = randn(3, 5, 9);
    Jackhammer.manualSeed(1);
    List<Tensor> expected = flat(call(layer, x, null, null));
    Jackhammer.manualSeed(1);
    List<Tensor> found = flat(call(cells, x, null, null));
    for (int k = 0; k < found.size(); k++) {
      Close.assertSameBits("result " + k, found.get(k), expected.get(k));
    }
    cells.eval();
    layer.eval();
    Close.assertSameBits(
        "evaluation",
        flat(call(cells, x, null, null)).get(0),
        flat(call(layer, x, null, null)).get(0));
  }

  // ---- cells of one's own ----

  /** What a user may write: a state of several kinds of parts. */
  record Memory(List<Tensor> parts, int never, Tensor sum) {}

  /** Gives the mean of what it has seen so far. */
  static final class Mean extends Module implements Recurrent.Cell<Memory> {
    @Override
    public Memory call(Tensor x, Memory before) {
      Tensor count = ones(x.size(0), 1);
      Tensor sum = x;
      if (before != null) {
        count = before.parts.get(1).add(1);
        sum = before.sum.add(x);
      }
      return new Memory(List.of(sum.div(count), count), 3, sum);
    }
  }

  @Test
  void aStateMayBeARecordOfListsAndTensors() {
    Recurrent<Memory> mean = Recurrent.of(new Mean());
    Tensor x = randn(4, 3, 2);
    Recurrent.Output<Memory> all = mean.call(x);
    Close.assertSameBits("mean", all.output().select(0, 2), x.narrow(0, 0, 3).sum(0).div(3));
    assertThat(all.state().never).isEqualTo(3);
    assertThat(all.state().parts.get(1).size()).hasToString("torch.Size([1, 3, 1])");
    Recurrent.Output<Memory> some = mean.call(x, new long[] {1, 4, 2});
    assertThat(some.state().parts.get(1).flatten().toDoubleArray()).containsExactly(1, 4, 2);
    Recurrent.Output<Memory> more = mean.call(x, some.state());
    assertThat(more.state().parts.get(1).flatten().toDoubleArray()).containsExactly(5, 8, 6);
  }

  /** Pictures as input: what a step sees may have any number of dimensions. */
  static final class ConvCell extends Module implements Recurrent.Cell<Tensor> {
    private final Conv2d input = new Conv2d(1, 2, 3, o -> o.padding(1));
    private final Conv2d state = new Conv2d(2, 2, 3, o -> o.padding(1).bias(false));

    @Override
    public Tensor call(Tensor x, Tensor h) {
      Tensor sum = input.call(x);
      return (h == null ? sum : sum.add(state.call(h))).tanh();
    }
  }

  @Test
  void aStepMayBeAPicture() {
    Recurrent<Tensor> net =
        Recurrent.of(1, (layer, reverse) -> new ConvCell(), o -> o.bidirectional(true));
    assertThat(net.namedParameters().keySet())
        .containsExactly(
            "l0.input.weight",
            "l0.input.bias",
            "l0.state.weight",
            "l0_reverse.input.weight",
            "l0_reverse.input.bias",
            "l0_reverse.state.weight");
    Tensor x = randn(4, 3, 1, 6, 5);
    Recurrent.Output<Tensor> r = net.call(x, new long[] {4, 2, 3});
    assertThat(r.output().size()).hasToString("torch.Size([4, 3, 4, 6, 5])");
    Recurrent.Output<Tensor> alone = net.call(x.narrow(1, 1, 1).narrow(0, 0, 2));
    Close.assertSameBits("alone", alone.output(), r.output().narrow(1, 1, 1).narrow(0, 0, 2));
    Close.assertSameBits("its state", alone.state(), r.state().narrow(1, 1, 1));
  }

  @Test
  void aFunctionIsACell() {
    Recurrent<Tensor> sum = Recurrent.of((x, h) -> h == null ? x : h.add(x));
    Tensor x = randn(4, 3, 2);
    Close.assertSameBits(
        "sums", sum.call(x).output().select(0, 1), x.select(0, 0).add(x.select(0, 1)));
    assertThat(sum.parameters()).isEmpty();
    assertThat(sum).hasToString("Recurrent(\n  (l0): Step()\n)");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void derivativesAreThoseOfDifferences(boolean drops) {
    Recurrent<LSTM.State> net =
        Recurrent.of(
            2,
            (layer, reverse) -> new LayerNormLSTMCell(layer == 0 ? 3 : 4, 2),
            o -> o.bidirectional(true).inputDropout(drops ? 0.4 : 0).stateDropout(drops ? 0.4 : 0));
    net.to(DType.FLOAT64);
    Tensor x = randn(3, 2, 3).toDouble().requiresGrad_();
    Tensor h = randn(4, 2, 2).toDouble().requiresGrad_();
    Tensor c = randn(4, 2, 2).toDouble().requiresGrad_();
    Function<Tensor[], Tensor[]> run =
        in -> {
          Jackhammer.manualSeed(4);
          return flat(net.call(in[0], new long[] {2, 3}, new LSTM.State(in[1], in[2])))
              .toArray(new Tensor[0]);
        };
    assertThat(Autograd.gradcheck(run, x, h, c)).isTrue();
    assertThat(Autograd.gradgradcheck(run, x, h, c)).isTrue();
  }

  // ---- dropout ----

  /** Hands on what it is given, so that masks can be seen. */
  static final class Seen extends Module implements Recurrent.Droppable<Tensor> {
    @Override
    public Tensor call(Tensor x, Tensor h) {
      return Tensor.cat(1, x, h == null ? ones(x.size(0), 8) : h.narrow(1, 8, 8));
    }

    @Override
    public Tensor dropped(Tensor h, Tensor mask) {
      return h.mul(mask);
    }
  }

  @Test
  void aSequenceHasOneMaskForAllSteps() {
    Recurrent<Tensor> net = Recurrent.of(new Seen(), o -> o.inputDropout(0.5).stateDropout(0.5));
    Tensor out = net.call(ones(6, 40, 8)).output();
    Tensor inputs = out.narrow(2, 0, 8);
    double[] first = inputs.select(0, 0).flatten().toDoubleArray();
    assertThat(first).contains(0, 2).containsOnly(0, 2);
    assertThat(inputs.select(0, 0).select(0, 0).toDoubleArray())
        .as("sequences differ")
        .isNotEqualTo(inputs.select(0, 0).select(0, 1).toDoubleArray());
    Tensor states = out.narrow(2, 8, 8);
    double[] once = states.select(0, 1).flatten().toDoubleArray();
    assertThat(once).contains(0, 2).containsOnly(0, 2);
    for (int t = 1; t < 6; t++) {
      assertThat(inputs.select(0, t).flatten().toDoubleArray()).isEqualTo(first);
      double[] powers = once.clone();
      Arrays.setAll(powers, i -> once[i] == 0 ? 0 : 1);
      double factor = Math.pow(2, t);
      Arrays.setAll(powers, i -> powers[i] * factor);
      assertThat(states.select(0, t).flatten().toDoubleArray()).isEqualTo(powers);
    }
    net.eval();
    assertThat(net.call(ones(2, 3, 8)).output().toDoubleArray()).containsOnly(1);
  }

  /** Lengths sort the sequences inside; each keeps its mask. */
  @Test
  void sortingDoesNotChangeWhichMaskASequenceHas() {
    Recurrent<Tensor> net = Recurrent.of(new Seen(), o -> o.inputDropout(0.5).stateDropout(0.5));
    Tensor x = ones(4, 5, 8);
    Jackhammer.manualSeed(3);
    Tensor all = net.call(x).output();
    long[] lengths = {2, 4, 1, 3, 4};
    Jackhammer.manualSeed(3);
    Tensor some = net.call(x, lengths).output();
    for (int n = 0; n < lengths.length; n++) {
      Close.assertSameBits(
          "sequence " + n,
          some.select(1, n).narrow(0, 0, lengths[n]),
          all.select(1, n).narrow(0, 0, lengths[n]));
    }
  }

  // ---- printed form, errors ----

  @Test
  void printsItsOptionsAndCells() {
    Recurrent<Tensor> net =
        Recurrent.of(
            2,
            (layer, reverse) -> new RNNCell(layer == 0 ? 4 : 10, 5),
            o ->
                o.batchFirst(true)
                    .bidirectional(true)
                    .dropout(0.1)
                    .inputDropout(0.25)
                    .stateDropout(0.5));
    assertThat(net)
        .hasToString(
            """
            Recurrent(
              batch_first=True, bidirectional=True, dropout=0.1, input_dropout=0.25, state_dropout=0.5
              (l0): RNNCell(4, 5)
              (l0_reverse): RNNCell(4, 5)
              (l1): RNNCell(10, 5)
              (l1_reverse): RNNCell(10, 5)
            )""");
    assertThat(net.cell(1, true)).isSameAs(net.module("l1_reverse"));
    assertThat(Recurrent.of(new LSTMCell(4, 5)))
        .hasToString("Recurrent(\n  (l0): LSTMCell(4, 5)\n)");
  }
}
