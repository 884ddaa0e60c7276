package jackhammer.nn;

import static jackhammer.Tensor.randn;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.Close;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sequence gives does not depend on those beside it, nor on how long it goes on. */
class RecurrentRowsTest {

  @BeforeEach
  void sameNumbers() {
    Jackhammer.manualSeed(7);
  }

  private static RNNBase make(String layer, int units, boolean both) {
    return switch (layer) {
      case "RNN" -> new RNN(9, units, 2, o -> o.bidirectional(both));
      case "LSTM" -> new LSTM(9, units, 2, o -> o.bidirectional(both));
      case "LSTM with projection" ->
          new LSTM(9, units, 2, o -> o.bidirectional(both).projSize(units - 3));
      default -> new GRU(9, units, 2, o -> o.bidirectional(both));
    };
  }

  /** Output, and states. */
  private static List<Tensor> run(RNNBase layer, Tensor x) {
    return LayerRun.flat(
        switch (layer) {
          case RNN rnn -> rnn.call(x);
          case GRU gru -> gru.call(x);
          case LSTM lstm -> lstm.call(x);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"RNN", "LSTM", "LSTM with projection", "GRU"})
  void aSequenceAloneHasTheBitsThatItHasAmongOthers(String name) {
    // 300 units: more than one segment of the sums, and blocks that are not full.
    for (int units : new int[] {5, 33, 300}) {
      RNNBase layer = make(name, units, true);
      Tensor x = randn(4, 17, 9);
      List<Tensor> all = run(layer, x);
      for (int n : new int[] {0, 8, 16}) {
        List<Tensor> alone = run(layer, x.narrow(1, n, 1));
        List<Tensor> plain = run(layer, x.select(1, n));
        for (int k = 0; k < all.size(); k++) {
          Close.assertSameBits("sequence " + n, alone.get(k), all.get(k).narrow(1, n, 1));
          Close.assertSameBits("without a batch", plain.get(k), all.get(k).select(1, n));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RNN", "LSTM", "LSTM with projection", "GRU"})
  void stepByStepGivesTheBitsOfAllAtOnce(String name) {
    RNNBase layer = make(name, 37, false);
    Tensor x = randn(6, 3, 9);
    List<Tensor> all = run(layer, x);
    Tensor h = null;
    Tensor c = null;
    for (int t = 0; t < 6; t++) {
      Tensor step = x.narrow(0, t, 1);
      Tensor out;
      switch (layer) {
        case LSTM lstm -> {
          LSTM.Output r = lstm.call(step, h == null ? null : new LSTM.State(h, c));
          out = r.output();
          h = r.state().h();
          c = r.state().c();
        }
        case RNN rnn -> {
          RNNBase.Output r = rnn.call(step, h);
          out = r.output();
          h = r.h();
        }
        case GRU gru -> {
          RNNBase.Output r = gru.call(step, h);
          out = r.output();
          h = r.h();
        }
      }
      Close.assertSameBits("step " + t, out, all.get(0).narrow(0, t, 1));
    }
    Close.assertSameBits("last state", h, all.get(1));
  }

  private static List<Tensor> run(RNNBase layer, Tensor x, long[] lengths) {
    return LayerRun.flat(
        switch (layer) {
          case RNN rnn -> rnn.call(x, lengths);
          case GRU gru -> gru.call(x, lengths);
          case LSTM lstm -> lstm.call(x, lengths);
        });
  }

  /** Both directions: the second begins at the end of each sequence. */
  @ParameterizedTest
  @ValueSource(strings = {"RNN", "LSTM", "LSTM with projection", "GRU"})
  void aPaddedSequenceHasTheBitsThatItHasAlone(String name) {
    RNNBase layer = make(name, 33, true);
    long[] lengths = {3, 7, 1, 7, 5};
    Tensor x = randn(7, 5, 9);
    for (int n = 0; n < lengths.length; n++) {
      // What lies behind the end is not looked at.
      x.select(1, n).narrow(0, lengths[n], 7 - lengths[n]).fill_(Double.NaN);
    }
    x.requiresGrad_();
    List<Tensor> all = run(layer, x, lengths);
    all.get(0).sum().backward();
    for (int n = 0; n < lengths.length; n++) {
      Tensor own = x.detach().select(1, n).narrow(0, 0, lengths[n]).clone().requiresGrad_();
      List<Tensor> alone = run(layer, own);
      Tensor out = all.get(0).select(1, n);
      Close.assertSameBits("output", out.narrow(0, 0, lengths[n]), alone.get(0));
      assertThat(out.narrow(0, lengths[n], 7 - lengths[n]).abs().sum().item()).isZero();
      for (int k = 1; k < all.size(); k++) {
        Close.assertSameBits("state", all.get(k).select(1, n), alone.get(k));
      }
      alone.get(0).sum().backward();
      Tensor g = x.grad().select(1, n);
      Close.assertSameBits("gradient", g.narrow(0, 0, lengths[n]), own.grad());
      assertThat(g.narrow(0, lengths[n], 7 - lengths[n]).abs().sum().item()).isZero();
    }
  }

  @Test
  void aCellHasTheBitsOfAStepOfTheLayer() {
    LSTM lstm = new LSTM(9, 37);
    LSTMCell cell = new LSTMCell(9, 37);
    cell.parameter("weight_ih").data_(lstm.parameter("weight_ih_l0").detach());
    cell.parameter("weight_hh").data_(lstm.parameter("weight_hh_l0").detach());
    cell.parameter("bias_ih").data_(lstm.parameter("bias_ih_l0").detach());
    cell.parameter("bias_hh").data_(lstm.parameter("bias_hh_l0").detach());
    Tensor x = randn(4, 3, 9);
    LSTM.Output all = lstm.call(x);
    LSTM.State s = null;
    for (int t = 0; t < 4; t++) {
      s = cell.call(x.select(0, t), s);
      Close.assertSameBits("h", s.h(), all.output().select(0, t));
    }
    Close.assertSameBits("c", s.c(), all.state().c().select(0, 0));
  }

  @Test
  void theLastStepOfTheOutputIsTheStateOfTheLastLayer() {
    LSTM lstm = new LSTM(1, 5, 2, o -> o.batchFirst(true));
    LSTM.Output r = lstm.call(randn(2, 3, 1));
    assertThat(r.output().size()).hasToString("torch.Size([2, 3, 5])");
    assertThat(r.state().h().size()).hasToString("torch.Size([2, 2, 5])");
    assertThat(r.state().c().size()).hasToString("torch.Size([2, 2, 5])");
    Close.assertSameBits("h", r.output().select(1, -1), r.state().h().select(0, -1));
    assertThat(r.output().isContiguous()).as("a view, as in PyTorch").isFalse();
  }

  @Test
  void anOutputMayBeChangedInPlace() {
    GRU gru = new GRU(3, 4);
    Tensor x = randn(5, 2, 3).requiresGrad_();
    Tensor expected = gru.call(x).output().relu();
    Tensor out = gru.call(x).output().relu_();
    expected.sum().backward();
    Tensor g = x.grad();
    x.grad(null);
    out.sum().backward();
    Close.assertSameBits("gradient", x.grad(), g);
  }

  @Test
  void flattenParametersChangesNothing() {
    LSTM lstm = new LSTM(3, 4);
    Tensor before = lstm.parameter("weight_ih_l0").detach().clone();
    lstm.flattenParameters();
    Close.assertSameBits("weight", lstm.parameter("weight_ih_l0").detach(), before);
  }
}
