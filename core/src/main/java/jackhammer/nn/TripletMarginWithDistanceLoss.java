package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Draws an anchor nearer to a positive than to a negative: max(0, d(a, p) - d(a, n) + margin) with
 * a distance that the user gives.
 *
 * <ul>
 *   <li>Anchor, positive and negative: what the distance takes, with one number of dimensions.
 *   <li>Options: distanceFunction that of {@link PairwiseDistance}, margin 1, swap false, reduction
 *       mean.
 * </ul>
 *
 * <pre>{@code
 * var byAngle =
 *     new TripletMarginWithDistanceLoss(
 *         o -> o.distanceFunction((x, y) -> F.cosineSimilarity(x, y).rsub(1)));
 * Tensor loss = byAngle.call(randn(9, 4), randn(9, 4), randn(9, 4));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginWithDistanceLoss.html">torch.nn.TripletMarginWithDistanceLoss</a>
 */
public final class TripletMarginWithDistanceLoss extends Module {

  /**
   * The options, immutable.
   *
   * @param distanceFunction gives the distances of two batches; default null: those of {@link
   *     PairwiseDistance}. Parameters that it learns belong to the network that holds them, not to
   *     this loss
   * @param margin default 1
   * @param swap whether the distance of the negative is that of the positive where this is smaller;
   *     default false
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(
      BinaryOperator<Tensor> distanceFunction, double margin, boolean swap, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("TripletMarginWithDistanceLoss", "reduction", reduction);
      if (!(margin > 0)) {
        throw new IllegalArgumentException(
            "TripletMarginWithDistanceLoss: margin must be positive, got " + margin);
      }
    }

    static final Options DEFAULT = new Options(null, 1, false, Reduction.MEAN);

    /** With another distance. */
    public Options distanceFunction(BinaryOperator<Tensor> value) {
      return new Options(value, margin, swap, reduction);
    }

    /** With another margin. */
    public Options margin(double value) {
      return new Options(distanceFunction, value, swap, reduction);
    }

    /** With the smaller distance of the negative, or without. */
    public Options swap(boolean value) {
      return new Options(distanceFunction, margin, value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(distanceFunction, margin, swap, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public TripletMarginWithDistanceLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.swap(true)}. */
  public TripletMarginWithDistanceLoss(UnaryOperator<Options> options) {
    this.options = Check.options("TripletMarginWithDistanceLoss", options, Options.DEFAULT);
    if (this.options.distanceFunction() == null) {
      registerModule("distance_function", new PairwiseDistance()); // as PyTorch prints it
    }
  }

  /** The loss of anchor, positive and negative. */
  public Tensor call(Tensor anchor, Tensor positive, Tensor negative) {
    return call(
        new Object[] {anchor, positive, negative},
        in ->
            F.tripletMarginWithDistanceLoss(
                (Tensor) in[0], (Tensor) in[1], (Tensor) in[2], o -> options));
  }
}
