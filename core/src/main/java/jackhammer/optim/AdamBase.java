package jackhammer.optim;

import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Elements;
import jackhammer.internal.kernel.OptimArgs;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.ops.Compute;
import jackhammer.internal.text.PyFormat;
import java.util.Map;
import java.util.SortedMap;

/** What {@link Adam} and {@link AdamW} share: everything but their defaults. */
public abstract sealed class AdamBase extends Optimizer<AdamBase.Options> permits Adam, AdamW {

  /**
   * The options, immutable.
   *
   * @param optimizer the name in messages
   * @param lr the learning rate; default 1e-3
   * @param beta1 how much of the running mean of the gradient stays; default 0.9
   * @param beta2 how much of the running mean of its square stays; default 0.999
   * @param eps added to the divisor; default 1e-8
   * @param weightDecay default 0 for Adam, 1e-2 for AdamW
   * @param decoupledWeightDecay whether decay acts on the parameter itself; false for Adam
   * @param amsgrad whether the largest mean of squares so far is used; default false
   * @param maximize whether to climb instead; default false
   */
  public record Options(
      String optimizer,
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean decoupledWeightDecay,
      boolean amsgrad,
      boolean maximize)
      implements Hyperparameters<Options> {

    static Options defaults(String optimizer, double weightDecay, boolean decoupled) {
      return new Options(optimizer, 1e-3, 0.9, 0.999, 1e-8, weightDecay, decoupled, false, false);
    }

    /** Checks each number by itself. */
    public Options {
      Checks.notNegative(optimizer, "lr", lr);
      Checks.belowOne(optimizer, "betas[0]", beta1);
      Checks.belowOne(optimizer, "betas[1]", beta2);
      Checks.notNegative(optimizer, "eps", eps);
      Checks.notNegative(optimizer, "weight_decay", weightDecay);
    }

    @Override
    public Options lr(double value) {
      return new Options(
          optimizer,
          value,
          beta1,
          beta2,
          eps,
          weightDecay,
          decoupledWeightDecay,
          amsgrad,
          maximize);
    }

    /** With other running means. */
    public Options betas(double first, double second) {
      return new Options(
          optimizer, lr, first, second, eps, weightDecay, decoupledWeightDecay, amsgrad, maximize);
    }

    /** With another addition to the divisor. */
    public Options eps(double value) {
      return new Options(
          optimizer, lr, beta1, beta2, value, weightDecay, decoupledWeightDecay, amsgrad, maximize);
    }

    /** With weight decay. */
    public Options weightDecay(double value) {
      return new Options(
          optimizer, lr, beta1, beta2, eps, value, decoupledWeightDecay, amsgrad, maximize);
    }

    /** With decay of the parameter itself, or through the gradient. */
    public Options decoupledWeightDecay(boolean value) {
      return new Options(optimizer, lr, beta1, beta2, eps, weightDecay, value, amsgrad, maximize);
    }

    /** With the largest mean of squares so far, or the present one. */
    public Options amsgrad(boolean value) {
      return new Options(
          optimizer, lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, value, maximize);
    }

    /** Climbing, or descending. */
    public Options maximize(boolean value) {
      return new Options(
          optimizer, lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, amsgrad, value);
    }

    @Override
    public SortedMap<String, String> printed() {
      SortedMap<String, String> all = Checks.printed();
      all.put("amsgrad", Checks.bool(amsgrad));
      all.put("betas", "(" + PyFormat.repr(beta1) + ", " + PyFormat.repr(beta2) + ")");
      all.put("capturable", "False");
      all.put("decoupled_weight_decay", Checks.bool(decoupledWeightDecay));
      all.put("eps", PyFormat.repr(eps));
      all.put("lr", PyFormat.repr(lr));
      all.put("maximize", Checks.bool(maximize));
      all.put("weight_decay", Checks.number(weightDecay));
      return all;
    }
  }

  AdamBase(Map<String, Parameter> parameters, Options options) {
    super(parameters, options);
  }

  @Override
  void update(Parameter p, Tensor grad, Map<String, Tensor> state, Options o) {
    Tensor step = state.computeIfAbsent("step", k -> Tensor.tensor(0.0).keep());
    Strided count = Tensors.data(step);
    double steps = Elements.getDouble(count.storage(), count.offset()) + 1;
    Elements.set(count.storage(), count.offset(), steps);
    count.storage().changed();
    Tensor mean = state.computeIfAbsent("exp_avg", k -> Tensor.zerosLike(p).keep());
    Tensor square = state.computeIfAbsent("exp_avg_sq", k -> Tensor.zerosLike(p).keep());
    Tensor largest =
        o.amsgrad ? state.computeIfAbsent("max_exp_avg_sq", k -> Tensor.zerosLike(p).keep()) : null;
    Compute.kernels()
        .adam(
            Tensors.data(p),
            Tensors.data(grad),
            Tensors.data(mean),
            Tensors.data(square),
            largest == null ? null : Tensors.data(largest),
            new OptimArgs.Adam(
                o.lr,
                o.beta1,
                o.beta2,
                o.eps,
                o.weightDecay,
                o.decoupledWeightDecay,
                o.amsgrad,
                o.maximize,
                (long) steps));
    Tensors.data(p).storage().changed();
  }
}
