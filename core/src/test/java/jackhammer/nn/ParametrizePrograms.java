package jackhammer.nn;

import static jackhammer.nn.UtilsPrograms.numbers;
import static jackhammer.nn.UtilsPrograms.wide;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Size;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Twins of the second half of conformance/goldens/utils.py: parameters that are computed. */
final class ParametrizePrograms {
  private ParametrizePrograms() {}

  private static void listing(Facts f, Module m, String what) {
    f.put(what + " printed", m.toString());
    f.put(what + " parameters", String.join(" ", m.namedParameters().keySet()));
    f.put(what + " buffers", String.join(" ", m.namedBuffers().keySet()));
    f.put(
        what + " modules",
        String.join(" ", m.namedModules().keySet().stream().filter(n -> !n.isEmpty()).toList()));
    f.put(what + " state", String.join(" ", m.stateDict().keySet()));
  }

  static final class Doubled extends Parametrization {
    @Override
    protected Tensor forward(Tensor... originals) {
      return originals[0].mul(2);
    }

    @Override
    protected Tensor[] rightInverse(Tensor value) {
      return new Tensor[] {value.div(2)};
    }
  }

  static final class Squared extends Module implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.mul(x);
    }
  }

  static final class Sum extends Parametrization {
    @Override
    protected Tensor forward(Tensor... originals) {
      return originals[0].add(originals[1]);
    }

    @Override
    protected Tensor[] rightInverse(Tensor value) {
      return new Tensor[] {value.mul(0.25), value.mul(0.75)};
    }
  }

  static final class Part extends Module implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return x.narrow(0, 0, 1);
    }
  }

  private static ParametrizationList list(Module m, String name) {
    return (ParametrizationList) m.module("parametrizations." + name);
  }

  private static Tensor original(Module m, String name) {
    return m.parameter("parametrizations." + name + ".original");
  }

  private static Tensor[] leaves(Tensor x, Module m) {
    List<Tensor> all = new ArrayList<>(List.of(x));
    all.addAll(m.parameters());
    return all.toArray(new Tensor[0]);
  }

  private static Tensor[] gradients(Tensor y, Tensor... leaves) {
    return Autograd.grad(new Tensor[] {y.pow(2).sum()}, leaves, null, o -> o.createGraph(true));
  }

  private static Tensor[] second(Tensor[] gradients, Tensor... leaves) {
    Tensor sum = Tensor.tensor(0.0).toDouble();
    for (Tensor g : gradients) {
      sum = sum.add(g.pow(2).sum());
    }
    return Autograd.grad(sum, leaves);
  }

  private static Object[] all(Object... parts) {
    return Arrays.stream(parts)
        .flatMap(
            p ->
                switch (p) {
                  case Object[] many -> Arrays.stream(many);
                  case List<?> many -> many.stream();
                  default -> java.util.stream.Stream.of(p);
                })
        .toArray();
  }

  static void aParameterIsComputed(Facts f) {
    Linear layer = wide(new Linear(3, 2));
    Tensor before = layer.weight();
    f.put(
        "not yet", Parametrize.isParametrized(layer), Parametrize.isParametrized(layer, "weight"));
    Parametrize.registerParametrization(layer, "weight", new Doubled());
    listing(f, layer, "one");
    f.put(
        "is",
        Parametrize.isParametrized(layer),
        Parametrize.isParametrized(layer, "weight"),
        Parametrize.isParametrized(layer, "bias"));
    f.put("same parameter", original(layer, "weight") == before);
    f.put("values", layer.weight(), original(layer, "weight"));
    Parametrize.registerParametrization(layer, "weight", new Squared());
    Parametrize.registerParametrization(layer, "weight", new Squared());
    Parametrize.registerParametrization(layer, "bias", new Squared());
    listing(f, layer, "more");
    Tensor x = numbers(2, 3).requiresGrad_();
    Tensor y = layer.call(x);
    f.put("output", y);
    Tensor[] leaves = leaves(x, layer);
    Tensor[] grads = gradients(y, leaves);
    f.put("gradients", (Object[]) grads);
    f.put("second", (Object[]) second(grads, leaves));
    f.fails("no way back", () -> list(layer, "weight").rightInverse(numbers(2, 3)));
    Parametrize.removeParametrizations(layer, "weight");
    listing(f, layer, "removed");
    f.put("left", layer.weight(), layer.weight() == before, layer.weight().requiresGrad());
    Parametrize.removeParametrizations(layer, "bias", false);
    listing(f, layer, "all removed");
    f.put("original", layer.bias());
    f.fails("again", () -> Parametrize.removeParametrizations(layer, "bias"));
    f.fails("no such", () -> Parametrize.registerParametrization(layer, "scale", new Doubled()));
    f.fails("other size", () -> Parametrize.registerParametrization(layer, "weight", new Part()));
    f.put("nothing changed", String.join(" ", layer.stateDict().keySet()));
    Parametrize.registerParametrization(layer, "weight", new Part(), true);
    f.put("unsafe", layer.weight());
    layer.eval();
    Doubled p = new Doubled();
    Parametrize.registerParametrization(layer, "bias", p);
    f.put("mode", p.isTraining());
    list(layer, "bias").rightInverse(numbers(2).add(1));
    f.put("assigned", layer.bias(), original(layer, "bias"));
  }

  static void aParameterIsComputedFromSeveral(Facts f) {
    Linear layer = wide(new Linear(3, 2));
    Parametrize.registerParametrization(layer, "weight", new Sum());
    listing(f, layer, "two");
    f.put("values", all(layer.weight(), list(layer, "weight").parameters()));
    f.put("learn", layer.parameters().stream().map(Tensor::requiresGrad).toArray());
    list(layer, "weight").rightInverse(numbers(2, 3).mul(2));
    f.put("assigned", all(layer.weight(), list(layer, "weight").parameters()));
    f.fails("no single original", () -> Parametrize.removeParametrizations(layer, "weight", false));
    Parametrize.registerParametrization(layer, "weight", new Doubled());
    f.put("doubled", layer.weight());
    layer.to(DType.FLOAT32);
    f.put("converted", layer.weight());
    Parametrize.removeParametrizations(layer, "weight");
    f.put("left", layer.weight());
    listing(f, layer, "removed");
  }

  static void aBufferIsComputed(Facts f) {
    BatchNorm1d norm = wide(new BatchNorm1d(3));
    Parametrize.registerParametrization(norm, "running_mean", new Doubled());
    listing(f, norm, "one");
    f.put("mean", norm.runningMean(), norm.buffer("parametrizations.running_mean.original"));
    norm.eval();
    f.put("output", norm.call(numbers(2, 3)));
    Parametrize.removeParametrizations(norm, "running_mean");
    listing(f, norm, "removed");
    f.put("left", norm.runningMean());
  }

  static void computedOnce(Facts f) {
    Linear layer = wide(new Linear(3, 2));
    int[] calls = new int[1];
    Parametrize.registerParametrization(
        layer,
        "weight",
        w -> {
          calls[0]++;
          return w.mul(2);
        });
    calls[0] = 0;
    Parametrize.cached(
        () -> {
          layer.call(numbers(1, 3));
          Parametrize.cached(() -> layer.call(numbers(1, 3)));
          f.put("inside", calls[0]);
          return null;
        });
    layer.call(numbers(1, 3));
    f.put("outside", calls[0]);
  }

  private static void direction(Facts f, String name, Module layer, Integer dim, long... sizes) {
    wide(layer);
    f.put(name + " before", layer.parameter("weight"));
    Parametrizations.weightNorm(layer, "weight", dim);
    listing(f, layer, name);
    Tensor x = numbers(sizes).requiresGrad_();
    ParametrizationList list = list(layer, "weight");
    f.put(name + " weights", all(list.call(), list.parameters()));
    Autograd.noGrad(() -> list.parameter("original0").mul_(1.5));
    Tensor y = ((Layer) layer).call(x);
    Tensor[] leaves = leaves(x, layer);
    Tensor[] grads = gradients(y, leaves);
    f.put(name + " output", all(y, grads));
    f.put(name + " second", (Object[]) second(grads, leaves));
  }

  static void lengthAndDirection(Facts f) {
    direction(f, "linear", new Linear(3, 2), 0, 2, 3);
    direction(f, "columns", new Linear(3, 2), 1, 2, 3);
    direction(f, "whole", new Linear(3, 2), null, 2, 3);
    direction(f, "minus one is the whole", new Linear(3, 2), -1, 2, 3);
    direction(f, "conv", new Conv2d(2, 3, 2), 0, 1, 2, 3, 3);
    direction(f, "conv by input", new Conv2d(2, 3, 2), 1, 1, 2, 3, 3);
    Conv2d layer = new Conv2d(2, 3, 2);
    direction(f, "conv from the end", layer, -2, 1, 2, 3, 3);
    Parametrize.removeParametrizations(layer, "weight");
    listing(f, layer, "removed");
    f.put("left", layer.weight());
    // the older form's state, whose lengths are doubled
    Linear old = wide(new Linear(3, 2));
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("bias", old.bias().detach());
    state.put("weight_g", old.weight().detach().norm(2, 1, true).mul(2));
    state.put("weight_v", old.weight().detach());
    f.put("older keys", String.join(" ", state.keySet()));
    Linear inner = Parametrizations.weightNorm(wide(new Linear(3, 2)));
    Map<String, Tensor> outer = new LinkedHashMap<>();
    state.forEach((key, value) -> outer.put("0." + key, value));
    new Sequential(inner).loadStateDict(outer);
    f.put("loaded", inner.weight());
    f.fails("no such", () -> Parametrizations.weightNorm(new ReLU()));
    f.fails("lazy", () -> Parametrizations.weightNorm(new LazyLinear(2)));
  }

  private static void singular(
      Facts f,
      String name,
      Module layer,
      String parameter,
      UnaryOperator<Parametrizations.SpectralNormOptions> options,
      long... sizes) {
    wide(layer);
    Jackhammer.manualSeed(3);
    Parametrizations.spectralNorm(layer, parameter, options);
    f.put(name + " next random number", Tensor.rand(Size.of(1), o -> o.dtype(DType.FLOAT64)));
    listing(f, layer, name);
    f.put(name + " buffers then", layer.buffers());
    Tensor x = numbers(sizes).requiresGrad_();
    Layer call = (Layer) layer;
    Tensor y = call.call(x);
    Tensor z = call.call(x);
    f.put(name + " training", all(y, z, layer.buffers()));
    Tensor[] leaves = leaves(x, layer);
    f.put(name + " gradients", (Object[]) Autograd.grad(y.pow(2).add(z).sum(), leaves));
    layer.eval();
    y = call.call(x);
    Tensor[] grads = gradients(y, leaves);
    f.put(name + " eval", all(y, call.call(x), grads, layer.buffers()));
    f.put(name + " second", (Object[]) second(grads, leaves));
    Parametrize.removeParametrizations(layer, parameter);
    listing(f, layer, name + " removed");
    f.put(name + " left", call.call(x));
  }

  static void largestSingularValue(Facts f) {
    singular(f, "linear", new Linear(3, 4), "weight", o -> o, 2, 3);
    singular(f, "steps", new Linear(3, 4), "weight", o -> o.nPowerIterations(3).eps(1e-6), 2, 3);
    singular(f, "columns", new Linear(3, 4), "weight", o -> o.dim(1), 2, 3);
    singular(f, "conv", new Conv2d(2, 3, 2), "weight", o -> o, 1, 2, 3, 3);
    singular(f, "transposed", new ConvTranspose1d(2, 3, 2), "weight", o -> o, 1, 2, 3);
    singular(f, "vector", new LayerNorm(3), "weight", o -> o, 2, 3);
    singular(f, "bias", new Linear(3, 4), "bias", o -> o, 2, 3);
    Jackhammer.manualSeed(4);
    Linear layer = Parametrizations.spectralNorm(new Linear(5, 4));
    f.put("float32", all(layer.weight(), layer.buffers()));
    f.fails(
        "no steps",
        () ->
            Parametrizations.spectralNorm(new Linear(2, 2), "weight", o -> o.nPowerIterations(0)));
    f.fails(
        "no such dim",
        () -> Parametrizations.spectralNorm(new Linear(2, 2), "weight", o -> o.dim(2)));
    f.fails("no such", () -> Parametrizations.spectralNorm(new ReLU()));
  }
}
