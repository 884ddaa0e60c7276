package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.function.UnaryOperator;

/**
 * The loss of a sequence of classes that is not aligned with the steps of an input, as in speech
 * and handwriting: minus the log-probability of all ways to spread the target over the steps, with
 * blanks between.
 *
 * <ul>
 *   <li>Log-probabilities: (T, N, C), or (T, C) for one entry, from a log-softmax over C.
 *   <li>Targets: (N, S), classes but not the blank, of any integer type; or of one dimension, those
 *       of all entries one after the other.
 *   <li>Lengths: (N) each, of any integer type.
 *   <li>Output: a number; with reduction none (N), or () for one entry. The mean is that of loss /
 *       target length.
 *   <li>Options: blank 0, reduction mean, zeroInfinity false.
 *   <li>Errors: {@link IllegalArgumentException} for a length or class out of range, with its row.
 * </ul>
 *
 * <pre>{@code
 * Tensor logs = randn(50, 2, 20).logSoftmax(2); // 50 steps, 2 entries, 20 classes
 * Tensor targets = tensor(new long[][] {{1, 5, 7}, {2, 2, 9}});
 * Tensor loss = new CTCLoss().call(logs, targets, tensor(50, 40), tensor(3, 2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html">torch.nn.CTCLoss</a>
 */
public final class CTCLoss extends Module {

  /**
   * The options, immutable.
   *
   * @param blank the class that stands between the others; default 0
   * @param reduction none, mean or sum of the entries; default mean
   * @param zeroInfinity whether the loss of a target that is too long for its input is 0 and not
   *     infinite; default false
   */
  public record Options(long blank, Reduction reduction, boolean zeroInfinity) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("CTCLoss", "reduction", reduction);
      if (blank < 0) {
        throw new IllegalArgumentException("CTCLoss: blank must not be negative, got " + blank);
      }
    }

    static final Options DEFAULT = new Options(0, Reduction.MEAN, false);

    /** With another class as the blank. */
    public Options blank(long value) {
      return new Options(value, reduction, zeroInfinity);
    }

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(blank, value, zeroInfinity);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }

    /** With 0 in place of infinite losses, or without. */
    public Options zeroInfinity(boolean value) {
      return new Options(blank, reduction, value);
    }
  }

  private final Options options;

  /** The loss with all options at their defaults. */
  public CTCLoss() {
    this(o -> o);
  }

  /** The loss with options, for example {@code o -> o.zeroInfinity(true)}. */
  public CTCLoss(UnaryOperator<Options> options) {
    this.options = Check.options("CTCLoss", options, Options.DEFAULT);
  }

  /** The loss of log-probabilities against targets, with the lengths of both. */
  public Tensor call(Tensor logProbs, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    return call(
        new Object[] {logProbs, targets, inputLengths, targetLengths},
        in ->
            F.ctcLoss(
                (Tensor) in[0], (Tensor) in[1], (Tensor) in[2], (Tensor) in[3], o -> options));
  }
}
