package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * Draws an anchor nearer to a positive than to a negative: max(0, d(a, p) - d(a, n) + margin) with
 * the distances of {@link PairwiseDistance}.
 *
 * <ul>
 *   <li>Anchor, positive and negative: (N, D), or (D) each.
 *   <li>Options: margin 1, p 2, eps 1e-6, swap false, reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new TripletMarginLoss().call(randn(9, 4), randn(9, 4), randn(9, 4));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html">torch.nn.TripletMarginLoss</a>
 */
public final class TripletMarginLoss extends Module {

  /**
   * The options, immutable.
   *
   * @param margin default 1
   * @param p which norm; default 2
   * @param eps is added to the differences; default 1e-6
   * @param swap whether the distance of the negative is that of the positive where this is smaller;
   *     default false
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(double margin, double p, double eps, boolean swap, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("TripletMarginLoss", "reduction", reduction);
      if (!(margin > 0)) {
        throw new IllegalArgumentException(
            "TripletMarginLoss: margin must be positive, got " + margin);
      }
    }

    static final Options DEFAULT = new Options(1, 2, 1e-6, false, Reduction.MEAN);

    /** With another margin. */
    public Options margin(double value) {
      return new Options(value, p, eps, swap, reduction);
    }

    /** With another norm. */
    public Options p(double value) {
      return new Options(margin, value, eps, swap, reduction);
    }

    /** With another summand of the differences. */
    public Options eps(double value) {
      return new Options(margin, p, value, swap, reduction);
    }

    /** With the smaller distance of the negative, or without. */
    public Options swap(boolean value) {
      return new Options(margin, p, eps, value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(margin, p, eps, swap, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public TripletMarginLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.swap(true)}. */
  public TripletMarginLoss(UnaryOperator<Options> options) {
    this.options = Check.options("TripletMarginLoss", options, Options.DEFAULT);
  }

  /** The loss of anchor, positive and negative. */
  public Tensor call(Tensor anchor, Tensor positive, Tensor negative) {
    return call(
        new Object[] {anchor, positive, negative},
        in -> F.tripletMarginLoss((Tensor) in[0], (Tensor) in[1], (Tensor) in[2], o -> options));
  }
}
