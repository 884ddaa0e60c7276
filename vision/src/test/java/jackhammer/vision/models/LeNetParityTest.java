package jackhammer.vision.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jackhammer.Autograd;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.data.DataLoader;
import jackhammer.data.Example;
import jackhammer.nn.F;
import jackhammer.optim.Adam;
import jackhammer.optim.SGD;
import jackhammer.vision.FashionMnist;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** LeNet from seed 0 against PyTorch's: the first steps number by number, then five epochs. */
class LeNetParityTest {
  private static final int STEPS = 50;
  private static final double FIRST_STEP = 1e-5;
  private static final double LATER_STEPS = 1e-4;

  @Test
  void theFirstFiftyStepsAreThoseOfPyTorch() throws IOException {
    LeNetGolden golden = new LeNetGolden();
    Jackhammer.manualSeed(0);
    LeNet5 net = new LeNet5();
    var loader = loader(FashionMnist.subset(true), true, 64);
    var optimizer = new SGD(net.namedParameters(), 0.05, o -> o.momentum(0.9));

    net.namedParameters()
        .forEach((n, p) -> assertThat(sha256(p)).as(n).isEqualTo(golden.fact("sha256 " + n)));
    assertThat(net.parameters().stream().mapToLong(Tensor::numel).sum())
        .isEqualTo(Long.parseLong(golden.fact("parameters")));

    float[] losses = golden.values("loss", 1, "");
    Iterator<Example> batches = loader.iterator();
    for (int step = 1; step <= STEPS; step++) {
      double tolerance = step == 1 ? FIRST_STEP : LATER_STEPS;
      Example batch = batches.next();
      optimizer.zeroGrad();
      Tensor logits = net.call(batch.input());
      Tensor loss = F.crossEntropy(logits, batch.target());
      loss.backward();

      String at = "step " + step;
      assertThat(loss.item())
          .as(at + ": loss")
          .isCloseTo(losses[step - 1], within(tolerance * losses[step - 1]));
      float[] expected = golden.values("logits", step, "");
      close(
          at + ": logits", logits.detach().toFloatArray(), expected, largest(expected), tolerance);
      for (var p : net.namedParameters().entrySet()) {
        float[] grad = p.getValue().grad().toFloatArray();
        float[] wanted = golden.values("grad", step, p.getKey());
        String what = at + ": gradient of " + p.getKey();
        if (step == 1) {
          close(what, grad, wanted, largest(wanted), tolerance);
        } else {
          float scale = golden.values("scale of grad", step, p.getKey())[0];
          close(what, LeNetGolden.sample(grad), wanted, scale, tolerance);
        }
      }
      optimizer.step();
    }
    for (var p : net.namedParameters().entrySet()) {
      float scale = golden.values("scale of weight", STEPS, p.getKey())[0];
      close(
          "after the last step: " + p.getKey(),
          LeNetGolden.sample(p.getValue().detach().toFloatArray()),
          golden.values("weight", STEPS, p.getKey()),
          scale,
          LATER_STEPS);
    }
  }

  @Test
  void fiveEpochsLearnAsMuchAsInPyTorch() throws IOException {
    Jackhammer.manualSeed(0);
    LeNet5 net = new LeNet5();
    var optimizer = new Adam(net.namedParameters(), 1e-3);
    var train = loader(FashionMnist.subset(true), true, 64);
    var test = loader(FashionMnist.subset(false), false, 256);
    int epochs = 0;
    for (String line : LeNetGolden.lines("lenet_run.tsv")) {
      String[] wanted = line.split("\t");
      if (!wanted[0].equals("0")) {
        break;
      }
      double loss = trainOneEpoch(net, optimizer, train);
      double expected = Double.parseDouble(wanted[2]);
      assertThat(loss).as("loss of epoch " + wanted[1]).isCloseTo(expected, within(expected / 100));
      // After every epoch, as there: the test loader draws from the same generator.
      int correct = countCorrect(net, test);
      if (++epochs == 5) {
        assertThat(correct / 2000.0)
            .as("accuracy after epoch 5")
            .isCloseTo(Integer.parseInt(wanted[3]) / 2000.0, within(0.007))
            .isGreaterThanOrEqualTo(0.80);
      }
    }
    assertThat(epochs).isEqualTo(5);
  }

  private static double trainOneEpoch(LeNet5 net, Adam optimizer, DataLoader<Example> batches) {
    double sum = 0;
    for (Example batch : batches) {
      optimizer.zeroGrad();
      Tensor loss = F.crossEntropy(net.call(batch.input()), batch.target());
      loss.backward();
      optimizer.step();
      sum += loss.item();
    }
    return sum / batches.size();
  }

  private static int countCorrect(LeNet5 net, DataLoader<Example> batches) {
    int correct = 0;
    for (Example batch : batches) {
      float[] logits = Autograd.noGrad(() -> net.call(batch.input())).toFloatArray();
      long[] labels = batch.target().toLongArray();
      for (int i = 0; i < labels.length; i++) {
        int best = 0;
        for (int c = 1; c < 10; c++) {
          best = logits[i * 10 + c] > logits[i * 10 + best] ? c : best;
        }
        correct += best == labels[i] ? 1 : 0;
      }
    }
    return correct;
  }

  private static DataLoader<Example> loader(FashionMnist data, boolean shuffle, int batchSize) {
    return new DataLoader<>(data, o -> o.batchSize(batchSize).shuffle(shuffle));
  }

  private static void close(
      String what, float[] got, float[] expected, double scale, double tolerance) {
    assertThat(got).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i])
          .as("%s, number %d, largest magnitude %s", what, i, scale)
          .isCloseTo(expected[i], within(tolerance * scale));
    }
  }

  private static double largest(float[] numbers) {
    double most = 0;
    for (float x : numbers) {
      most = Math.max(most, Math.abs(x));
    }
    return most;
  }

  private static String sha256(Tensor t) {
    float[] numbers = t.detach().toFloatArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
