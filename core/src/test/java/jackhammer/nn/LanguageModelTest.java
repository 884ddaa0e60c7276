package jackhammer.nn;

import static jackhammer.Tensor.arange;
import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.optim.Adam;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Two LSTM layers with dropout between them learn a text by truncated back-propagation: weights,
 * masks, gradients and optimizer together, against the losses that PyTorch had. See
 * conformance/goldens/language_model.py.
 */
class LanguageModelTest {
  private static final int TOKENS = 23;
  private static final int PIECES = 16;
  private static final int LENGTH = 12;
  private static final int STEPS = 200;

  private static List<Double> losses() throws Exception {
    try (InputStream in =
        LanguageModelTest.class.getResourceAsStream("/goldens/language_model.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Double::valueOf)
          .toList();
    }
  }

  @Test
  void keepsToTheLossesOfPyTorch() throws Exception {
    List<Double> expected = losses();
    assertThat(expected).hasSize(STEPS);
    Jackhammer.manualSeed(0);
    Embedding table = new Embedding(TOKENS, 16);
    LSTM lstm = new LSTM(16, 32, 2, o -> o.batchFirst(true).dropout(0.2));
    Linear head = new Linear(32, TOKENS);
    List<Parameter> parameters = new ArrayList<>(table.parameters());
    parameters.addAll(lstm.parameters());
    parameters.addAll(head.parameters());
    Adam optimizer = new Adam(parameters, 1e-2);
    Tensor i = arange((long) PIECES * (LENGTH * STEPS + 1));
    Tensor text =
        i.mul(i)
            .add(i.floorDivide(5).mul(3))
            .remainder(TOKENS)
            .reshape(PIECES, (long) LENGTH * STEPS + 1);
    LSTM.State state = null;
    for (int step = 0; step < STEPS; step++) {
      Tensor x = text.narrow(1, (long) step * LENGTH, LENGTH);
      Tensor y = text.narrow(1, (long) step * LENGTH + 1, LENGTH);
      optimizer.zeroGrad();
      LSTM.Output r = lstm.call(table.call(x), state);
      Tensor loss = F.crossEntropy(head.call(r.output()).flatten(0, 1), y.flatten());
      loss.backward();
      optimizer.step();
      state = r.state().detach();
      assertThat(loss.item()).as("step " + step).isCloseTo(expected.get(step), Offset.offset(1e-3));
    }
    assertThat(expected.getLast()).as("it learns").isLessThan(expected.getFirst() / 2);
  }
}
