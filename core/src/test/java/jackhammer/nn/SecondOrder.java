package jackhammer.nn;

import static org.assertj.core.api.Assertions.assertThat;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Generator;
import jackhammer.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradients and gradients of gradients against finite differences, in float64 and along random
 * directions: for L(x) = sum of y times fixed numbers and M(x) = sum of L's gradients times fixed
 * numbers, (M(x + h d) - M(x - h d)) / 2h is the gradient of M along d.
 */
final class SecondOrder {
  private static final double H = 1e-5;

  private SecondOrder() {}

  /** Values of the two functions, and their gradients. */
  private record Point(double first, double second, double[][] gradient, double[][] ofGradient) {}

  static void check(LayerRow row) {
    if (row.inputs().get("x").kind().matches("[qt]|b") || row.op().startsWith("l1_loss")) {
      return; // not smooth there
    }
    Map<String, Tensor> inputs = LayerGoldensTest.inputs(row, DType.FLOAT64);
    Point here = at(row, inputs);
    for (int seed = 0; seed < 2; seed++) {
      Map<String, Tensor> up = new LinkedHashMap<>(inputs);
      Map<String, Tensor> down = new LinkedHashMap<>(inputs);
      double along = 0;
      double secondAlong = 0;
      int i = 0;
      for (Map.Entry<String, LayerRow.Input> e : row.inputs().entrySet()) {
        if (!e.getValue().learns() || e.getValue().isClasses()) {
          continue;
        }
        Tensor x = inputs.get(e.getKey());
        Generator random = new Generator().manualSeed(100 * seed + i);
        Tensor d = Tensor.zerosLike(x).uniform_(-1, 1, random);
        up.put(e.getKey(), x.add(d.mul(H)));
        down.put(e.getKey(), x.sub(d.mul(H)));
        double[] direction = d.toDoubleArray();
        for (int j = 0; j < direction.length; j++) {
          along += direction[j] * here.gradient[i][j];
          secondAlong += direction[j] * here.ofGradient[i][j];
        }
        i++;
      }
      Point above = at(row, up);
      Point below = at(row, down);
      close("gradient", along, (above.first - below.first) / (2 * H));
      close("gradient of the gradient", secondAlong, (above.second - below.second) / (2 * H));
    }
  }

  private static void close(String what, double analytic, double numeric) {
    if (Double.isNaN(numeric)) {
      return; // the mean over nothing
    }
    assertThat(analytic)
        .as(what)
        .isCloseTo(numeric, org.assertj.core.data.Offset.offset(1e-5 + 1e-5 * Math.abs(numeric)));
  }

  private static Point at(LayerRow row, Map<String, Tensor> given) {
    Map<String, Tensor> inputs = new LinkedHashMap<>(given);
    LayerGoldensTest.learning(row, inputs);
    Tensor y = LayerCalls.layer(row, inputs).y();
    List<Tensor> leaves = new ArrayList<>();
    row.inputs()
        .forEach(
            (name, input) -> {
              if (input.learns() && !input.isClasses()) {
                leaves.add(inputs.get(name));
              }
            });
    Tensor[] xs = leaves.toArray(new Tensor[0]);
    Tensor first = y.mul(LayerRow.upstream(y)).sum();
    Tensor[] gs = Autograd.grad(new Tensor[] {first}, xs, null, o -> o.createGraph(true));
    Tensor second = null;
    for (int i = 0; i < gs.length; i++) {
      Tensor part =
          gs[i]
              .mul(
                  Tensor.zerosLike(gs[i].detach())
                      .uniform_(-1, 1, new Generator().manualSeed(7 + i)))
              .sum();
      second = second == null ? part : second.add(part);
    }
    double[][] gradient = new double[gs.length][];
    double[][] ofGradient = new double[gs.length][];
    Tensor[] ggs =
        second.requiresGrad()
            ? Autograd.grad(new Tensor[] {second}, xs, null, o -> o.allowUnused(true))
            : new Tensor[gs.length];
    for (int i = 0; i < gs.length; i++) {
      gradient[i] = gs[i].toDoubleArray();
      ofGradient[i] = ggs[i] == null ? new double[gradient[i].length] : ggs[i].toDoubleArray();
    }
    return new Point(first.item(), second.item(), gradient, ofGradient);
  }
}
