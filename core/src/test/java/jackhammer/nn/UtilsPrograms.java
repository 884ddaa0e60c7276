package jackhammer.nn;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.tensor;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Jackhammer;
import jackhammer.Parameter;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.List;
import java.util.function.Supplier;

/** Twins of the first half of conformance/goldens/utils.py: gradients, vectors, folded norms. */
final class UtilsPrograms {
  private static final double INF = Double.POSITIVE_INFINITY;

  private UtilsPrograms() {}

  static Tensor numbers(long... sizes) {
    long count = 1;
    for (long s : sizes) {
      count *= s;
    }
    return arange(count).mul(7).remainder(11).toDouble().div(4).sub(1).reshape(sizes);
  }

  static <M extends Module> M fill(M module) {
    module.parameters().forEach(p -> p.data_(numbers(p.size().toLongArray()).to(p.dtype())));
    module
        .namedBuffers()
        .forEach(
            (name, b) -> {
              if (b.isFloatingPoint()) {
                Tensor x = numbers(b.size().toLongArray());
                b.copy_(name.endsWith("var") ? x.abs().add(0.5) : x);
              }
            });
    return module;
  }

  /** The same in float64. */
  static <M extends Module> M wide(M module) {
    module.to(DType.FLOAT64);
    return fill(module);
  }

  private static List<Parameter> learned(DType dtype) {
    Parameter a = new Parameter(numbers(2, 3).to(dtype));
    Parameter b = new Parameter(numbers(4).to(dtype));
    a.grad(numbers(2, 3).to(dtype));
    b.grad(numbers(4).mul(2).to(dtype));
    return List.of(a, b, new Parameter(numbers(2).to(dtype)));
  }

  private static List<Parameter> learned() {
    return learned(DType.FLOAT64);
  }

  static String shown(double p) {
    return Double.isInfinite(p) ? (p < 0 ? "-inf" : "inf") : Double.isNaN(p) ? "nan" : "" + p;
  }

  static void gradientsAreLimited(Facts f) {
    for (double p : new double[] {2, 1, 3, 0.5, 0, INF, -INF}) {
      for (double limit : new double[] {0.5, 100, 0}) {
        List<Parameter> ps = learned();
        f.put(
            "norm " + shown(p) + " to " + limit,
            Utils.clipGradNorm_(ps, limit, p),
            ps.get(0).grad(),
            ps.get(1).grad(),
            ps.get(2).grad());
      }
    }
    Parameter one = learned(DType.FLOAT32).get(0);
    f.put("one", Utils.clipGradNorm_(one, 1), one.grad());
    List<Parameter> mixed = List.of(learned(DType.FLOAT32).get(0), learned().get(1));
    f.put("mixed", Utils.clipGradNorm_(mixed, 1), mixed.get(0).grad(), mixed.get(1).grad());
    f.put(
        "none",
        Utils.clipGradNorm_(List.of(), 1),
        Utils.getTotalNorm(List.of()),
        Utils.clipGradNorm_(learned().get(2), 1));
    f.put(
        "total",
        Utils.getTotalNorm(learned()),
        Utils.getTotalNorm(learned(), 1),
        Utils.getTotalNorm(learned(), INF));
    f.put("outside the graph", Utils.getTotalNorm(learned()).requiresGrad());
    List<Parameter> known = learned();
    Utils.clipGradsWithNorm_(known, 1, tensor(4.0));
    f.put("by a known norm", known.get(0).grad(), known.get(1).grad());
    List<Parameter> small = learned();
    Utils.clipGradsWithNorm_(small.get(0), 1, tensor(0.25));
    f.put("by a small norm", small.get(0).grad());
    f.fails(
        "a norm with a dimension",
        () -> Utils.clipGradsWithNorm_(small, 1, tensor(new double[] {4})));
    for (double limit : new double[] {0.5, 3, 0, INF}) {
      List<Parameter> ps = learned();
      Utils.clipGradValue_(ps, limit);
      f.put("values to " + shown(limit), ps.stream().map(Tensor::grad).toArray());
    }
    List<Parameter> ofOne = learned();
    Utils.clipGradValue_(ofOne.get(1), 0.75);
    f.put("values of one", ofOne.get(0).grad(), ofOne.get(1).grad());
    for (double bad : new double[] {INF, Double.NaN}) {
      List<Parameter> ps = learned();
      ps.get(0).grad().indexPut_(bad, 0, 1);
      f.fails(
          "refused " + shown(bad), () -> Utils.clipGradNorm_(ps, 1, o -> o.errorIfNonfinite(true)));
      f.put("as it was " + shown(bad), ps.get(1).grad());
      f.put("not refused " + shown(bad), Utils.clipGradNorm_(ps, 1), ps.get(1).grad());
    }
    Tensor x = tensor(1.0, 2.0).requiresGrad_();
    x.pow(2).sum().backward(null, o -> o.createGraph(true));
    f.put("with a graph", Utils.clipGradNorm_(x, 1), x.grad());
  }

  static void parametersAreOneVector(Facts f) {
    List<Parameter> ps = learned();
    Tensor v = Utils.parametersToVector(ps);
    f.put("vector", v);
    f.put("learns", v.requiresGrad());
    f.put("gradients", (Object[]) Autograd.grad(v.pow(2).sum(), ps.toArray(new Tensor[0])));
    Utils.vectorToParameters(arange(12).toDouble(), ps);
    f.put("back", ps);
    f.put("still learn", ps.stream().map(Tensor::requiresGrad).toArray());
    f.put("gradient stays", ps.get(0).grad());
    f.fails("too few", () -> Utils.vectorToParameters(arange(11).toDouble(), ps));
    f.fails("none", () -> Utils.parametersToVector(List.of()));
  }

