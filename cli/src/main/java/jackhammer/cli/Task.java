package jackhammer.cli;

import jackhammer.Tensor;
import jackhammer.nn.Module;
import java.io.PrintWriter;
import java.util.List;

/**
 * A network and what it is to do: what a batch costs, and how its answers are judged.
 *
 * @param <B> a batch of examples
 */
interface Task<B> {
  /** The network: its parameters are trained, its state is saved. */
  Module module();

  /** What is measured. The first is {@link Measure#LOSS}. */
  List<Measure> measures();

  /** Asks the network about a batch in training: the loss with its gradient, and the score. */
  Step learn(B batch);

  /**
   * What a batch costs.
   *
   * @param loss of no dimensions, to be derived
   * @param score the sums of the measures that are known while it learns
   */
  record Step(Tensor loss, Score score) {}

  /** Between the gradients and the optimizer's step, for example to clip them. */
  default void beforeStep() {}

  /**
   * Judges the network by examples that it does not learn from; {@link Examples#pass} asks it about
   * each.
   */
  Verdict judge(Examples<B> examples, Progress progress);

  /** Shows something below the row of an epoch, for example what the network writes by now. */
  default void afterEpoch(PrintWriter out) {}

  /** How many numbers the network learns. */
  default long parameters() {
    return module().parameters().stream().mapToLong(Tensor::numel).sum();
  }
}
