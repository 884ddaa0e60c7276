package jackhammer.autograd;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;
import static jackhammer.autograd.Leaves.leaf;
import static jackhammer.autograd.Leaves.of;
import static jackhammer.autograd.Leaves.scalar64;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.ValuesIndices;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Twins of conformance/goldens/autograd_graph.py. */
final class GraphPrograms {
  private GraphPrograms() {}

  private static Tensor[] grad(Tensor y, Tensor[] x, UnaryOperator<Autograd.BackwardOptions> o) {
    return Autograd.grad(of(y), x, null, o);
  }

  static void leafFlags(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor z = y.detach();
    f.put("x", x.isLeaf(), x.requiresGrad(), x.retainsGrad(), x.gradFn());
    f.put("y", y.isLeaf(), y.requiresGrad(), y.retainsGrad(), y.gradFn());
    f.put("z", z.isLeaf(), z.requiresGrad(), z.retainsGrad(), z.gradFn());
  }

  static void integersRequireNoGradient(Facts f) {
    f.fails("int64", () -> tensor(1L, 2L).requiresGrad_());
    f.fails("bool", () -> tensor(true).requiresGrad_());
    f.fails("off", () -> tensor(1L, 2L).requiresGrad_(false));
    Tensor x = leaf(1.5, 2.5);
    f.put("cast", x.to(DType.INT64).requiresGrad());
    f.put("compared", x.gt(2).requiresGrad());
    ValuesIndices sorted = x.sort();
    f.put("sorted", sorted.values().requiresGrad(), sorted.indices().requiresGrad());
  }

  static void requiresGradOfAResult(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    f.fails("off", () -> y.requiresGrad_(false));
    f.fails("on", () -> y.requiresGrad_(true));
    y.sum().backward();
    f.put("x.grad", x.grad());
    f.put("y.grad", y.retainsGrad());
  }

