package jackhammer.optim;

import java.util.List;

/**
 * The base of what changes learning rates as training goes on. Call {@link #step} after each epoch.
 *
 * <pre>{@code
 * var scheduler = new StepLR(optimizer, 30, 0.1);
 * for (int epoch = 0; epoch < 100; epoch++) {
 *   train();
 *   scheduler.step();
 * }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate">torch.optim.lr_scheduler</a>
 */
public abstract class LRScheduler {
  private final List<Rate> rates;
  private int lastEpoch;

  /** One group's learning rate: what it was at the start, and what it is. */
  private record Rate(double initial, Group group) {}

  private interface Group {
    double lr();

    void lr(double value);
  }

  LRScheduler(Optimizer<?> optimizer) {
    rates = rates(optimizer);
  }

  private static <H extends Hyperparameters<H>> List<Rate> rates(Optimizer<H> optimizer) {
    return optimizer.paramGroups().stream()
        .map(
            g ->
                new Rate(
                    g.options().lr(),
                    new Group() {
                      @Override
                      public double lr() {
                        return g.options().lr();
                      }

                      @Override
                      public void lr(double value) {
                        g.options(o -> o.lr(value));
                      }
                    }))
        .toList();
  }

  /** Ends an epoch: sets the learning rates of the next. */
  public final void step() {
    lastEpoch++;
    rates.forEach(r -> r.group.lr(next(lastEpoch, r.group.lr(), r.initial)));
  }

  /**
   * The learning rate of an epoch.
   *
   * @param epoch counted from 1 here
   * @param lr the one before
   * @param initial the one of epoch 0
   */
  abstract double next(int epoch, double lr, double initial);

  /** How many epochs have ended. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  /** The learning rates of this moment, one for each group. */
  public final List<Double> getLastLr() {
    return rates.stream().map(r -> r.group.lr()).toList();
  }
}