  private static void folded(
      Facts f, String name, Module conv, BatchNorm norm, Supplier<Module> fold, long... sizes) {
    wide(conv).eval();
    wide(norm).eval();
    Module fused = fold.get();
    f.put(name, fused.toString());
    f.put(name + " state", String.join(" ", fused.stateDict().keySet()));
    Parameter weight = fused.parameter("weight");
    Parameter bias = fused.parameter("bias");
    f.put(name + " weights", weight, bias);
    f.put(name + " learns", weight.requiresGrad(), bias.requiresGrad(), fused.isTraining());
    Tensor x = numbers(sizes);
    f.put(name + " output", ((Layer) fused).call(x), norm.call(((Layer) conv).call(x)));
  }

  private static void folded(Facts f, String name, Conv conv, BatchNorm norm, long... sizes) {
    folded(f, name, conv, norm, () -> Utils.fuseConvBnEval(conv, norm), sizes);
  }

  private static void folded(
      Facts f, String name, ConvTranspose conv, BatchNorm norm, long... sizes) {
    folded(f, name, conv, norm, () -> Utils.fuseConvBnEval(conv, norm), sizes);
  }

  static void aNormIsFoldedIntoAConvolution(Facts f) {
    folded(
        f, "conv1d", new Conv1d(4, 6, 2, o -> o.stride(2).groups(2)), new BatchNorm1d(6), 2, 4, 7);
    folded(
        f,
        "conv2d",
        new Conv2d(2, 3, Pair.pair(2, 3), o -> o.padding(1).paddingMode("reflect").bias(false)),
        new BatchNorm2d(3, o -> o.eps(0.1)),
        1,
        2,
        4,
        4);
    folded(
        f, "conv3d", new Conv3d(1, 2, 2), new BatchNorm3d(2, o -> o.affine(false)), 1, 1, 3, 3, 2);
    folded(
        f,
        "no bias in the norm",
        new Conv1d(2, 3, 1),
        new BatchNorm1d(3, o -> o.bias(false)),
        2,
        2,
        3);
    folded(
        f,
        "transposed 1d",
        new ConvTranspose1d(2, 3, 3, o -> o.stride(2).outputPadding(1)),
        new BatchNorm1d(3),
        2,
        2,
        4);
    folded(
        f,
        "transposed 2d",
        new ConvTranspose2d(2, 3, 2, o -> o.bias(false)),
        new BatchNorm2d(3),
        1,
        2,
        3,
        2);
    ConvTranspose3d conv = new ConvTranspose3d(1, 2, 2);
    BatchNorm3d norm = new BatchNorm3d(2);
    folded(f, "transposed 3d", conv, norm, 1, 1, 2, 3, 2);
    conv.parameter("weight").requiresGrad_(false);
    f.put(
        "frozen",
        Utils.fuseConvBnEval(conv, norm).parameters().stream().map(Tensor::requiresGrad).toArray());
    f.fails(
        "training",
        () -> Utils.fuseConvBnEval(new Conv1d(1, 1, 1), (BatchNorm) new BatchNorm1d(1).eval()));
    f.fails(
        "norm in training",
        () -> Utils.fuseConvBnEval((Conv) new Conv1d(1, 1, 1).eval(), new BatchNorm1d(1)));
    f.fails(
        "no statistics",
        () ->
            Utils.fuseConvBnEval(
                (Conv) new Conv1d(1, 1, 1).eval(),
                (BatchNorm) new BatchNorm1d(1, o -> o.trackRunningStats(false)).eval()));
    f.fails(
        "other channels",
        () ->
            Utils.fuseConvBnEval(
                (Conv) new Conv1d(1, 2, 1).eval(), (BatchNorm) new BatchNorm1d(3).eval()));
    Utils.Fused w =
        Utils.fuseConvBnWeights(
            numbers(3, 2, 2), null, numbers(3), numbers(3).abs().add(1), 0.5, null, null);
    f.put("by weights", w.weight(), w.bias());
    Jackhammer.manualSeed(5);
    Utils.fuseConvBnEval((Conv) new Conv2d(1, 2, 3).eval(), (BatchNorm) new BatchNorm2d(2).eval());
    f.put("draws nothing", Tensor.rand(2));
  }

  private static void folded(Facts f, String name, Linear linear, BatchNorm norm) {
    wide(linear).eval();
    wide(norm).eval();
    Linear fused = Utils.fuseLinearBnEval(linear, norm);
    f.put(name, fused.toString());
    f.put(name + " weights", fused.weight(), fused.bias(), fused.call(numbers(2, 1, 3)));
    f.put(
        name + " learns",
        fused.weight().requiresGrad(),
        fused.bias().requiresGrad(),
        fused.isTraining());
  }

  static void aNormIsFoldedIntoALinearLayer(Facts f) {
    folded(f, "plain", new Linear(3, 4), new BatchNorm1d(4));
    folded(f, "no bias", new Linear(3, 4, o -> o.bias(false)), new BatchNorm1d(4, o -> o.eps(0.1)));
    folded(f, "one feature", new Linear(3, 4), new BatchNorm1d(1));
    f.fails(
        "other features",
        () ->
            Utils.fuseLinearBnEval(
                (Linear) new Linear(2, 3).eval(), (BatchNorm) new BatchNorm1d(2).eval()));
  }
}
