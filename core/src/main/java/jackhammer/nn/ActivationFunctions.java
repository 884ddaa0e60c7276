package jackhammer.nn;

import jackhammer.Tensor;
import jackhammer.internal.ops.Activations;
import jackhammer.internal.ops.Check;

/** The part of {@link F} that is about activations. */
abstract class ActivationFunctions extends ConvFunctions {
  ActivationFunctions() {}

  /** max(x, 0). */
  public static Tensor relu(Tensor x) {
    return Check.notNull("relu", "input", x).relu();
  }

  /** {@link #relu}; changes x itself. */
  public static Tensor relu_(Tensor x) {
    return Check.notNull("relu_", "input", x).relu_();
  }

  /** 1 / (1 + exp(-x)). */
  public static Tensor sigmoid(Tensor x) {
    return Check.notNull("sigmoid", "input", x).sigmoid();
  }

  /** The hyperbolic tangent. */
  public static Tensor tanh(Tensor x) {
    return Check.notNull("tanh", "input", x).tanh();
  }

  /** Positive numbers with sum 1 along a dimension. */
  public static Tensor softmax(Tensor x, long dim) {
    return Check.notNull("softmax", "input", x).softmax(dim);
  }

  /** The logarithm of {@link #softmax}. */
  public static Tensor logSoftmax(Tensor x, long dim) {
    return Check.notNull("logSoftmax", "input", x).logSoftmax(dim);
  }

  /** {@link #elu(Tensor, double)} with alpha 1. */
  public static Tensor elu(Tensor x) {
    return elu(x, 1);
  }

  /** See {@link ELU}. */
  public static Tensor elu(Tensor x, double alpha) {
    return elu(x, alpha, false);
  }

  /** {@link #elu(Tensor)} in place. */
  public static Tensor elu_(Tensor x) {
    return elu(x, 1, true);
  }

  /** See {@link ELU}; changes x itself. */
  public static Tensor elu_(Tensor x, double alpha) {
    return elu(x, alpha, true);
  }

  static Tensor elu(Tensor x, double alpha, boolean inplace) {
    return Activations.elu(x, alpha, inplace);
  }

  /** See {@link SELU}. */
  public static Tensor selu(Tensor x) {
    return selu(x, false);
  }

  /** See {@link SELU}; changes x itself. */
  public static Tensor selu_(Tensor x) {
    return selu(x, true);
  }

  static Tensor selu(Tensor x, boolean inplace) {
    return Activations.selu(x, inplace);
  }

  /** {@link #celu(Tensor, double)} with alpha 1. */
  public static Tensor celu(Tensor x) {
    return celu(x, 1);
  }

  /** See {@link CELU}. */
  public static Tensor celu(Tensor x, double alpha) {
    return celu(x, alpha, false);
  }

  /** {@link #celu(Tensor)} in place. */
  public static Tensor celu_(Tensor x) {
    return celu(x, 1, true);
  }

  /** See {@link CELU}; changes x itself. */
  public static Tensor celu_(Tensor x, double alpha) {
    return celu(x, alpha, true);
  }

  static Tensor celu(Tensor x, double alpha, boolean inplace) {
    return Activations.celu(x, alpha, inplace);
  }

  /** See {@link GELU}. */
  public static Tensor gelu(Tensor x) {
    return gelu(x, "none");
  }

  /** See {@link GELU}; approximate is "none" or "tanh". */
  public static Tensor gelu(Tensor x, String approximate) {
    checkApproximate("gelu", approximate);
    return (approximate.equals("none") ? Activations.GELU : Activations.GELU_TANH).apply(x, false);
  }

  /** See {@link SiLU}. */
  public static Tensor silu(Tensor x) {
    return silu(x, false);
  }

  /** {@link #silu(Tensor)}, perhaps on x itself. */
  public static Tensor silu(Tensor x, boolean inplace) {
    return Activations.SILU.apply(x, inplace);
  }

  /** See {@link Mish}. */
  public static Tensor mish(Tensor x) {
    return mish(x, false);
  }

  /** {@link #mish(Tensor)}, perhaps on x itself. */
  public static Tensor mish(Tensor x, boolean inplace) {
    return Activations.MISH.apply(x, inplace);
  }

