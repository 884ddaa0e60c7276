package jackhammer.internal.kernel;

/** The numbers of one fused optimizer pass over one parameter. */
public final class OptimArgs {
  private OptimArgs() {}

  /**
   * PyTorch's SGD.
   *
   * @param firstStep whether the momentum buffer starts as a copy of the gradient
   */
  public record Sgd(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean maximize,
      boolean firstStep) {}

  /**
   * PyTorch's Adam and AdamW.
   *
   * @param step counted from 1
   * @param decoupled weight decay straight on the parameter (AdamW) instead of through the gradient
   */
  public record Adam(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean decoupled,
      boolean amsgrad,
      boolean maximize,
      long step) {}
}
