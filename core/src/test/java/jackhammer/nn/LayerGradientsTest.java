package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * First and second derivatives against differences, in float64: element by element on a row's first
 * case, and along random directions on all of them, weights included.
 */
class LayerGradientsTest {
  private static final double H = 1e-5;

  /** Whether it has a gradient at all, and one that does not jump. */
  private static boolean isSmooth(LayerRun run) {
    List<LayerCase.Input> learning =
        run.c().inputs().values().stream().filter(i -> i.learns() && !i.isClasses()).toList();
    return run.row().isSmooth.test(run.c())
        && !learning.isEmpty()
        && learning.stream().allMatch(LayerCase.Input::isSmooth);
  }

  private static boolean isFirst(LayerRun run) {
    return run.c().number() == 0;
  }

  @TestFactory
  Stream<DynamicTest> gradcheck() {
    return LayerSamples.cases(
        run -> isFirst(run) && isSmooth(run),
        run -> Autograd.gradcheck(function(run), inputs(run)));
  }

  @TestFactory
  Stream<DynamicTest> gradgradcheck() {
    return LayerSamples.cases(
        run -> isFirst(run) && isSmooth(run),
        run -> Autograd.gradgradcheck(function(run), inputs(run)));
  }

  /** The layer's inputs, and its parameters where it has a form as a function. */
  private static List<String> names(LayerRun run) {
    List<String> names = new ArrayList<>(run.c().inputs().keySet());
    if (run.row().function != null) {
      names.addAll(run.parameters());
    }
    return names;
  }

  private static Tensor[] inputs(LayerRun run) {
    Map<String, Tensor> tensors = run.tensors(DType.FLOAT64);
    return names(run).stream()
        .map(
            name -> {
              Tensor t = tensors.get(name);
              LayerCase.Input input = run.c().inputs().get(name);
              boolean learns = t.isFloatingPoint() && (input == null || input.learns());
              return learns ? t.requiresGrad_() : t;
            })
        .toArray(Tensor[]::new);
  }

  private static java.util.function.Function<Tensor[], Tensor[]> function(LayerRun run) {
    List<String> names = names(run);
    Map<String, Tensor> own = run.tensors(DType.FLOAT64);
    Module module = run.row().function == null ? run.module(own, DType.FLOAT64) : null;
    return x -> {
      Map<String, Tensor> t = new HashMap<>(own);
      for (int i = 0; i < x.length; i++) {
        t.put(names.get(i), x[i]);
      }
      return run.apply(module, t);
    };
  }

  /** Values of L and M, and their gradients. */
  private record Point(
      double first, double second, Map<String, Tensor> gradient, Map<String, Tensor> ofGradient) {}

  /**
   * For L = sum of the outputs times fixed numbers and M = sum of L's gradients times fixed
   * numbers: (M(x + h d) - M(x - h d)) / 2h is the gradient of M along d.
   */
  @TestFactory
  Stream<DynamicTest> derivativesAlongRandomDirections() {
    return LayerSamples.cases(
        LayerGradientsTest::isSmooth,
        run -> {
          Map<String, Tensor> tensors = run.tensors(DType.FLOAT64);
          Point here = at(run, tensors);
          for (int seed = 0; seed < 2; seed++) {
            Map<String, Tensor> up = new HashMap<>(tensors);
            Map<String, Tensor> down = new HashMap<>(tensors);
            double along = 0;
            double secondAlong = 0;
            Generator random = new Generator().manualSeed(100 + seed);
            for (String name : here.gradient.keySet()) {
              Tensor x = tensors.get(name);
              Tensor d = Tensor.zerosLike(x).uniform_(-1, 1, random);
              up.put(name, x.add(d.mul(H)));
              down.put(name, x.sub(d.mul(H)));
              along += d.mul(here.gradient.get(name)).sum().item();
              secondAlong += d.mul(here.ofGradient.get(name)).sum().item();
            }
            Point above = at(run, up);
            Point below = at(run, down);
            close("gradient", along, (above.first - below.first) / (2 * H));
            close("gradient of the gradient", secondAlong, (above.second - below.second) / (2 * H));
          }
        });
  }

  private static void close(String what, double analytic, double numeric) {
    if (Double.isNaN(numeric)) {
      return; // the mean over nothing
    }
    assertThat(analytic)
        .as(what)
        .isCloseTo(numeric, Offset.offset(1e-5 + 1e-5 * Math.abs(numeric)));
  }

  private static Point at(LayerRun run, Map<String, Tensor> tensors) {
    LayerRun.Done done = run.call(tensors, DType.FLOAT64);
    Tensor[] ups = new Tensor[done.outputs().length];
    double first = 0;
    for (int k = 0; k < ups.length; k++) {
      ups[k] = LayerCase.upstream(done.outputs()[k], k);
      if (done.outputs()[k].isFloatingPoint()) {
        first += done.outputs()[k].detach().mul(ups[k]).sum().item();
      }
    }
    Map<String, Tensor> gradient = done.gradients(ups, true);
    Tensor second = null;
    int i = 0;
    for (Tensor g : gradient.values()) {
      Tensor numbers =
          Tensor.zerosLike(g.detach()).uniform_(-1, 1, new Generator().manualSeed(7 + i++));
      Tensor part = g.mul(numbers).sum();
      second = second == null ? part : second.add(part);
    }
    Map<String, Tensor> ofGradient = new HashMap<>();
    if (second != null) {
      ofGradient.putAll(
          new LayerRun.Done(null, done.leaves(), new Tensor[] {second}, null)
              .gradients(new Tensor[] {Tensor.onesLike(second.detach())}, false));
      gradient.forEach((name, g) -> ofGradient.putIfAbsent(name, Tensor.zerosLike(g.detach())));
    }
    return new Point(first, second == null ? 0 : second.item(), gradient, ofGradient);
  }
}
