package jackhammer.optim;

/**
 * Lowers the learning rate along half a cosine from its start to {@code etaMin} in {@code tMax}
 * epochs, and raises it again after that.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html">CosineAnnealingLR</a>
 */
public final class CosineAnnealingLR extends LRScheduler {
  private final int tMax;
  private final double etaMin;

  /** Down to 0. */
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax) {
    this(optimizer, tMax, 0);
  }

  /**
   * @param tMax epochs until the lowest rate
   * @param etaMin the lowest rate
   */
  public CosineAnnealingLR(Optimizer<?> optimizer, int tMax, double etaMin) {
    super(optimizer);
    if (tMax < 1) {
      throw new IllegalArgumentException(
          "CosineAnnealingLR: T_max must be at least 1, got " + tMax);
    }
    this.tMax = tMax;
    this.etaMin = etaMin;
  }

  /** From the rate before, as PyTorch does it, so that other changes of the rate are kept. */
  @Override
  double next(int epoch, double lr, double initial) {
    if ((epoch - 1 - tMax) % (2 * tMax) == 0) {
      return lr + (initial - etaMin) * (1 - StrictMath.cos(Math.PI / tMax)) / 2;
    }
    return (1 + StrictMath.cos(Math.PI * epoch / tMax))
            / (1 + StrictMath.cos(Math.PI * (epoch - 1) / tMax))
            * (lr - etaMin)
        + etaMin;
  }

  @Override
  double at(int epoch, double initial) {
    return etaMin + (initial - etaMin) * (1 + StrictMath.cos(Math.PI * epoch / tMax)) / 2;
  }
}