  /** See {@link Softplus}. */
  public static Tensor softplus(Tensor x) {
    return softplus(x, 1, 20);
  }

  /** See {@link Softplus}. */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    checkNotZero("softplus", "beta", beta);
    return Activations.softplus(x, beta, threshold);
  }

  /** See {@link Softsign}. */
  public static Tensor softsign(Tensor x) {
    return x.div(Check.notNull("softsign", "input", x).abs().add(1));
  }

  /** {@link #softshrink(Tensor, double)} with lambd 0.5. */
  public static Tensor softshrink(Tensor x) {
    return softshrink(x, 0.5);
  }

  /** See {@link Softshrink}. */
  public static Tensor softshrink(Tensor x, double lambd) {
    return Activations.softshrink(x, lambd);
  }

  /** {@link #hardshrink(Tensor, double)} with lambd 0.5. */
  public static Tensor hardshrink(Tensor x) {
    return hardshrink(x, 0.5);
  }

  /** See {@link Hardshrink}. */
  public static Tensor hardshrink(Tensor x, double lambd) {
    return Activations.hardshrink(x, lambd);
  }

  /** See {@link Tanhshrink}. */
  public static Tensor tanhshrink(Tensor x) {
    return x.sub(Check.notNull("tanhshrink", "input", x).tanh());
  }

  /** {@link #hardtanh(Tensor, double, double)} with minVal -1, maxVal 1. */
  public static Tensor hardtanh(Tensor x) {
    return hardtanh(x, -1, 1);
  }

  /** See {@link Hardtanh}. */
  public static Tensor hardtanh(Tensor x, double minVal, double maxVal) {
    return hardtanh(x, minVal, maxVal, false);
  }

  /** {@link #hardtanh(Tensor)} in place. */
  public static Tensor hardtanh_(Tensor x) {
    return hardtanh(x, -1, 1, true);
  }

  /** See {@link Hardtanh}; changes x itself. */
  public static Tensor hardtanh_(Tensor x, double minVal, double maxVal) {
    return hardtanh(x, minVal, maxVal, true);
  }

  static Tensor hardtanh(Tensor x, double minVal, double maxVal, boolean inplace) {
    return Activations.hardtanh(x, minVal, maxVal, inplace);
  }

  /** See {@link ReLU6}. */
  public static Tensor relu6(Tensor x) {
    return relu6(x, false);
  }

  /** {@link #relu6(Tensor)}, perhaps on x itself. */
  public static Tensor relu6(Tensor x, boolean inplace) {
    return Activations.hardtanh(x, 0, 6, inplace);
  }

  /** See {@link Hardsigmoid}. */
  public static Tensor hardsigmoid(Tensor x) {
    return hardsigmoid(x, false);
  }

  /** {@link #hardsigmoid(Tensor)}, perhaps on x itself. */
  public static Tensor hardsigmoid(Tensor x, boolean inplace) {
    return Activations.HARDSIGMOID.apply(x, inplace);
  }

  /** See {@link Hardswish}. */
  public static Tensor hardswish(Tensor x) {
    return hardswish(x, false);
  }

  /** {@link #hardswish(Tensor)}, perhaps on x itself. */
  public static Tensor hardswish(Tensor x, boolean inplace) {
    return Activations.HARDSWISH.apply(x, inplace);
  }

  /** {@link #leakyRelu(Tensor, double)} with negativeSlope 0.01. */
  public static Tensor leakyRelu(Tensor x) {
    return leakyRelu(x, 0.01);
  }

  /** See {@link LeakyReLU}. */
  public static Tensor leakyRelu(Tensor x, double negativeSlope) {
    return leakyRelu(x, negativeSlope, false);
  }

  /** {@link #leakyRelu(Tensor)} in place. */
  public static Tensor leakyRelu_(Tensor x) {
    return leakyRelu(x, 0.01, true);
  }

  /** See {@link LeakyReLU}; changes x itself. */
  public static Tensor leakyRelu_(Tensor x, double negativeSlope) {
    return leakyRelu(x, negativeSlope, true);
  }

  static Tensor leakyRelu(Tensor x, double negativeSlope, boolean inplace) {
    return Activations.leakyRelu(x, negativeSlope, inplace);
  }

  /** See {@link LogSigmoid}. */
  public static Tensor logsigmoid(Tensor x) {
    return Activations.LOG_SIGMOID.apply(x, false);
  }

  /** See {@link Threshold}. */
  public static Tensor threshold(Tensor x, double threshold, double value) {
    return threshold(x, threshold, value, false);
  }

  /** See {@link Threshold}; changes x itself. */
  public static Tensor threshold_(Tensor x, double threshold, double value) {
    return threshold(x, threshold, value, true);
  }

  static Tensor threshold(Tensor x, double threshold, double value, boolean inplace) {
    return Activations.threshold(x, threshold, value, inplace);
  }

  /** See {@link PReLU}. */
  public static Tensor prelu(Tensor x, Tensor weight) {
    return Activations.prelu(x, weight);
  }

  /** See {@link RReLU}: in evaluation. */
  public static Tensor rrelu(Tensor x) {
    return rrelu(x, 1.0 / 8, 1.0 / 3, false);
  }

  /** See {@link RReLU}. */
  public static Tensor rrelu(Tensor x, double lower, double upper, boolean training) {
    return rrelu(x, lower, upper, training, false);
  }

  /** See {@link RReLU}; changes x itself. */
  public static Tensor rrelu_(Tensor x, double lower, double upper, boolean training) {
    return rrelu(x, lower, upper, training, true);
  }

  static Tensor rrelu(Tensor x, double lower, double upper, boolean training, boolean inplace) {
    return Activations.rrelu(x, lower, upper, training, inplace);
  }

  /** See {@link GLU}: along the last dimension. */
  public static Tensor glu(Tensor x) {
    return glu(x, -1);
  }

  /** See {@link GLU}. */
  public static Tensor glu(Tensor x, long dim) {
    return Activations.glu(x, dim);
  }

  /** See {@link Softmin}. */
  public static Tensor softmin(Tensor x, long dim) {
    return Check.notNull("softmin", "input", x).neg().softmax(dim);
  }

  /** {@link #gumbelSoftmax(Tensor, double, boolean, long)} along the last dimension. */
  public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard) {
    return gumbelSoftmax(logits, tau, hard, -1);
  }

  /** {@link #gumbelSoftmax(Tensor, double, boolean, long)} with tau 1, not hard. */
  public static Tensor gumbelSoftmax(Tensor logits) {
    return gumbelSoftmax(logits, 1, false);
  }

  /**
   * A class drawn with the probabilities that softmax gives to the logits, in a form with a
   * gradient: the softmax of (logits + noise) / tau, which comes the nearer to 1 for the class and
   * 0 elsewhere the smaller tau is.
   *
   * <pre>{@code
   * Tensor choice = F.gumbelSoftmax(logits, 0.5, true); // rows of 0 and one 1
   * }</pre>
   *
   * @param logits of any size in a floating-point type; the result has its size
   * @param tau positive; default 1
   * @param hard whether the result is 1 for the class and 0 elsewhere, with the gradient that it
   *     would have otherwise; default false
   * @param dim along which the classes lie; default -1
   * @see <a
   *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html">torch.nn.functional.gumbel_softmax</a>
   */
  public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard, long dim) {
    String op = "gumbelSoftmax";
    Check.floating(op, "logits", logits);
    if (!(tau > 0)) {
      throw new IllegalArgumentException(op + ": tau must be positive, it divides, got " + tau);
    }
    long d = Check.dim(op, dim, (int) logits.dim());
    Tensor drawn = Tensor.empty(logits.size(), o -> o.dtype(logits.dtype())).exponential_();
    Tensor soft = logits.sub(drawn.log()).div(tau).softmax(d);
    if (!hard) {
      return soft;
    }
    Tensor one = Tensor.zerosLike(drawn).scatter_(d, soft.detach().argmax(d, true), 1.0);
    return one.sub(soft.detach()).add(soft);
  }

  static void checkApproximate(String op, String approximate) {
    if (!"none".equals(approximate) && !"tanh".equals(approximate)) {
      throw new IllegalArgumentException(
          op + ": approximate must be \"none\" or \"tanh\", got \"" + approximate + "\"");
    }
  }

  static void checkNotZero(String op, String argument, double value) {
    if (value == 0) {
      throw new IllegalArgumentException(op + ": " + argument + " must not be 0, it divides");
    }
  }
}
