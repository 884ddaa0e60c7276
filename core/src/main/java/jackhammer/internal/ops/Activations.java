package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Binary;
import jackhammer.internal.kernel.Strided;
import jackhammer.internal.kernel.Ternary;
import jackhammer.internal.kernel.Unary;
import java.util.function.UnaryOperator;

/**
 * The activation functions that are no op of {@link UnaryOps}: what each computes and its
 * derivative, both in element-wise ops, with up to two numbers as arguments.
 */
public final class Activations {

  /** From the input and the arguments. */
  private interface Forward {
    Tensor of(Tensor x, double[] a);
  }

  /** From the upstream gradient, the input and the arguments. */
  private interface Derivative {
    Tensor of(Tensor g, Tensor x, double[] a);
  }

  /** An activation function. */
  public static final class Activation {
    private final String name;
    private final Forward forward;
    private final Grad grad;
    private final Grad inPlaceGrad;

    Activation(String name, String gradName, Forward forward, Derivative derivative) {
      this(name, gradName, gradName, forward, derivative);
    }

    Activation(
        String name,
        String gradName,
        String inPlaceGradName,
        Forward forward,
        Derivative derivative) {
      this.name = name;
      this.forward = forward;
      this.grad = gradient(gradName, derivative);
      this.inPlaceGrad = gradient(inPlaceGradName, derivative);
    }

    private static Grad gradient(String name, Derivative derivative) {
      return Grad.of(
          name, (g, s) -> new Tensor[] {derivative.of(g, s.tensor(0), s.<double[]>args())});
    }

    /** On another tensor or, in place, on x itself. */
    public Tensor apply(Tensor x, boolean inplace, double... a) {
      Check.floating(name, "input", x);
      UnaryOperator<Tensor> op =
          in -> {
            Tensor out = GradMode.with(false, () -> forward.of(in.detach(), a));
            return Graph.record(
                inplace ? inPlaceGrad : grad, out, new Tensor[] {in}, new Tensor[] {in}, a);
          };
      return inplace ? Graph.inPlace(name + "_", x, op, Pointwise::write) : op.apply(x);
    }
  }

  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = 0.044715;

  /** Arguments: alpha, scale of the input. */
  private static final Activation EXPONENTIAL = exponential("elu", "EluBackward");

  private static final Activation CONTINUOUS_EXPONENTIAL = exponential("celu", "CeluBackward");

  private static Activation exponential(String name, String gradName) {
    return new Activation(
        name,
        gradName + "0",
        gradName + "1",
        (x, a) ->
            isFused(x)
                ? kernel(Ternary.ELU, x, number(x, a[0]), number(x, a[1]))
                : Tensor.where(x.gt(0), x, x.clampMax(0.0).mul(a[1]).expm1().mul(a[0])),
        (g, x, a) -> {
          if (isFused(x) && a[1] == 1) {
            return kernel(Ternary.ELU_GRAD, g, x, number(x, a[0]));
          }
          Tensor below = x.clampMax(0.0).mul(a[1]).exp().mul(a[0] * a[1]);
          return g.mul(Tensor.where(x.gt(0), 1.0, below));
        });
  }

  private static final Activation SELU =
      new Activation(
          "selu",
          "EluBackward0",
          "EluBackward1",
          (x, a) -> kernel(Unary.SELU, x),
          (g, x, a) -> {
            if (isFused(x)) {
              return kernel(Binary.SELU_GRAD, g, x);
            }
            Tensor below = x.clampMax(0.0).exp().mul(SELU_ALPHA * SELU_SCALE);
            return g.mul(Tensor.where(x.gt(0), SELU_SCALE, below));
          });

  public static Tensor elu(Tensor x, double alpha, boolean inplace) {
    return EXPONENTIAL.apply(x, inplace, alpha, 1);
  }

  public static Tensor selu(Tensor x, boolean inplace) {
    return SELU.apply(x, inplace);
  }

