package jackhammer.autograd;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;
import static jackhammer.autograd.Leaves.leaf;
import static jackhammer.autograd.Leaves.of;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Twins of conformance/goldens/autograd_modes.py. */
final class ModePrograms {
  private ModePrograms() {}

  static void nestedModes(Facts f) {
    Tensor x = leaf(1);
    Autograd.noGrad(
        () -> {
          f.put("no", x.mul(2).requiresGrad());
          Autograd.enableGrad(
              () -> {
                f.put("no enable", x.mul(2).requiresGrad());
                Autograd.noGrad(() -> f.put("no enable no", x.mul(2).requiresGrad()));
              });
          f.put("back", x.mul(2).requiresGrad());
          f.put("made", ones(size(1), o -> o.requiresGrad(true)).requiresGrad());
          f.put("wish", ones(1).requiresGrad_().requiresGrad());
          f.put("view", x.index(0).requiresGrad());
          f.put("detached", x.requiresGrad());
        });
    f.put("out", x.mul(2).requiresGrad());
    Autograd.setGradEnabled(false);
    f.put("switched", x.mul(2).requiresGrad(), Autograd.isGradEnabled());
    Autograd.setGradEnabled(true);
    f.put("on", Autograd.isGradEnabled());
  }

  static void modesEndWithAnException(Facts f) {
    Supplier<Tensor> out =
        () -> {
          throw new IllegalStateException("out");
        };
    f.fails("no_grad", () -> Autograd.noGrad(out));
    f.put("then", Autograd.isGradEnabled());
    f.fails("inference", () -> Autograd.inferenceMode(out));
    f.put("and then", Autograd.isGradEnabled(), ones(1).isInference());
  }

  static void modesBelongToAThread(Facts f) {
    boolean enabled =
        Autograd.noGrad(() -> CompletableFuture.supplyAsync(Autograd::isGradEnabled).join());
    boolean inference =
        Autograd.inferenceMode(
            () -> CompletableFuture.supplyAsync(() -> ones(1).isInference()).join());
    f.put("found", enabled, inference);
  }

  static void backwardWithoutRecording(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x).sum();
    Autograd.noGrad(() -> y.backward());
    f.put("x.grad", x.grad(), x.grad().requiresGrad());
    Tensor z = x.mul(x).sum();
    Tensor g =
        Autograd.noGrad(() -> Autograd.grad(of(z), of(x), null, o -> o.createGraph(true)))[0];
    f.put("g", g, g.requiresGrad());
  }

  static void inferenceTensors(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor[] made = new Tensor[2];
    Autograd.inferenceMode(
        () -> {
          made[0] = x.mul(2);
          made[1] = ones(2);
          f.put("grad enabled", Autograd.isGradEnabled());
          f.fails("changed inside", () -> made[0].add_(1));
        });
    Tensor t = made[0];
    f.put("t", t, t.isInference(), t.requiresGrad(), t.isLeaf());
    f.put("computed with", t.mul(3).isInference(), t.mul(3).requiresGrad());
    f.put("copied", t.clone().isInference());
    f.put("view", t.index(0).isInference());
    f.put("detached", t.detach().isInference());
    f.fails("changed outside", () -> t.add_(1));
    f.fails("a view changed outside", () -> made[1].index(0).zero_());
    f.fails("wish", t::requiresGrad_);
    f.fails("saved", () -> x.mul(t));
    f.fails("not saved", () -> x.add(t));
    f.fails("saved copy", () -> x.mul(t.clone()));
    f.fails("changes another", () -> ones(2).add_(t));
  }

  static void ordinaryTensorsInInferenceMode(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor n = ones(2);
    Autograd.inferenceMode(
        () -> {
          Tensor v = n.index(0);
          f.put("view", v.isInference(), v.requiresGrad());
          f.fails("change", () -> n.add_(1));
          f.fails("change of a result", () -> y.add_(1));
          f.fails("change of a leaf", () -> x.add_(1));
        });
    f.put("n", n, n.isInference());
    f.fails("x is still a leaf", () -> x.mul(x).sum().backward());
    f.put("x.grad", x.grad());
  }

  static void recordingInsideInferenceMode(Facts f) {
    Tensor x = leaf(1);
    Autograd.inferenceMode(
        () -> {
          Tensor y = Autograd.enableGrad(() -> x.mul(2));
          f.put("y", y.isInference(), y.requiresGrad());
          Tensor z = Autograd.inferenceMode(false, () -> x.mul(2));
          f.put("z", z.isInference(), z.requiresGrad());
        });
  }

  static void anomalies(Facts f) {
    Tensor x = leaf(0, 1);
    f.fails("nan", () -> Autograd.detectAnomaly(() -> x.mul(0).sqrt().mul(0).sum().backward()));
    f.fails("without", () -> x.mul(0).sqrt().mul(0).sum().backward());
    x.grad(null);
    f.fails("infinite", () -> Autograd.detectAnomaly(() -> x.sqrt().sum().backward()));
    f.put("x.grad", x.grad());
  }
}