  static void aLeafFrozenAfterItsUse(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3).sum();
    x.requiresGrad_(false);
    f.fails("backward", y::backward);
    f.put("x.grad", x.grad());
  }

  static void changesOfALeaf(Facts f) {
    Tensor x = leaf(1, 2, 3);
    f.fails("add_", () -> x.add_(1));
    f.fails("mul_", () -> x.mul_(x));
    f.fails("zero_", x::zero_);
    f.fails("fill_", () -> x.fill_(2));
    f.fails("copy_", () -> x.copy_(zeros(3)));
    f.fails("exp_", x::exp_);
    f.fails("item", () -> x.indexPut_(tensor(1.0), tensor(new long[] {0})));
    f.fails("view", () -> x.view(3, 1).add_(1));
    f.fails("view of view", () -> x.view(3, 1).index(0).add_(1));
    f.fails("slice", () -> x.index(Tensor.slice(1, Tensor.NONE)).zero_());
    f.fails("normal_", x::normal_);
    f.put("x", x);
    f.put("version", Facts.version(x));
  }

  static void changesOfALeafWithoutRecording(Facts f) {
    Tensor x = leaf(1, 2, 3);
    Autograd.noGrad(
        () -> {
          x.add_(1);
          x.indexPut_(5, 0);
          x.view(3, 1).mul_(2);
        });
    f.put("x", x);
    f.put("flags", x.isLeaf(), x.requiresGrad(), x.gradFn(), Facts.version(x));
    x.mul(x).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void aChangeOfTheDetachedIsSeen(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x);
    Tensor d = x.detach();
    d.add_(1);
    f.put("x", x);
    f.put("versions", Facts.version(x), Facts.version(d), Facts.version(y));
    f.fails("backward", () -> y.sum().backward());
  }

  static void gradientsAssignedByHand(Facts f) {
    Tensor x = leaf(1, 2);
    f.fails("size", () -> x.grad(zeros(3)));
    f.fails("type", () -> x.grad(zeros(2).toDouble()));
    Tensor g = tensor(10.0, 20.0);
    x.grad(g);
    x.mul(3).sum().backward();
    f.put("g", g);
    f.put("same", x.grad() == g);
    f.put("x.grad", x.grad());
  }

  static void backwardOfALeaf(Facts f) {
    Tensor x = tensor(3.0).requiresGrad_();
    x.backward();
    f.put("x.grad", x.grad());
    x.backward(tensor(4.0));
    f.put("twice", x.grad());
    f.fails("no graph", () -> tensor(3.0).backward());
  }

  static void whatBackwardStartsFrom(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x);
    f.fails("many", () -> y.backward(null, o -> o.retainGraph(true)));
    f.fails("size", () -> y.backward(ones(3), o -> o.retainGraph(true)));
    f.fails("broadcast", () -> y.backward(tensor(1.0), o -> o.retainGraph(true)));
    f.fails("one more dimension", () -> y.backward(ones(1, 2), o -> o.retainGraph(true)));
    f.put("x.grad", x.grad());
    y.backward(tensor(1.0, 10.0));
    f.put("given", x.grad());
    Tensor z = leaf(4);
    z.mul(z).view(1, 1).backward();
    f.put("one element", z.grad());
  }

  static void backwardOfSeveral(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x);
    Tensor z = x.exp().sum();
    f.fails("missing", () -> Autograd.backward(of(y, z), null, o -> o.retainGraph(true)));
    Autograd.backward(of(y, z), of(tensor(1.0, 2.0), null), o -> o);
    f.put("x.grad", x.grad());
    Tensor w = leaf(3);
    Tensor v = w.mul(w).sum();
    Autograd.backward(of(v, v), null, o -> o);
    f.put("the same twice", w.grad());
    f.fails("one has no graph", () -> Autograd.backward(of(w.sum(), ones(1).sum()), null, o -> o));
  }

  static void accumulation(Facts f) {
    Tensor x = leaf(1, 2);
    x.mul(2).sum().backward();
    Tensor first = x.grad();
    x.mul(3).sum().backward();
    f.put("same object", x.grad() == first);
    f.put("first", first);
    x.mul(x).sum().backward(null, o -> o.createGraph(true));
    f.put("with graph", x.grad());
    f.put("requires", x.grad().requiresGrad());
    f.put("first after", first);
  }

  static void aSecondBackward(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.exp().sum();
    y.backward(null, o -> o.retainGraph(true));
    y.backward();
    f.fails("third", y::backward);
    f.put("x.grad", x.grad());
  }

  static void aSecondBackwardWhereNothingWasSaved(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.add(1).mul(3).sum();
    y.backward();
    f.fails("second", y::backward);
    f.put("x.grad", x.grad());
  }

  static void aSharedPartIsReleasedByTheFirst(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor a = x.exp();
    Tensor y = a.mul(2).sum();
    Tensor z = a.mul(3).sum();
    y.backward();
    f.fails("z", z::backward);
    f.put("x.grad", x.grad());
  }

  static void whatCreateGraphKeeps(Facts f) {
    Tensor x = leaf(2);
    Tensor y = x.pow(3).sum();
    Tensor g = grad(y, of(x), o -> o.createGraph(true))[0];
    f.put("g", g, g.requiresGrad(), g.isLeaf());
    f.fails("again", () -> Autograd.grad(y, x));
    f.fails("and again", () -> Autograd.grad(y, x));
    f.fails(
        "create without retain",
        () -> grad(x.exp().sum(), of(x), o -> o.createGraph(true).retainGraph(false)));
  }

  static void derivativesUpToTheFourth(Facts f) {
    Tensor x = scalar64(1.5).requiresGrad_();
    Tensor y = x.pow(4).add(x.exp()).add(x.reciprocal()).add(x.sin());
    for (String order : List.of("first", "second", "third", "fourth")) {
      y = grad(y, of(x), o -> o.createGraph(true))[0];
      f.put(order, y);
    }
  }

  static void aGradientPenalty(Facts f) {
    Tensor x = leaf(1, 2, 3);
    Tensor w = leaf(0.5, -1, 2);
    Tensor y = x.mul(w).tanh().sum();
    Tensor g = grad(y, of(x), o -> o.createGraph(true))[0];
    g.norm().sub(1).pow(2).backward();
    f.put("w.grad", w.grad());
    f.put("x.grad", x.grad());
  }

  static void mixedSecondDerivatives(Facts f) {
    Tensor x = leaf(2);
    Tensor y = leaf(3);
    Tensor z = x.mul(x).mul(y).mul(y).mul(y).sum();
    Tensor[] g = grad(z, of(x, y), o -> o.createGraph(true));
    f.put("first", (Object[]) g);
    f.put("xx xy", (Object[]) grad(g[0].sum(), of(x, y), o -> o.retainGraph(true)));
    f.put("yx yy", (Object[]) grad(g[1].sum(), of(x, y), o -> o));
  }

  static void backwardWithAGraphOfItsOwn(Facts f) {
    Tensor x = leaf(2);
    x.mul(x).mul(x).sum().backward(null, o -> o.createGraph(true));
    f.put("x.grad", x.grad(), x.grad().requiresGrad());
    Tensor g = x.grad();
    x.grad(null);
    g.sum().backward();
    f.put("second", x.grad(), x.grad().requiresGrad());
  }

  static void gradForInputsWithoutAPart(Facts f) {
    Tensor x = leaf(1);
    Tensor u = leaf(2);
    Tensor y = x.mul(x).sum();
    f.fails("unused", () -> grad(y, of(x, u), o -> o.retainGraph(true)));
    f.put("allowed", (Object[]) grad(y, of(x, u), o -> o.allowUnused(true).retainGraph(true)));
    f.fails("no gradient wanted", () -> grad(y, of(ones(1)), o -> o.retainGraph(true)));
    f.fails("no inputs", () -> grad(y, of(), o -> o.retainGraph(true)));
    f.put("grads", x.grad(), u.grad());
  }

  static void gradForResults(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    Tensor z = y.mul(y).sum();
    f.put("y", (Object[]) grad(z, of(y), o -> o.retainGraph(true)));
    f.put("y x", (Object[]) grad(z, of(y, x), o -> o.retainGraph(true)));
    f.put("x x", (Object[]) grad(z, of(x, x), o -> o.retainGraph(true)));
    f.put("itself", (Object[]) grad(z, of(z), o -> o.retainGraph(true)));
    f.put("z y", (Object[]) grad(z, of(z, y), o -> o));
  }

  static void gradStopsWhereItIsAsked(Facts f) {
    Tensor x = leaf(1, 2);
    List<String> seen = new ArrayList<>();
    Tensor y = x.mul(2);
    y.registerHook(HookPrograms.log(seen, "y"));
    x.registerHook(HookPrograms.log(seen, "x"));
    Tensor z = y.exp();
    z.registerHook(HookPrograms.log(seen, "z"));
    grad(z.sum(), of(y), o -> o.retainGraph(true));
    f.put("to y", String.join(" ", seen));
    grad(z.sum(), of(x), o -> o);
    f.put("to x", String.join(" ", seen));
  }

  static void gradOfSeveralOutputs(Facts f) {
    Tensor x = leaf(1, 2);
    f.put(
        "sum",
        (Object[])
            Autograd.grad(
                of(x.mul(2).sum(), x.mul(x)), of(x), of(null, tensor(10.0, 100.0)), o -> o));
    f.fails(
        "too few", () -> Autograd.grad(of(x.mul(2).sum(), x.mul(x)), of(x), new Tensor[1], o -> o));
  }

  static void backwardForNamedInputs(Facts f) {
    Tensor a = leaf(1);
    Tensor b = leaf(2);
    Tensor c = leaf(3);
    Tensor y = a.mul(b);
    Tensor z = y.mul(c).sum();
    z.backward(null, o -> o.inputs(b).retainGraph(true));
    f.put("b", a.grad(), b.grad(), c.grad());
    z.backward(null, o -> o.inputs(y, a).retainGraph(true));
    f.put("y a", a.grad(), b.grad(), c.grad(), y.grad());
    f.fails("none", () -> z.backward(null, o -> o.inputs(new Tensor[0]).retainGraph(true)));
    Tensor u = leaf(1);
    f.fails("unused", () -> z.backward(null, o -> o.inputs(u).retainGraph(true)));
    f.put("u", u.grad());
  }

  static void retainedGradients(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    y.retainGrad();
    f.put("retains", x.retainsGrad(), y.retainsGrad());
    y.mul(y).sum().backward(null, o -> o.retainGraph(true));
    f.put("once", x.grad(), y.grad());
    y.mul(y).sum().backward();
    f.put("twice", x.grad(), y.grad());
    f.fails("no graph", () -> ones(1).retainGrad());
    f.fails("leaf", x::retainGrad);
  }

  static void aDiamond(Facts f) {
    Tensor x = leaf(2);
    Tensor a = x.mul(3);
    a.exp().mul(a.sin()).add(a).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void doublingSixtyTimes(Facts f) {
    Tensor x = scalar64(1).requiresGrad_();
    Tensor y = x;
    for (int i = 0; i < 60; i++) {
      y = y.add(y);
    }
    y.backward();
    f.put("x.grad", x.grad());
  }

  static void onePartUsedFiveThousandTimes(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor s = x.exp();
    Tensor total = zeros(2);
    for (int i = 0; i < 5000; i++) {
      total = total.add(s.mul(i % 3));
    }
    total.sum().backward();
    f.put("x.grad", x.grad());
  }

  static void aChainOfAHundredThousand(Facts f) {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 50_000; i++) {
      y = y.mul(1).add(1);
    }
    y.backward();
    f.put("x.grad", x.grad());
  }

  static void detachedParts(Facts f) {
    Tensor x = leaf(2, 3);
    x.mul(x.detach()).add(x.mul(x).detach().mul(x)).sum().backward();
    f.put("x.grad", x.grad());
    Tensor y = x.mul(2);
    f.fails("detach_ of a view", () -> y.index(0).detach_());
    y.detach_();
    f.put("y", y.isLeaf(), y.requiresGrad(), y.gradFn());
    Tensor v = y.index(0);
    f.put("v", v.isLeaf(), v.requiresGrad(), v.gradFn());
  }
}
