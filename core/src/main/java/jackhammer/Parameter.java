package jackhammer;

import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.TensorState;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
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

  private Parameter(DType dtype) {
    super(new TensorState(Strided.empty(dtype, 0)));
    Graph.requiresGrad(this, true);
    Tensors.state(this).uninitialized(dtype);
  }

  /**
   * A parameter that has an element type and no size yet, PyTorch's {@code UninitializedParameter}:
   * lazy layers have it until they see an input. Until {@link #data_} gives it numbers, any use of
   * them is an {@link IllegalStateException}.
   *
   * @throws IllegalArgumentException if the type is not floating point
   */
  public static Parameter uninitialized(DType dtype) {
    if (!Check.notNull("Parameter.uninitialized", "dtype", dtype).isFloatingPoint()) {
      throw new IllegalArgumentException(
          "Parameter.uninitialized: dtype must be a floating-point type, got " + dtype);
    }
    return new Parameter(dtype);
  }

  /** Whether the parameter has no numbers yet. */
  public boolean isUninitialized() {
    return Tensors.state(this).isUninitialized();
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
    return isUninitialized()
        ? "<UninitializedParameter>"
        : "Parameter containing:\n" + super.toString();
  }
}
