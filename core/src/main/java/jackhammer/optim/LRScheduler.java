package jackhammer.optim;

import jackhammer.internal.ops.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The base of what changes learning rates as training goes on. Call {@link #step()} after each
 * epoch.
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
  private final Optimizer<?> optimizer;
  private final List<Rate> rates;
  private int lastEpoch;

  /** The learning rate of one group. */
  private interface Rate {
    /** What it was when the first schedule was made. */
    double initial();

    double lr();

    void lr(double value);
  }

  /**
   * What a schedule knows: what {@link #stateDict} gives and {@link #loadStateDict} takes. The
   * learning rates themselves are in the optimizer's state.
   *
   * @param lastEpoch how many epochs have ended
   * @param baseLrs the learning rates of epoch 0
   * @param lastLr those that the last step set
   */
  public record State(int lastEpoch, List<Double> baseLrs, List<Double> lastLr) {
    /** Checks that nothing is missing. */
    public State {
      Check.noneNull("State", "baseLr", Check.notNull("State", "baseLrs", baseLrs).toArray());
      Check.noneNull("State", "lastLr", Check.notNull("State", "lastLr", lastLr).toArray());
    }
  }

  private List<Double> baseLrs;
  private List<Double> lastLr;

  LRScheduler(Optimizer<?> optimizer) {
    this.optimizer = Check.notNull(getClass().getSimpleName(), "optimizer", optimizer);
    rates = rates(optimizer);
    baseLrs = each(Rate::initial);
    lastLr = each(Rate::lr);
  }

  private static <H extends Hyperparameters<H>> List<Rate> rates(Optimizer<H> optimizer) {
    List<Rate> rates = new ArrayList<>();
    for (Optimizer<H>.ParamGroup group : optimizer.paramGroups()) {
      rates.add(
          new Rate() {
            @Override
            public double initial() {
              return group.initialLr();
            }

            @Override
            public double lr() {
              return group.options().lr();
            }

            @Override
            public void lr(double value) {
              group.options(o -> o.lr(value));
            }
          });
    }
    return List.copyOf(rates);
  }

  private List<Double> each(ToDoubleFunction<Rate> what) {
    return rates.stream().mapToDouble(what).boxed().toList();
  }

  /**
   * Ends an epoch: sets the learning rates of the next. Says so on standard error when the first
   * epoch ends before the optimizer's first step, since no step then has that epoch's rates.
   */
  public final void step() {
    if (lastEpoch == 0 && !optimizer.hasStepped()) {
      System.err.printf(
          "jackhammer: %s.step() before the first %s.step(): no step has the learning rates of epoch 0;"
              + " call the optimizer's step() first, the schedule's at the end of each epoch%n",
          getClass().getSimpleName(), optimizer.getClass().getSimpleName());
    }
    lastEpoch++;
    for (int i = 0; i < rates.size(); i++) {
      rates.get(i).lr(next(lastEpoch, rates.get(i).lr(), baseLrs.get(i)));
    }
    lastLr = each(Rate::lr);
  }

  /**
   * Goes to an epoch, for example back to 0 for a restart: sets its learning rates from those of
   * epoch 0, whatever they are now.
   *
   * @throws IllegalArgumentException if the epoch is negative
   */
  public final void step(int epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException(
          getClass().getSimpleName() + ".step: epoch must not be negative, got " + epoch);
    }
    lastEpoch = epoch;
    for (int i = 0; i < rates.size(); i++) {
      rates.get(i).lr(at(epoch, baseLrs.get(i)));
    }
    lastLr = each(Rate::lr);
  }

  /**
   * The learning rate of an epoch from the one before, so that other changes of it are kept.
   *
   * @param epoch counted from 1 here
   * @param lr the one before
   * @param initial the one of epoch 0
   */
  abstract double next(int epoch, double lr, double initial);

  /** The learning rate of an epoch, from that of epoch 0. */
  abstract double at(int epoch, double initial);

  /** How many epochs have ended. */
  public final int lastEpoch() {
    return lastEpoch;
  }

  /** The learning rates that the last step set, one for each group. */
  public final List<Double> getLastLr() {
    return lastLr;
  }

  /** What the schedule needs to go on from here; save the optimizer's state with it. */
  public final State stateDict() {
    return new State(lastEpoch, baseLrs, lastLr);
  }

  /**
   * Takes over a state. The learning rates come with the optimizer's state.
   *
   * @throws IllegalArgumentException if it is of an optimizer with another number of groups
   */
  public final void loadStateDict(State saved) {
    Check.notNull(getClass().getSimpleName() + ".loadStateDict", "state", saved);
    if (saved.baseLrs.size() != rates.size()) {
      throw new IllegalArgumentException(
          String.format(
              "%s.loadStateDict: the state has %d learning rates, the optimizer has %d groups",
              getClass().getSimpleName(), saved.baseLrs.size(), rates.size()));
    }
    lastEpoch = saved.lastEpoch;
    baseLrs = List.copyOf(saved.baseLrs);
    lastLr = List.copyOf(saved.lastLr);
  }
}
