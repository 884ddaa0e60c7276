package jackhammer.optim;

import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.ops.Check;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Adam with decoupled weight decay: each step first shrinks the parameter by lr * weightDecay.
 *
 * <pre>{@code
 * var optimizer = new AdamW(net.namedParameters(), 1e-3, o -> o.weightDecay(0.05));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html">torch.optim.AdamW</a>
 */
public final class AdamW extends AdamBase {
  private static final Options DEFAULT = Options.defaults("AdamW", 1e-2, true);

  /** With PyTorch's learning rate, 1e-3. */
  public AdamW(Map<String, Parameter> parameters) {
    this(parameters, DEFAULT.lr());
  }

  /** With another learning rate. */
  public AdamW(Map<String, Parameter> parameters, double lr) {
    this(parameters, lr, o -> o);
  }

  /** With options. */
  public AdamW(Map<String, Parameter> parameters, double lr, UnaryOperator<Options> options) {
    super(parameters, Check.options("AdamW", options, DEFAULT.lr(lr)));
  }

  /** With PyTorch's learning rate, parameters without names. */
  public AdamW(Collection<? extends Tensor> parameters) {
    this(numbered("AdamW", parameters));
  }

  /** With another learning rate, parameters without names. */
  public AdamW(Collection<? extends Tensor> parameters, double lr) {
    this(numbered("AdamW", parameters), lr);
  }

  /** With options, parameters without names. */
  public AdamW(Collection<? extends Tensor> parameters, double lr, UnaryOperator<Options> options) {
    this(numbered("AdamW", parameters), lr, options);
  }
}
