package jackhammer.autograd;

import static jackhammer.Tensor.tensor;
import static jackhammer.autograd.Leaves.leaf;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.nn.Bilinear;
import jackhammer.nn.Layer;
import jackhammer.nn.Linear;
import jackhammer.nn.Module;
import jackhammer.nn.Sequential;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Twins of the second half of conformance/goldens/autograd_hooks.py. */
final class ModuleHookPrograms {
  private ModuleHookPrograms() {}

  private static final class Times extends Module implements Layer {
    private final double factor;

    Times(double factor) {
      this.factor = factor;
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.mul(factor);
    }
  }

  static void forwardHooks(Facts f) {
    Times m = new Times(3);
    List<String> log = new ArrayList<>();
    m.registerForwardPreHook(
        (module, inputs) -> {
          log.add("pre1");
          return null;
        });
    Runnable h =
        m.registerForwardPreHook((module, inputs) -> new Object[] {((Tensor) inputs[0]).add(1)});
    m.registerForwardHook(
        (module, inputs, out) -> {
          log.add(
              String.format(
                  Locale.ROOT,
                  "after %.0f %.0f",
                  ((Tensor) inputs[0]).item(),
                  ((Tensor) out).item()));
          return null;
        });
    m.registerForwardHook((module, inputs, out) -> ((Tensor) out).mul(10));
    f.put("out", m.call(tensor(1.0)));
    h.run();
    f.put("without", m.call(tensor(1.0)));
    f.put("log", String.join(", ", log));
  }

  static void hooksOfNestedModules(Facts f) {
    List<String> log = new ArrayList<>();
    Times inner = new Times(2);
    Times other = new Times(3);
    Sequential net = new Sequential(inner, other, inner);
    Map<String, Module> watched = new LinkedHashMap<>();
    watched.put("net", net);
    watched.put("0", inner);
    watched.put("1", other);
    watched.forEach(
        (name, m) -> {
          m.registerForwardPreHook(
              (module, inputs) -> {
                log.add("pre " + name);
                return null;
              });
          m.registerForwardHook(
              (module, inputs, out) -> {
                log.add("after " + name);
                return null;
              });
          m.registerFullBackwardHook(
              (module, gradInputs, gradOutputs) -> {
                log.add("backward " + name);
                return null;
              });
        });
    Tensor x = leaf(1);
    Tensor y = net.call(x);
    f.put("y", y.gradFn());
    y.sum().backward();
    f.put("log", String.join(", ", log));
    f.put("x.grad", x.grad());
  }

  static void fullBackwardHooks(Facts f) {
    Linear m = new Linear(2, 1, o -> o.bias(false));
    Autograd.noGrad(() -> m.weight().copy_(tensor(new double[][] {{2, 3}})));
    List<Object[]> seen = new ArrayList<>();
    m.registerFullBackwardHook(
        (module, gradInputs, gradOutputs) -> {
          seen.add(new Object[] {gradInputs[0], gradOutputs[0]});
          return null;
        });
    Tensor x = tensor(new double[][] {{1, 10}}).requiresGrad_();
    m.call(x.mul(1)).mul(5).sum().backward();
    f.put("seen", seen.get(0));
    f.put("w.grad", m.weight().grad());
    m.call(tensor(new double[][] {{1, 10}})).mul(7).sum().backward();
    f.put("without input gradient", seen.get(1));
    Runnable h =
        m.registerFullBackwardHook(
            (module, gradInputs, gradOutputs) -> new Tensor[] {gradInputs[0].mul(100)});
    x.grad(null);
    m.call(x).sum().backward();
    f.put("replaced", x.grad());
    h.run();
  }

  static void fullBackwardHooksOfTwoInputs(Facts f) {
    Bilinear m = new Bilinear(1, 1, 1, o -> o.bias(false));
    Autograd.noGrad(() -> m.parameter("weight").fill_(2));
    List<Object[]> seen = new ArrayList<>();
    m.registerFullBackwardHook(
        (module, gradInputs, gradOutputs) -> {
          seen.add(new Object[] {gradInputs[0], gradInputs[1], gradOutputs[0]});
          return null;
        });
    Runnable h =
        m.registerFullBackwardHook(
            (module, gradInputs, gradOutputs) ->
                new Tensor[] {gradInputs[0].mul(10), gradInputs[1].mul(100)});
    Tensor a = tensor(new double[][] {{3}}).requiresGrad_();
    Tensor b = tensor(new double[][] {{5}}).requiresGrad_();
    m.call(a, b).sum().backward();
    f.put("seen", seen.getFirst());
    f.put("replaced", a.grad(), b.grad());
    h.run();
    m.registerFullBackwardHook(
        (module, gradInputs, gradOutputs) -> {
          seen.add(new Object[] {gradInputs[0], gradInputs[1]});
          return null;
        });
    Tensor c = tensor(new double[][] {{7}});
    f.fails("one input only", () -> m.call(c, b).sum().backward());
    f.put("first input without", seen.getLast());
  }
}