  public static Tensor celu(Tensor x, double alpha, boolean inplace) {
    if (alpha == 0) {
      throw new IllegalArgumentException(
          "celu: alpha must not be 0, x / alpha has no meaning then");
    }
    return CONTINUOUS_EXPONENTIAL.apply(x, inplace, alpha, 1 / alpha);
  }

  private static Tensor kernel(Unary op, Tensor x) {
    Strided in = Tensors.data(x);
    Strided out = Strided.empty(x.dtype(), in.sizes().clone());
    Compute.kernels().unary(op, in, out);
    return Tensors.wrap(out);
  }

  /**
   * Whether one loop may do what the composition does: without a graph, in types that hold the
   * arguments as they are.
   */
  private static boolean isFused(Tensor x) {
    return !GradMode.isEnabled() && (x.dtype() == DType.FLOAT32 || x.dtype() == DType.FLOAT64);
  }

  private static Tensor number(Tensor x, double value) {
    return Tensor.full(Size.of(), value, o -> o.dtype(x.dtype()));
  }

  private static Tensor kernel(Binary op, Tensor a, Tensor b) {
    Strided in = Tensors.data(a);
    Strided out = Strided.empty(a.dtype(), in.sizes().clone());
    Compute.kernels().binary(op, in, Tensors.data(b).expand(in.sizes()), out);
    return Tensors.wrap(out);
  }

  private static Tensor kernel(Ternary op, Tensor a, Tensor b, Tensor c) {
    Strided in = Tensors.data(a);
    Strided out = Strided.empty(a.dtype(), in.sizes().clone());
    Strided second = Tensors.data(b).expand(in.sizes());
    Compute.kernels().ternary(op, in, second, Tensors.data(c).expand(in.sizes()), out);
    return Tensors.wrap(out);
  }

  /** x times the normal distribution's function of x. */
  public static final Activation GELU =
      new Activation(
          "gelu",
          "GeluBackward0",
          (x, a) -> kernel(Unary.GELU, x),
          (g, x, a) -> {
            if (isFused(x)) {
              return kernel(Binary.GELU_GRAD, g, x);
            }
            Tensor below = x.mul(ROOT_HALF).erf().add(1).mul(0.5);
            Tensor density = x.square().mul(-0.5).exp().mul(ROOT_TWO_OVER_PI / 2);
            return g.mul(below.add(x.mul(density)));
          });

  /** The same with a hyperbolic tangent in its place. */
  public static final Activation GELU_TANH =
      new Activation(
          "gelu",
          "GeluBackward0",
          (x, a) -> kernel(Unary.GELU_TANH, x),
          (g, x, a) -> {
            if (isFused(x)) {
              return kernel(Binary.GELU_TANH_GRAD, g, x);
            }
            Tensor t = bent(x).tanh();
            Tensor slope = x.square().mul(3 * CUBIC).add(1).mul(ROOT_TWO_OVER_PI);
            Tensor right = x.mul(0.5).mul(t.square().rsub(1)).mul(slope);
            return g.mul(t.add(1).mul(0.5).add(right));
          });

  private static Tensor bent(Tensor x) {
    return x.add(x.mul(x).mul(x).mul(CUBIC)).mul(ROOT_TWO_OVER_PI);
  }

  /** x * sigmoid(x). */
  public static final Activation SILU =
      new Activation(
          "silu",
          "SiluBackward0",
          (x, a) -> kernel(Unary.SILU, x),
          (g, x, a) -> {
            if (isFused(x)) {
              return kernel(Binary.SILU_GRAD, g, x);
            }
            Tensor s = x.sigmoid();
            return g.mul(s.mul(x.mul(s.rsub(1)).add(1)));
          });

