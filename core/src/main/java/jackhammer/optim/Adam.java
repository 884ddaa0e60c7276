package jackhammer.optim;

import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Adam: steps scaled by running means of the gradient and of its square. Weight decay goes through
 * the gradient unless decoupled.
 *
 * <pre>{@code
 * var optimizer = new Adam(net.namedParameters(), 1e-3, o -> o.weightDecay(1e-4));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam</a>
 */
public final class Adam extends AdamBase {
  private static final Options DEFAULT = Options.defaults("Adam", 0, false);

  /** With PyTorch's learning rate, 1e-3. */
  public Adam(Map<String, Parameter> parameters) {
    this(parameters, DEFAULT.lr());
  }

  /** With another learning rate. */
  public Adam(Map<String, Parameter> parameters, double lr) {
    this(parameters, lr, o -> o);
  }

  /** With options. */
  public Adam(Map<String, Parameter> parameters, double lr, UnaryOperator<Options> options) {
    super(parameters, Check.options("Adam", options, DEFAULT.lr(lr)));
  }

  /** With PyTorch's learning rate, parameters without names. */
  public Adam(Collection<? extends Tensor> parameters) {
    this(numbered("Adam", parameters));
  }

  /** With another learning rate, parameters without names. */
  public Adam(Collection<? extends Tensor> parameters, double lr) {
    this(numbered("Adam", parameters), lr);
  }

  /** With options, parameters without names. */
  public Adam(Collection<? extends Tensor> parameters, double lr, UnaryOperator<Options> options) {
    this(numbered("Adam", parameters), lr, options);
  }
}
