package jackhammer.autograd;

import static jackhammer.Tensor.ones;
import static jackhammer.autograd.Leaves.leaf;
import static jackhammer.autograd.Leaves.of;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Twins of the first half of conformance/goldens/autograd_hooks.py. */
final class HookPrograms {
  private HookPrograms() {}

  /** A hook that writes a word down and changes nothing. */
  static UnaryOperator<Tensor> log(List<String> log, String word) {
    return g -> {
      log.add(word);
      return null;
    };
  }

  static void hooksRunInTheirOrder(Facts f) {
    Tensor x = leaf(1, 2);
    List<String> log = new ArrayList<>();
    Tensor y = x.mul(2);
    y.registerHook(log(log, "y1"));
    y.registerHook(log(log, "y2"));
    x.registerHook(log(log, "x"));
    x.registerPostAccumulateGradHook(() -> log.add("after x"));
    Tensor z = y.sum();
    z.registerHook(log(log, "z"));
    z.backward();
    f.put("log", String.join(" ", log));
  }

  static void hooksSeeTheWholeGradientOnce(Facts f) {
    Tensor x = leaf(1, 2);
    List<Tensor> seen = new ArrayList<>();
    x.registerHook(
        g -> {
          seen.add(g.clone());
          return null;
        });
    x.mul(2).add(x.mul(3)).add(x.exp()).sum().backward();
    f.put("times", seen.size());
    f.put("seen", seen.getFirst());
  }

  static void hooksReplaceInTurn(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(1);
    List<Tensor> seen = new ArrayList<>();
    y.registerHook(g -> g.mul(2));
    y.registerHook(
        g -> {
          seen.add(g.clone());
          return null;
        });
    y.registerHook(g -> g.add(1));
    x.registerHook(g -> g.mul(10));
    y.retainGrad();
    y.registerHook(g -> g.mul(100));
    y.sum().backward();
    f.put("seen", seen.getFirst());
    f.put("y.grad", y.grad());
    f.put("x.grad", x.grad());
  }

  static void hooksTakenAway(Facts f) {
    Tensor x = leaf(1);
    List<String> log = new ArrayList<>();
    UnaryOperator<Tensor> a = log(log, "a");
    Runnable h1 = x.registerHook(a);
    Runnable h2 = x.registerHook(a);
    Runnable h3 = x.registerHook(log(log, "b"));
    x.sum().backward();
    h1.run();
    h1.run();
    x.sum().backward();
    h2.run();
    x.sum().backward();
    h3.run();
    x.sum().backward();
    f.put("log", String.join(" ", log));
  }

  static void aHookTakesItselfAway(Facts f) {
    Tensor x = leaf(1);
    List<String> log = new ArrayList<>();
    Runnable[] handle = new Runnable[1];
    handle[0] =
        x.registerHook(
            g -> {
              log.add("once");
              handle[0].run();
              return null;
            });
    x.registerHook(log(log, "always"));
    x.sum().backward();
    x.sum().backward();
    f.put("log", String.join(" ", log));
  }

  static void wrongReplacements(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Runnable h = y.registerHook(g -> ones(3));
    f.fails("size", () -> y.sum().backward(null, o -> o.retainGraph(true)));
    h.run();
    f.put("x.grad", x.grad());
    y.sum().backward();
    f.put("then", x.grad());
    f.fails("no gradient", () -> ones(1).registerHook(g -> g));
    f.fails("post accumulate of a result", () -> x.mul(2).registerPostAccumulateGradHook(() -> {}));
    f.fails("post accumulate without", () -> ones(1).registerPostAccumulateGradHook(() -> {}));
  }

  static void postAccumulateHooksMayDropTheGradient(Facts f) {
    Tensor x = leaf(1, 2);
    List<Object> seen = new ArrayList<>();
    x.registerPostAccumulateGradHook(
        () -> {
          seen.add(x.grad().clone());
          Autograd.noGrad(() -> x.sub_(x.grad().mul(0.5)));
          x.grad(null);
        });
    x.mul(x).sum().backward();
    x.mul(3).sum().backward();
    f.put("seen", seen.toArray());
    f.put("x", x);
    f.put("x.grad", x.grad());
  }

  static void hooksOfGrad(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    x.registerHook(g -> g.mul(10));
    y.registerHook(g -> g.mul(100));
    f.put(
        "y x",
        (Object[]) Autograd.grad(of(y.mul(y).sum()), of(y, x), null, o -> o.retainGraph(true)));
    f.put("x", (Object[]) Autograd.grad(y.mul(y).sum(), x));
  }

  static void aFailingHookLeavesTheEngineUsable(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Runnable h =
        y.registerHook(
            g -> {
              throw new IllegalStateException("hook");
            });
    Tensor z = y.exp().sum();
    f.fails("fails", () -> z.backward(null, o -> o.retainGraph(true)));
    f.put("x.grad", x.grad());
    f.put("grad enabled", Autograd.isGradEnabled());
    h.run();
    z.backward();
    f.put("then", x.grad());
  }

  static void backwardInsideAHook(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor u = leaf(3);
    Tensor y = x.mul(2);
    y.registerHook(
        g -> {
          Autograd.enableGrad(() -> u.mul(u).sum().backward());
          return g.mul(u.grad());
        });
    y.sum().backward();
    f.put("u.grad", u.grad());
    f.put("x.grad", x.grad());
  }

  static void hooksAreRecordedWithCreateGraph(Facts f) {
    Tensor x = leaf(2);
    Tensor y = x.mul(x);
    y.registerHook(g -> g.mul(x));
    Tensor g = Autograd.grad(of(y.sum()), of(x), null, o -> o.createGraph(true))[0];
    f.put("first", g);
    f.put("second", (Object[]) Autograd.grad(g.sum(), x));
  }
}