  /** x * tanh(log(1 + exp(x))). */
  public static final Activation MISH =
      new Activation(
          "mish",
          "MishBackward0",
          (x, a) -> kernel(Unary.MISH, x),
          (g, x, a) -> {
            if (isFused(x)) {
              return kernel(Binary.MISH_GRAD, g, x);
            }
            // differentiable, unlike the kernel
            Tensor t = x.abs().neg().exp().log1p().add(x.relu()).tanh();
            return g.mul(t.add(x.mul(x.sigmoid()).mul(t.square().rsub(1))));
          });

  private static final Activation SOFTPLUS =
      new Activation(
          "softplus",
          "SoftplusBackward0",
          (x, a) -> {
            if (isPlainSoftplus(x, a)) {
              return kernel(Unary.SOFTPLUS, x);
            }
            Tensor scaled = x.mul(a[0]);
            return Tensor.where(scaled.gt(a[1]), x, kernel(Unary.SOFTPLUS, scaled).div(a[0]));
          },
          (g, x, a) -> {
            if (isPlainSoftplus(x, a)) {
              return kernel(Binary.SOFTPLUS_GRAD, g, x);
            }
            Tensor scaled = x.mul(a[0]);
            return g.mul(Tensor.where(scaled.gt(a[1]), 1.0, scaled.sigmoid()));
          });

  /** In float32 what is added to x from 20 on, and what its slope lacks of 1, is rounded away. */
  private static boolean isPlainSoftplus(Tensor x, double[] a) {
    return isFused(x) && x.dtype() == DType.FLOAT32 && a[0] == 1 && a[1] >= 20;
  }

