package jackhammer.nn;

import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.testing.BitsRecorder;
import jackhammer.testing.Close;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sequences of unequal length through both directions, with gradients: the same bits on every
 * number of threads and at every width. Few units: threads share rows; many: they share units, and
 * compute the input's part with the steps where these have many rows.
 */
@Tag("bits")
class RecurrentBitsTest {
  private final int threads = Jackhammer.threads();

  @AfterEach
  void restore() {
    Jackhammer.threads(threads);
  }

  private static Tensor random(long seed, DType dtype, long... sizes) {
    Generator g = new Generator().manualSeed(seed);
    return Tensor.rand(Tensor.size(sizes), o -> o.generator(g)).to(dtype).sub(0.5);
  }

  private static List<Tensor> results(String layer, int units, int rows, DType dtype) {
    Jackhammer.manualSeed(3);
    Module net =
        switch (layer) {
          case "of cells" ->
              Recurrent.of(
                  1,
                  (number, reverse) -> new LayerNormLSTMCell(13, units),
                  o -> o.bidirectional(true).stateDropout(0.4));
          case "RNN" -> new RNN(13, units, o -> o.bidirectional(true));
          case "GRU" -> new GRU(13, units, o -> o.bidirectional(true));
          case "LSTM" -> new LSTM(13, units, o -> o.bidirectional(true));
          default -> new LSTM(13, units, o -> o.bidirectional(true).projSize(units - 5));
        };
    net.to(dtype);
    Tensor x = random(1, dtype, 5, rows, 13).requiresGrad_();
    long[] lengths = new long[rows];
    for (int n = 0; n < lengths.length; n++) {
      lengths[n] = 1 + n * 3 % 5;
    }
    List<Tensor> all =
        new ArrayList<>(
            LayerRun.flat(
                switch (net) {
                  case RNN rnn -> rnn.call(x, lengths);
                  case GRU gru -> gru.call(x, lengths);
                  case LSTM lstm -> lstm.call(x, lengths);
                  case Recurrent<?> cells -> cells.call(x, lengths);
                  default -> throw new IllegalStateException(layer);
                }));
    Tensor total = null;
    for (int k = 0; k < all.size(); k++) {
      Tensor up = random(20 + k, dtype, all.get(k).size().toLongArray());
      Tensor part = all.get(k).mul(up).sum();
      total = total == null ? part : total.add(part);
    }
    total.backward();
    all.add(x.grad());
    net.parameters().forEach(p -> all.add(p.grad()));
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "RNN, 40, 19",
    "RNN, 521, 19",
    "RNN, 521, 29",
    "GRU, 40, 19",
    "GRU, 307, 19",
    "GRU, 307, 29",
    "LSTM, 40, 19",
    "LSTM, 261, 19",
    "LSTM, 261, 29",
    "of cells, 40, 19",
    "projected, 40, 19",
    "projected, 233, 19",
    "projected, 233, 29"
  })
  void neitherThreadsNorWidthMatter(String layer, int units, int rows) {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      List<Tensor> expected = null;
      for (int n : new int[] {1, 2, 3, 7}) {
        Jackhammer.threads(n);
        List<Tensor> found = results(layer, units, rows, dtype);
        expected = expected == null ? found : expected;
        for (int k = 0; k < found.size(); k++) {
          Close.assertSameBits(n + " threads, result " + k, found.get(k), expected.get(k));
        }
      }
      long[] bits = expected.stream().flatMapToLong(t -> Arrays.stream(Close.bits(t))).toArray();
      BitsRecorder.record("recurrent/" + layer + "/" + units + "/" + rows + "/" + dtype, bits);
    }
  }
}
