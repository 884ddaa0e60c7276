package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Check;

/**
 * What computes a parameter from the tensors that are learned in its place, and knows the way back.
 * A parametrization of one tensor that needs no way back can be any {@link Layer} instead.
 *
 * <pre>{@code
 * class Symmetric extends Parametrization {
 *   protected Tensor forward(Tensor... originals) {
 *     return originals[0].triu().add(originals[0].triu(1).t());
 *   }
 *
 *   protected Tensor[] rightInverse(Tensor value) {
 *     return new Tensor[] {value.triu()};
 *   }
 * }
 * }</pre>
 *
 * @see Parametrize#registerParametrization(Module, String, Parametrization)
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html">torch.nn.utils.parametrize.register_parametrization</a>
 */
public abstract class Parametrization extends Module {

  /** For subclasses. */
  protected Parametrization() {}

  /**
   * The parameter. To be overridden, not to be called: {@link #call} does more.
   *
   * @param originals what is learned; one, unless {@link #rightInverse} gives several
   */
  protected abstract Tensor forward(Tensor... originals);

  /**
   * The originals that {@link #forward} makes a value from: where learning begins. By default null:
   * there is no way back, and the parameter itself becomes the original.
   */
  protected Tensor[] rightInverse(Tensor value) {
    return null;
  }

  /** Computes the parameter: runs the hooks around {@link #forward}. */
  public final Tensor call(Tensor... originals) {
    Check.noneNull(typeName(), "original", (Object[]) originals);
    return call(originals, in -> forward((Tensor[]) in));
  }
}
