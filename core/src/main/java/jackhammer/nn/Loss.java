package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/** What compares an input with a target; {@link #call} gives the loss. */
public abstract class Loss extends Module {

  /** What a loss without other options takes: its reduction, default mean. */
  public record Options(Reduction reduction) {
    /** Checks what must be there. */
    public Options {
      Check.notNull("Loss", "reduction", reduction);
    }

    static final Options DEFAULT = new Options(Reduction.MEAN);

    /** With another reduction. */
    public Options reduction(Reduction value) {
      return new Options(value);
    }

    /** With another reduction, by PyTorch's name. */
    public Options reduction(String name) {
      return reduction(Reduction.of(name));
    }
  }

  protected Loss() {}

  /** What the loss computes. To be overridden, not to be called: {@link #call} does more. */
  protected abstract Tensor forward(Tensor input, Tensor target);

  /** The loss of an input against a target. */
  public final Tensor call(Tensor input, Tensor target) {
    return call(
        new Object[] {input, target},
        in ->
            forward(
                Check.notNull(typeName(), "input", (Tensor) in[0]),
                Check.notNull(typeName(), "target", (Tensor) in[1])));
  }
}
