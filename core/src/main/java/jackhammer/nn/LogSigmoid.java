package jackhammer.nn;

import jackhammer.Tensor;

/**
 * log(1 / (1 + exp(-x))), element by element, on a tensor of any size.
 *
 * <pre>{@code
 * Tensor y = new LogSigmoid().call(randn(2));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html">torch.nn.LogSigmoid</a>
 */
public final class LogSigmoid extends Module implements Layer {

  /** It has no arguments. */
  public LogSigmoid() {}

  @Override
  public Tensor forward(Tensor x) {
    return F.logsigmoid(x);
  }
}
