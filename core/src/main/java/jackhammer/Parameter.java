package jackhammer;

import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.TensorState;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.ops.Check;

/**
 * A tensor that a module learns: it requires a gradient unless told otherwise, and a module that
 * has it in a field lists it among its parameters.
 *
 * <pre>{@code
 * class Scale extends Module implements Layer {
 *   final Parameter factor = new Parameter(ones(1));
 *
 *   public Tensor forward(Tensor x) {
 *     return x.mul(factor);
 *   }
 * }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html">torch.nn.Parameter</a>
 */
public final class Parameter extends Tensor {

  /** A parameter on the same numbers as {@code data}, which stays outside its graph. */
  public Parameter(Tensor data) {
    this(data, Check.notNull("Parameter", "data", data).dtype().isFloatingPoint());
  }

  /**
   * A parameter that may be frozen.
   *
   * @throws IllegalArgumentException if a gradient is wanted of a tensor that is not floating point
   */
  public Parameter(Tensor data, boolean requiresGrad) {
    super(new TensorState(Tensors.data(Check.notNull("Parameter", "data", data))));
    Tensors.data(data).storage().keep();
    Graph.requiresGrad(this, requiresGrad);
  }

  /**
   * Replaces the numbers by those of another tensor, whatever its size and type; a gradient is
   * dropped.
   *
   * @return this
   */
  public Parameter data_(Tensor replacement) {
    Check.notNull("data_", "replacement", replacement);
    TensorState state = Tensors.state(this);
    state.data(Tensors.data(replacement));
    state.data().storage().keep();
    state.grad(null);
    return this;
  }

  @Override
  public String toString() {
    return "Parameter containing:\n" + super.toString();
  }
}
