package jackhammer.optim;

import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.ops.Check;
import jackhammer.internal.ops.Compute;
import jackhammer.internal.text.PyFormat;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Stochastic gradient descent, with momentum if asked: v = momentum * v + (1 - dampening) * g; p =
 * p - lr * v.
 *
 * <pre>{@code
 * var optimizer = new SGD(net.namedParameters(), 0.1, o -> o.momentum(0.9));
 * }</pre>
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public final class SGD extends Optimizer<SGD.Options> {

  /**
   * The options, immutable.
   *
   * @param lr the learning rate; default 1e-3
   * @param momentum how much of the last step goes on; default 0
   * @param dampening how much of the gradient does not enter the momentum; default 0
   * @param weightDecay how much of the parameter is added to its gradient; default 0
   * @param nesterov whether the gradient is looked up ahead; default false
   * @param maximize whether to climb instead; default false
   */
  public record Options(
      double lr,
      double momentum,
      double dampening,
      double weightDecay,
      boolean nesterov,
      boolean maximize)
      implements Hyperparameters<Options> {
    static final Options DEFAULT = new Options(1e-3, 0, 0, 0, false, false);

    /** Checks each number by itself. */
    public Options {
      Checks.notNegative("SGD", "lr", lr);
      Checks.notNegative("SGD", "momentum", momentum);
      Checks.notNegative("SGD", "weight_decay", weightDecay);
    }

    @Override
    public Options lr(double value) {
      return new Options(value, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** With momentum. */
    public Options momentum(double value) {
      return new Options(lr, value, dampening, weightDecay, nesterov, maximize);
    }

    /** With dampening. */
    public Options dampening(double value) {
      return new Options(lr, momentum, value, weightDecay, nesterov, maximize);
    }

    /** With weight decay. */
    public Options weightDecay(double value) {
      return new Options(lr, momentum, dampening, value, nesterov, maximize);
    }

    /** With Nesterov's momentum, or not. */
    public Options nesterov(boolean value) {
      return new Options(lr, momentum, dampening, weightDecay, value, maximize);
    }

    /** Climbing, or descending. */
    public Options maximize(boolean value) {
      return new Options(lr, momentum, dampening, weightDecay, nesterov, value);
    }

    private Options checked() {
      if (nesterov && (momentum <= 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            String.format(
                "SGD: nesterov needs momentum above 0 and dampening 0, got momentum %s, dampening %s",
                momentum, dampening));
      }
      return this;
    }

    @Override
    public SortedMap<String, String> printed() {
      SortedMap<String, String> all = Checks.printed();
      all.put("dampening", Checks.number(dampening));
      all.put("lr", PyFormat.repr(lr));
      all.put("maximize", Checks.bool(maximize));
      all.put("momentum", Checks.number(momentum));
      all.put("nesterov", Checks.bool(nesterov));
      all.put("weight_decay", Checks.number(weightDecay));
      return all;
    }
  }

  /** Plain descent. */
  public SGD(Map<String, Parameter> parameters, double lr) {
    this(parameters, lr, o -> o);
  }

  /** Descent with options. */
  public SGD(Map<String, Parameter> parameters, double lr, UnaryOperator<Options> options) {
    super(parameters, Check.options("SGD", options, Options.DEFAULT.lr(lr)).checked());
  }

  /** Plain descent, parameters without names. */
  public SGD(Collection<? extends Tensor> parameters, double lr) {
    this(numbered("SGD", parameters), lr, o -> o);
  }

  /** Descent with options, parameters without names. */
  public SGD(Collection<? extends Tensor> parameters, double lr, UnaryOperator<Options> options) {
    this(numbered("SGD", parameters), lr, options);
  }

  @Override
  void update(Parameter p, Tensor grad, Map<String, Tensor> state, Options o) {
    Tensor buffer = null;
    boolean first = false;
    if (o.momentum != 0) {
      first = !state.containsKey("momentum_buffer");
      buffer = state.computeIfAbsent("momentum_buffer", k -> Tensor.zerosLike(p).keep());
    }
    Compute.kernels()
        .sgd(
            Tensors.data(p),
            Tensors.data(grad),
            buffer == null ? null : Tensors.data(buffer),
            new OptimArgs.Sgd(
                o.lr, o.momentum, o.dampening, o.weightDecay, o.nesterov, o.maximize, first));
    Tensors.data(p).storage().changed();
  }
}
