package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The hinge loss of classes: the mean over all other classes j of max(0, margin - x[t] + x[j])^p.
 *
 * <ul>
 *   <li>Input: (N, C), or (C).
 *   <li>Target: (N), or (), classes of an integer type.
 *   <li>Options: p 1, margin 1, weight [C], reduction mean.
 * </ul>
 *
 * <pre>{@code
 * Tensor loss = new MultiMarginLoss().call(randn(3, 5), tensor(1, 0, 4));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html">torch.nn.MultiMarginLoss</a>
 */
public final class MultiMarginLoss extends Loss {

  /**
   * The options, immutable.
   *
   * @param p 1 or 2; default 1
   * @param margin default 1
   * @param weight one number for each class, [C]; default null
   * @param reduction none, mean or sum of the losses; default mean
   */
  public record Options(int p, double margin, Tensor weight, Reduction reduction) {
    /** Checks each of them by itself. */
    public Options {
      Check.notNull("MultiMarginLoss", "reduction", reduction);
      if (p != 1 && p != 2) {
        throw new IllegalArgumentException("MultiMarginLoss: p must be 1 or 2, got " + p);
      }
    }

    static final Options DEFAULT = new Options(1, 1, null, Reduction.MEAN);

    /** With another power, 1 or 2. */
    public Options p(int value) {
      return new Options(value, margin, weight, reduction);
    }

    /** With another margin. */
    public Options margin(double value) {
      return new Options(p, value, weight, reduction);
    }

    /** With a number for each class. */
    public Options weight(Tensor value) {
      return new Options(p, margin, value, reduction);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(p, margin, weight, value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  private final Options options;

  private final Supplier<Tensor> weight;

  /** The loss with all options at their defaults. */
  public MultiMarginLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.p(2)}. */
  public MultiMarginLoss(UnaryOperator<Options> options) {
    this.options = Check.options("MultiMarginLoss", options, Options.DEFAULT);
    weight = registerBuffer("weight", this.options.weight);
  }

  @Override
  protected Tensor forward(Tensor input, Tensor target) {
    return F.multiMarginLoss(input, target, o -> options.weight(weight.get()));
  }
}
