package jackhammer.optim;

/**
 * Multiplies the learning rate by gamma every {@code stepSize} epochs.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">StepLR</a>
 */
public final class StepLR extends LRScheduler {
  private final int stepSize;
  private final double gamma;

  /** gamma = 0.1. */
  public StepLR(Optimizer<?> optimizer, int stepSize) {
    this(optimizer, stepSize, 0.1);
  }

  /**
   * @param stepSize epochs between two changes
   * @param gamma the factor
   */
  public StepLR(Optimizer<?> optimizer, int stepSize, double gamma) {
    super(optimizer);
    if (stepSize < 1) {
      throw new IllegalArgumentException("StepLR: step_size must be at least 1, got " + stepSize);
    }
    this.stepSize = stepSize;
    this.gamma = gamma;
  }

  @Override
  double next(int epoch, double lr, double initial) {
    return epoch % stepSize == 0 ? lr * gamma : lr;
  }

  @Override
  double at(int epoch, double initial) {
    return initial * StrictMath.pow(gamma, epoch / stepSize);
  }
}
