package jackhammer.cli;

import jackhammer.Autograd;
import jackhammer.Jackhammer;
import jackhammer.Tensor;
import jackhammer.data.DataLoader;
import jackhammer.data.Dataset;
import jackhammer.data.Example;
import jackhammer.optim.Optimizer;
import java.util.Locale;

/**
 * A network that tells classes apart: trains it for an epoch, tests it.
 *
 * @param network from inputs to the outputs that the head wants
 * @param head what the outputs mean
 */
record Classifier(Network network, Head head) {
  /** How often a note beside a progress bar changes. */
  private static final long NOTE_EVERY_NANOS = 100_000_000;

  private static final int TEST_BATCH = 256;

  /** One pass with learning. Stops early, between two steps, when the interrupt asks for it. */
  Score train(
      DataLoader<Example> batches, Optimizer<?> optimizer, Progress progress, Interrupt interrupt) {
    network.module().train();
    Score sum = Score.NONE;
    long noted = 0;
    for (Example batch : batches) {
      sum = sum.plus(Jackhammer.step(() -> learn(batch, optimizer)));
      long now = System.nanoTime();
      if (now - noted > NOTE_EVERY_NANOS) {
        noted = now;
        note(progress, sum);
      }
      progress.by(batch.target().numel());
      if (interrupt.isRequested()) {
        break;
      }
    }
    note(progress, sum);
    return sum;
  }

  private Score learn(Example batch, Optimizer<?> optimizer) {
    optimizer.zeroGrad();
    Tensor outputs = network.layer().call(batch.input());
    Tensor loss = head.loss(outputs, batch.target());
    loss.backward();
    optimizer.step();
    return score(batch, outputs.detach(), loss.item());
  }

  private Score score(Example batch, Tensor outputs, double loss) {
    long correct = head.choices(outputs).eq(batch.target()).sum().itemLong();
    long n = batch.target().numel();
    return new Score(n, loss * n, correct);
  }

  private static void note(Progress progress, Score score) {
    progress.note(
        String.format(
            Locale.ROOT, "loss %.4f, accuracy %.2f %%", score.loss(), 100 * score.accuracy()));
  }

  /** One pass without learning. */
  Verdicts test(Dataset<Example> data, Progress progress) {
    network.module().eval();
    var batches = new DataLoader<>(data, o -> o.batchSize(TEST_BATCH));
    int[] labels = new int[data.size()];
    int[] choices = new int[data.size()];
    float[] sureness = new float[data.size()];
    Score sum = Score.NONE;
    int done = 0;
    for (Example batch : batches) {
      int from = done;
      sum =
          sum.plus(
              Jackhammer.step(
                  () -> Autograd.noGrad(() -> judge(batch, from, labels, choices, sureness))));
      done += (int) batch.target().numel();
      progress.by(batch.target().numel());
    }
    note(progress, sum);
    return new Verdicts(sum, labels, choices, sureness);
  }

  private Score judge(Example batch, int from, int[] labels, int[] choices, float[] sureness) {
    Tensor outputs = network.layer().call(batch.input());
    long[] right = batch.target().toLongArray();
    long[] chosen = head.choices(outputs).toLongArray();
    float[] likely = head.probabilities(outputs).max(1).values().toFloatArray();
    for (int i = 0; i < right.length; i++) {
      labels[from + i] = (int) right[i];
      choices[from + i] = (int) chosen[i];
      sureness[from + i] = likely[i];
    }
    return score(batch, outputs, head.loss(outputs, batch.target()).item());
  }
}
