package jackhammer.conformance;

import static jackhammer.conformance.PoolProblems.bool;

import jackhammer.Tensor;
import jackhammer.nn.F;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Activation functions with every argument, and dropout where it draws nothing. */
final class ActivationProblems {

  private ActivationProblems() {}

  /**
   * A function of one tensor and up to two numbers.
   *
   * @param name of the operation
   * @param script of the tensor's name and the numbers
   */
  private record Activation(
      String name, String script, BiFunction<Tensor, double[], Tensor> ours) {}

  private static final List<Activation> ALL =
      List.of(
          new Activation("elu", "torch.elu(%s, %s)", (x, a) -> F.elu(x, a[0])),
          new Activation("celu", "torch.celu(%s, %s)", (x, a) -> F.celu(x, a[0])),
          new Activation("selu", "torch.selu(%s)", (x, a) -> F.selu(x)),
          new Activation("gelu", "torch.gelu(%s)", (x, a) -> F.gelu(x)),
          new Activation(
              "gelu_tanh", "torch.gelu(%s, approximate='tanh')", (x, a) -> F.gelu(x, "tanh")),
          new Activation("silu", "torch.silu(%s)", (x, a) -> F.silu(x)),
          new Activation("mish", "torch.mish(%s)", (x, a) -> F.mish(x)),
          new Activation(
              "softplus", "torch.softplus(%s, %s, %s)", (x, a) -> F.softplus(x, a[0], a[1])),
          new Activation("softshrink", "torch.softshrink(%s, %s)", (x, a) -> F.softshrink(x, a[0])),
          new Activation("hardshrink", "torch.hardshrink(%s, %s)", (x, a) -> F.hardshrink(x, a[0])),
          new Activation(
              "hardtanh", "torch.hardtanh(%s, -%s, %s)", (x, a) -> F.hardtanh(x, -a[0], a[1])),
          new Activation("relu6", "torch.relu6(%s)", (x, a) -> F.relu6(x)),
          new Activation("relu", "torch.relu(%s)", (x, a) -> F.relu(x)),
          new Activation("sigmoid", "torch.sigmoid(%s)", (x, a) -> F.sigmoid(x)),
          new Activation("tanh", "torch.tanh(%s)", (x, a) -> F.tanh(x)),
          new Activation("hardsigmoid", "torch.hardsigmoid(%s)", (x, a) -> F.hardsigmoid(x)),
          new Activation("hardswish", "torch.hardswish(%s)", (x, a) -> F.hardswish(x)),
          new Activation("leaky_relu", "torch.leaky_relu(%s, %s)", (x, a) -> F.leakyRelu(x, a[0])),
          new Activation("log_sigmoid", "torch.log_sigmoid(%s)", (x, a) -> F.logsigmoid(x)),
          new Activation(
              "threshold", "torch.threshold(%s, %s, %s)", (x, a) -> F.threshold(x, a[0], a[1])),
          new Activation(
              "rrelu", "torch.rrelu(%s, %s, 0.9, False)", (x, a) -> F.rrelu(x, a[0], 0.9, false)),
          new Activation("softsign", "%1$s / (torch.abs(%1$s) + 1)", (x, a) -> F.softsign(x)),
          new Activation("tanhshrink", "%1$s - torch.tanh(%1$s)", (x, a) -> F.tanhshrink(x)));

  /**
   * Numbers from far below to far above every kink. None is NaN or infinite: what PyTorch's
   * gradient is there depends on whether its vector loop or the rest after it comes by.
   */
  private static Array numbers(Draw d, int... shape) {
    return d.chance(0.5) ? d.normal(shape) : d.uniform(-25, 25, shape);
  }

  /** Every function by its name, with the generator of its configurations. */
  static Map<String, Function<Draw, Problem>> elementwise() {
    Map<String, Function<Draw, Problem>> result = new LinkedHashMap<>();
    ALL.forEach(which -> result.put(which.name, d -> elementwise(which, d)));
    return result;
  }

  private static Problem elementwise(Activation which, Draw d) {
    double[] a = {d.of(0.125, 0.25, 0.5, 0.75), d.of(0.5, 1.0, 2.0, 20.0)};
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(numbers(d, d.shape(d.between(0, 4), d.chance(0.1) ? 30 : 6)));
    return inputs.returns(which.script.formatted(x, a[0], a[1]), t -> which.ours.apply(t[0], a));
  }

  static Problem alongADimension(Draw d) {
    int[] shape = d.several(d.between(2, 4), 1, 6);
    int dim = d.between(-shape.length, shape.length - 1);
    int at = Math.floorMod(dim, shape.length);
    Problem.Inputs inputs = new Problem.Inputs();
    switch (d.between(0, 2)) {
      case 0 -> {
        shape[at] *= 2;
        String x = inputs.leaf(numbers(d, shape));
        return inputs.returns("torch.glu(%s, %d)".formatted(x, dim), t -> F.glu(t[0], dim));
      }
      case 1 -> {
        String x = inputs.leaf(d.normal(shape));
        return inputs.returns(
            "torch.softmax(-%s, %d)".formatted(x, dim), t -> F.softmin(t[0], dim));
      }
      default -> {
        String x = inputs.leaf(d.normal(shape));
        String w = inputs.leaf(d.normal(d.chance(0.5) ? shape[1] : 1));
        return inputs.returns("torch.prelu(%s, %s)".formatted(x, w), t -> F.prelu(t[0], t[1]));
      }
    }
  }

  static Problem dropout(Draw d) {
    boolean training = d.chance(0.5);
    // in training only what keeps or drops everything draws the same in both libraries
    double p = training ? d.of(0.0, 1.0) : d.of(0.0, 0.3, 0.5, 1.0);
    int[] shape = d.several(4, 1, 5);
    String name = d.of("dropout", "feature_dropout", "alpha_dropout", "feature_alpha_dropout");
    Function<Tensor, Tensor> ours =
        switch (name) {
          case "dropout" -> x -> F.dropout(x, p, training);
          case "feature_dropout" -> x -> F.dropout2d(x, p, training, false);
          case "alpha_dropout" -> x -> F.alphaDropout(x, p, training, false);
          default -> x -> F.featureAlphaDropout(x, p, training, false);
        };
    Problem.Inputs inputs = new Problem.Inputs();
    String x = inputs.leaf(d.normal(shape));
    return inputs.returns(
        "torch.%s(%s, %s, %s)".formatted(name, x, p, bool(training)), t -> ours.apply(t[0]));
  }
}