  /** log(1 + exp(beta x)) / beta, x itself where beta x is larger than the threshold. */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    return SOFTPLUS.apply(x, false, beta, threshold);
  }

  /** log(sigmoid(x)). */
  public static final Activation LOG_SIGMOID =
      new Activation(
          "logsigmoid",
          "LogSigmoidBackward0",
          (x, a) -> kernel(Unary.LOG_SIGMOID, x),
          (g, x, a) -> g.mul(x.neg().sigmoid()));

  private static final Activation HARDSHRINK =
      new Activation(
          "hardshrink",
          "HardshrinkBackward0",
          (x, a) -> x.maskedFill(x.abs().le(a[0]), 0.0),
          (g, x, a) -> g.maskedFill(x.abs().le(a[0]), 0.0));

  public static Tensor hardshrink(Tensor x, double lambd) {
    return HARDSHRINK.apply(x, false, lambd);
  }

  private static final Activation SOFTSHRINK =
      new Activation(
          "softshrink",
          "SoftshrinkBackward0",
          (x, a) -> x.sub(x.clamp(-a[0], a[0])),
          (g, x, a) -> g.maskedFill(x.abs().le(a[0]), 0.0));

  public static Tensor softshrink(Tensor x, double lambd) {
    if (!(lambd >= 0)) {
      throw new IllegalArgumentException("softshrink: lambd must not be negative, got " + lambd);
    }
    return SOFTSHRINK.apply(x, false, lambd);
  }

  private static final Grad HARDTANH =
      Grad.of(
          "HardtanhBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            double[] a = s.args();
            return new Tensor[] {
              a[0] == 0 && isFused(x)
                  ? kernel(Ternary.CAPPED_RELU_GRAD, g, x, number(x, a[1]))
                  : g.maskedFill(x.le(a[0]), 0.0).maskedFill(x.ge(a[1]), 0.0)
            };
          });

  /** What the gradient asks of x, whether it lies between the bounds, the result says as well. */
  private static Tensor hardtanhWithin(Tensor x, double[] a) {
    Strided self = Tensors.data(x);
    Strided min = Tensors.data(number(x, a[0])).expand(self.sizes());
    Strided max = Tensors.data(number(x, a[1])).expand(self.sizes());
    Compute.kernels().ternary(Ternary.CLAMP, self, min, max, self);
    Tensor out = Tensors.wrap(self);
    return Graph.record(HARDTANH, out, new Tensor[] {x}, new Tensor[] {out}, a);
  }

  public static Tensor hardtanh(Tensor x, double min, double max, boolean inplace) {
    if (!(min <= max)) {
      throw new IllegalArgumentException(
          "hardtanh: min_val must not be larger than max_val, got " + min + " and " + max);
    }
    Check.floating("hardtanh", "input", x);
    double[] a = {min, max};
    if (inplace) {
      return Graph.inPlace("hardtanh_", x, in -> hardtanhWithin(in, a), Pointwise::write);
    }
    Tensor out = GradMode.with(false, () -> x.detach().clamp(min, max));
    return Graph.record(HARDTANH, out, new Tensor[] {x}, new Tensor[] {x}, a);
  }

  /** 0 up to -3, 1 from 3 on, a line between. */
  public static final Activation HARDSIGMOID =
      new Activation(
          "hardsigmoid",
          "HardsigmoidBackward0",
          (x, a) -> kernel(Unary.HARDSIGMOID, x),
          (g, x, a) ->
              isFused(x)
                  ? kernel(Binary.HARDSIGMOID_GRAD, g, x)
                  : g.maskedFill(x.abs().lt(3.0).logicalNot(), 0.0).div(6));

  /** x times {@link #HARDSIGMOID}. */
  public static final Activation HARDSWISH =
      new Activation(
          "hardswish",
          "HardswishBackward0",
          (x, a) -> kernel(Unary.HARDSWISH, x),
          (g, x, a) -> {
            if (isFused(x)) {
              return kernel(Binary.HARDSWISH_GRAD, g, x);
            }
            Tensor between = g.mul(x.div(3).add(0.5));
            return Tensor.where(x.ge(3.0), g, between.maskedFill(x.le(-3.0), 0.0));
          });

  private static final Activation LEAKY_RELU =
      new Activation(
          "leakyRelu",
          "LeakyReluBackward0",
          "LeakyReluBackward1",
          (x, a) ->
              isFused(x)
                  ? kernel(Binary.LEAKY_RELU, x, number(x, a[0]))
                  : Tensor.where(x.gt(0), x, x.mul(a[0])),
          (g, x, a) ->
              isFused(x)
                  ? kernel(Ternary.LEAKY_RELU_GRAD, g, x, number(x, a[0]))
                  : Tensor.where(x.gt(0), g, g.mul(a[0])));

  public static Tensor leakyRelu(Tensor x, double slope, boolean inplace) {
    return LEAKY_RELU.apply(x, inplace, slope);
  }

  private static final Activation THRESHOLD =
      new Activation(
          "threshold",
          "ThresholdBackward0",
          "ThresholdBackward1",
          (x, a) -> x.maskedFill(x.le(a[0]), a[1]),
          (g, x, a) -> g.maskedFill(x.le(a[0]), 0.0));

  public static Tensor threshold(Tensor x, double threshold, double value, boolean inplace) {
    return THRESHOLD.apply(x, inplace, threshold, value);
  }

  // ---- of more than one tensor ----

  private static final Grad PRELU =
      Grad.of(
          "PreluKernelBackward0",
          (g, s) -> {
            Tensor x = s.tensor(0);
            Tensor positive = x.gt(0);
            return new Tensor[] {
              s.needs(0) ? Tensor.where(positive, g, g.mul(s.tensor(1))) : null,
              s.needs(1) ? g.mul(x).maskedFill(positive, 0.0) : null
            };
          });

  /** x, times a weight where it is negative: one weight, or one for each channel. */
  public static Tensor prelu(Tensor x, Tensor weight) {
    Check.floating("prelu", "input", x);
    Check.notNull("prelu", "weight", weight);
    Check.sameType("prelu", "input", x.dtype(), "weight", weight.dtype());
    long channels = x.dim() < 2 ? 1 : x.size(1);
    if (weight.dim() > 1 || (weight.numel() != 1 && weight.numel() != channels)) {
      throw new IllegalArgumentException(
          String.format(
              "prelu: weight must have one number, or one for each of the %d channels (dimension 1)"
                  + " of the input; got size %s for an input of size %s",
              channels, Check.show(weight), Check.show(x)));
    }
    long[] sizes = new long[(int) Math.max(1, x.dim() - 1)];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = weight.numel();
    Tensor w = x.dim() == 0 ? weight.reshape() : weight.reshape(sizes);
    Tensor out =
        GradMode.with(false, () -> Tensor.where(x.gt(0), x.detach(), x.detach().mul(w.detach())));
    return Graph.record(PRELU, out, new Tensor[] {x, w}, new Tensor[] {x, w}, null);
  }

  private static final Grad RRELU = rrelu("RreluWithNoiseBackward0");
  private static final Grad RRELU_IN_PLACE = rrelu("RreluWithNoiseBackward1");

  private static Grad rrelu(String name) {
    return Grad.of(name, (g, s) -> new Tensor[] {g.mul(s.tensor(0))});
  }

  /**
   * In training x, times a number drawn for it from [lower, upper) where it is not positive; else
   * times their mean there. Numbers are drawn in row-major order, for what is not positive only.
   */
  public static Tensor rrelu(
      Tensor x, double lower, double upper, boolean training, boolean inplace) {
    Check.floating("rrelu", "input", x);
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "rrelu: lower must not be larger than upper, got " + lower + " and " + upper);
    }
    UnaryOperator<Tensor> op =
        in -> {
          Tensor noise =
              GradMode.with(
                  false,
                  () -> {
                    Tensor below = in.detach().le(0);
                    Tensor ones = Tensor.onesLike(in.detach()).contiguous();
                    return training
                        ? ones.maskedScatter_(below, drawn(below, lower, upper).to(in.dtype()))
                        : ones.maskedFill_(below, (lower + upper) / 2);
                  });
          Tensor out = GradMode.with(false, () -> in.detach().mul(noise));
          return Graph.record(
              inplace ? RRELU_IN_PLACE : RRELU, out, new Tensor[] {in}, new Tensor[] {noise}, null);
        };
    return inplace ? Graph.inPlace("rrelu_", x, op, Pointwise::write) : op.apply(x);
  }

  private static Tensor drawn(Tensor places, double lower, double upper) {
    return Tensor.empty(Size.of(places.sum().itemLong()), o -> o.dtype(DType.FLOAT64))
        .uniform_(lower, upper);
  }

  private static final Grad GLU =
      Grad.of(
          "GluBackward0",
          (g, s) -> {
            int dim = s.<Integer>args();
            Tensor x = s.tensor(0);
            long half = x.size(dim) / 2;
            Tensor gate = x.narrow(dim, half, half).sigmoid();
            Tensor ga = g.mul(gate);
            Tensor gb = ga.mul(gate.rsub(1)).mul(x.narrow(dim, 0, half));
            return new Tensor[] {Tensor.cat(dim, ga, gb)};
          });

  /** The first half along a dimension times the sigmoid of the second. */
  public static Tensor glu(Tensor x, long dim) {
    Check.floating("glu", "input", x);
    int d = Check.dim("glu", dim, (int) x.dim());
    if (x.dim() == 0 || x.size(d) % 2 != 0) {
      throw new IllegalArgumentException(
          String.format(
              "glu: the size of dimension %d, which is halved, must be even; got an input of size"
                  + " %s",
              d, Check.show(x)));
    }
    Tensor out =
        GradMode.with(
            false,
            () -> {
              long half = x.size(d) / 2;
              return x.detach().narrow(d, 0, half).mul(x.detach().narrow(d, half, half).sigmoid());
            });
    return Graph.record(GLU, out, new Tensor[] {x}, new Tensor[] {x}, d);
  }
}
