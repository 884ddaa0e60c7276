package jackhammer.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.nn.Conv2d;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a row is, and what travels between the processes. */
class WorkTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyRowTravelsAsJsonAndComesBackEqual() throws Exception {
    for (Row row : Rows.all()) {
      String text = JSON.writerFor(Work.class).writeValueAsString(row.work());
      assertThat(JSON.readValue(text, Work.class)).as(text).isEqualTo(row.work());
    }
  }

  @Test
  void rowsHaveNamesOfTheirOwnAndQuickKeepsSomeOfEachSuite() {
    assertThat(Rows.all()).extracting(Row::name).doesNotHaveDuplicates();
    assertThat(Rows.suites()).containsExactly("gemm", "conv", "elementwise", "rnn", "models");
    assertThat(Rows.all().stream().filter(Row::quick).map(Row::suite).distinct().toList())
        .isEqualTo(Rows.suites());
  }

  @Test
  void keysOfARowInJsonAreThoseOfTheInterface() {
    Outcome o =
        new Outcome(
            Rows.all().getFirst(), 2, new Stats(2, 0), "p", new Stats(3, 0), 100, 1e-7, Double.NaN);
    ObjectNode node = o.json(JSON);
    assertThat(node.fieldNames())
        .toIterable()
        .containsExactly(
            "suite",
            "row",
            "threads",
            "ours_ms",
            "peer",
            "peer_ms",
            "ratio",
            "gflops",
            "roof_share",
            "error",
            "peer_error");
    assertThat(node.get("ratio").asDouble()).isEqualTo(1.5);
    assertThat(node.get("peer_error").isNull()).isTrue();
  }

  @Test
  void operationsOfLenetAreThoseOfItsLayers() {
    // Multiply-adds per picture: 117,600 + 240,000 + 48,000 + 10,080 + 840.
    assertThat(new Work.LenetInfer(1).flops()).isEqualTo(2 * 416_520.0);
    assertThat(Work.Conv.square(8, 64, 56, 64, 3, 1, 1, false).flops()).isEqualTo(1849688064.0);
  }

  /** Counted while a picture goes through. */
  @Test
  void factsOfTheNetworksAreThoseOfTheirLayers() {
    for (Network n : Network.values()) {
      Module net = n.make().eval();
      List<Long> products = new ArrayList<>();
      for (Module m : net.modules()) {
        if (m instanceof Conv2d || m instanceof Linear) {
          Tensor weight = m.parameter("weight");
          m.registerForwardHook(
              (module, input, output) -> {
                Tensor y = (Tensor) output;
                long places = y.numel() / y.size(1);
                products.add(places * weight.numel());
                return null;
              });
        }
      }
      Autograd.noGrad(() -> ((Layer) net).call(Tensor.zeros(1, 3, n.side, n.side)));
      assertThat(products.stream().mapToLong(p -> p).sum()).as("%s", n).isEqualTo(n.products);
      assertThat(products.getFirst()).isEqualTo(n.productsOfTheFirst);
      assertThat(net.parameters()).hasSize(n.parameters);
    }
  }

  @Test
  void statisticsAreMedianAndHalfTheDistanceOfTheQuartiles() {
    Stats s = Stats.of(new double[] {5, 1, 4, 2, 3});
    assertThat(s.median()).isEqualTo(3);
    assertThat(s.spread()).isEqualTo(1 / 3.0, within(1e-15));
    assertThat(Stats.of(new double[] {4, 2}).median()).isEqualTo(3);
  }

  /** Expected: what {@code fill} of peer.py gives under PyTorch 2.13. */
  @Test
  void fillGivesWhatTheOtherSideGives() {
    Work.Input floats = Work.Input.floats(0.25f, 2, 3);
    assertThat(Fill.floats(floats, 7, 1))
        .containsExactly(
            0.049527376890182495f,
            0.06301453709602356f,
            -0.12557843327522278f,
            0.24173766374588013f,
            -0.060020118951797485f,
            -0.1065654456615448f);
    assertThat(Fill.labels(Work.Input.labels(5, 10), 7, 1)).containsExactly(8, 2, 6, 4, 7);
  }

  @Test
  void inputsOfANetworkAreItsParameters() {
    List<Integer> sizes = new Work.LenetTrain(4).outputs();
    assertThat(sizes).containsExactly(1, 150, 6, 2400, 16, 48000, 120, 10080, 84, 840, 10);
  }
}
