package jackhammer.autograd;

import static jackhammer.Tensor.NONE;
import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.slice;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.zeros;
import static jackhammer.autograd.Leaves.float64;
import static jackhammer.autograd.Leaves.leaf;
import static jackhammer.autograd.Leaves.of;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.nn.F;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Twins of conformance/goldens/autograd_in_place.py. */
final class InPlacePrograms {
  private InPlacePrograms() {}

  static void versions(Facts f) {
    Tensor x = zeros(4);
    List<Object> counts = new ArrayList<>();
    counts.add(Facts.version(x));
    x.add_(1);
    counts.add(Facts.version(x));
    Tensor v = x.index(slice(1, 3));
    v.mul_(2);
    counts.add(Facts.version(x));
    x.indexPut_(3, 0);
    counts.add(Facts.version(x));
    x.indexPut_(4, tensor(new long[] {1}));
    counts.add(Facts.version(x));
    x.copy_(ones(4));
    counts.add(Facts.version(x));
    x.detach().zero_();
    counts.add(Facts.version(x));
    x.clone().zero_();
    counts.add(Facts.version(x));
    x.view(2, 2).t().fill_(1);
    counts.add(Facts.version(x));
    x.maskedFill_(x.gt(0), 2);
    counts.add(Facts.version(x));
    f.put("counts", counts.toArray());
    f.put("view", Facts.version(v), Facts.version(x.clone()));
  }

  private static void attempt(
      Facts f, String name, UnaryOperator<Tensor> op, BiConsumer<Tensor, Tensor> change) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor z = op.apply(y);
    change.accept(y, z);
    f.fails(name, () -> z.sum().backward());
  }

  static void whatSavedTensorsForbid(Facts f) {
    attempt(f, "exp result", Tensor::exp, (y, z) -> z.add_(1));
    attempt(f, "exp input", Tensor::exp, (y, z) -> y.add_(1));
    attempt(f, "sin input", Tensor::sin, (y, z) -> y.add_(1));
    attempt(f, "sin result", Tensor::sin, (y, z) -> z.add_(1));
    attempt(f, "square", y -> y.mul(y), (y, z) -> y.add_(1));
    attempt(f, "times number", y -> y.mul(3), (y, z) -> y.add_(1));
    attempt(f, "plus", y -> y.add(y), (y, z) -> y.add_(1));
    attempt(f, "sigmoid", Tensor::sigmoid, (y, z) -> z.mul_(2));
    attempt(f, "tanh", Tensor::tanh, (y, z) -> z.mul_(2));
    attempt(f, "relu", Tensor::relu, (y, z) -> z.mul_(2));
    attempt(f, "sqrt", Tensor::sqrt, (y, z) -> z.mul_(2));
    attempt(f, "pow", y -> y.pow(2), (y, z) -> y.zero_());
    attempt(f, "softmax", y -> y.softmax(0), (y, z) -> z.mul_(2));
    attempt(f, "a view changed", Tensor::sin, (y, z) -> y.index(0).zero_());
    attempt(f, "without recording", Tensor::sin, (y, z) -> y.detach().zero_());
    attempt(f, "division", y -> y.reciprocal(), (y, z) -> y.add_(1));
    attempt(f, "max", y -> y.max(), (y, z) -> y.add_(1));
    attempt(f, "matmul", y -> y.matmul(y), (y, z) -> y.add_(1));
    attempt(f, "abs", Tensor::abs, (y, z) -> y.add_(1));
    attempt(f, "index", y -> y.index(tensor(new long[] {0})), (y, z) -> y.add_(1));
  }

  static void changesOfResults(Facts f) {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.mul(2);
    y.mul_(x).add_(1).exp_();
    f.put("y", y, y.gradFn(), y.isLeaf(), Facts.version(y));
    y.sum().backward();
    f.put("x.grad", x.grad());
  }

  static void aChangeWithItself(Facts f) {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.mul(2);
    y.add_(y);
    f.put("y", y, y.gradFn());
    y.sum().backward();
    f.put("x.grad", x.grad());
    Tensor z = x.mul(2);
    z.mul_(z);
    f.put("z", z);
    f.fails("square", () -> z.sum().backward());
    Tensor w = x.mul(2);
    f.fails("overlapping", () -> w.sub_(w.index(slice(0, 1))));
  }

  static void aTensorOutsideBecomesPartOfTheGraph(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor z = ones(2);
    z.mul_(x);
    f.put("z", z.requiresGrad(), z.isLeaf(), z.gradFn());
    Tensor b = zeros(4);
    Tensor v = b.index(slice(1, 3));
    v.add_(x);
    f.put("b", b, b.requiresGrad(), b.gradFn());
    f.put("v", v, v.requiresGrad(), v.gradFn());
    b.mul(arange(4.0)).sum().backward();
    f.put("x.grad", x.grad());
    f.fails("int", () -> zeros(size(2), o -> o.dtype(DType.INT64)).mul_(x));
    Tensor n = zeros(2);
    Autograd.noGrad(() -> n.add_(x));
    f.put("n", n, n.requiresGrad());
  }

  static void valuesWrittenIntoParts(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor z = zeros(2, 3);
    z.indexPut_(x.index(0), 0, 1);
    z.indexPut_(x, slice(), 2);
    z.index(1).add_(x.index(1));
    f.put("z", z, z.gradFn());
    z.mul(arange(6.0).view(2, 3)).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void overwrittenResultsPassNothingOn(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    y.zero_();
    f.put("y", y, y.gradFn());
    y.sum().backward();
    f.put("zero", x.grad());
    Tensor s = leaf(3);
    Tensor z = x.mul(2);
    z.fill_(s.sum());
    f.put("z", z, z.gradFn());
    z.sum().backward();
    f.put("fill", x.grad(), s.grad());
    Tensor w = x.mul(2);
    w.copy_(tensor(5.0, 6.0));
    f.put("w", w, w.gradFn());
    w.indexPut_(0, w.gt(5));
    f.put("masked", w, w.gradFn());
    w.sum().backward();
    f.put("copy", x.grad());
  }

  static void aViewOfAViewChanges(Facts f) {
    Tensor x = arange(6.0).view(2, 3).requiresGrad_();
    Tensor y = x.mul(2);
    Tensor t = y.t();
    Tensor r = t.index(slice(1, NONE));
    Tensor s = r.index(0);
    s.mul_(10);
    f.put("names", y.gradFn(), t.gradFn(), r.gradFn(), s.gradFn());
    f.put("y", y);
    t.mul(arange(6.0).view(3, 2)).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void theBaseChangesUnderViews(Facts f) {
    Tensor x = arange(6.0).view(2, 3).requiresGrad_();
    Tensor y = x.mul(2);
    Tensor v = y.index(0);
    Tensor w = v.index(slice(1, NONE));
    y.mul_(x);
    f.put("names", y.gradFn(), v.gradFn(), w.gradFn());
    v.sum().add(w.mul(10).sum()).backward();
    f.put("x.grad", x.grad());
  }

  static void overlappingViewsChangeInTurn(Facts f) {
    Tensor x = leaf(1, 2, 3);
    Tensor y = x.mul(2);
    Tensor a = y.index(slice(0, 2));
    Tensor b = y.index(slice(1, 3));
    a.mul_(2);
    b.mul_(3);
    a.add_(b.clone());
    f.put("y", y);
    f.put("versions", Facts.version(y), Facts.version(a), Facts.version(b));
    a.mul(tensor(1.0, 10.0)).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void baseAndViewsChangeInTurn(Facts f) {
    Tensor x = arange(4.0).view(2, 2).requiresGrad_();
    Tensor y = x.mul(1);
    Tensor v = y.index(0);
    Tensor w = v.index(1);
    v.mul_(2);
    y.add_(1);
    w.mul_(3);
    y.indexPut_(v, 1);
    f.put("all", y, v, w);
    f.put("names", y.gradFn(), v.gradFn(), w.gradFn());
    y.mul(tensor(new double[][] {{1, 2}, {3, 4}})).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void secondDerivativesThroughChanges(Facts f) {
    Tensor x = float64(1.5, 2.5, 3.5).requiresGrad_();
    Tensor y = x.mul(x);
    y.index(0).mul_(x.index(1));
    y.index(slice(1, NONE)).mul_(y.index(slice(2)).clone());
    Tensor z = y.mul(y).sum();
    Tensor g = Autograd.grad(of(z), of(x), null, o -> o.createGraph(true))[0];
    f.put("first", g);
    f.put("second", (Object[]) Autograd.grad(g.sum(), x));
  }

  static void gradientsRetainedBeforeAChange(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    y.retainGrad();
    y.mul_(3);
    y.mul(y).sum().backward();
    f.put("y.grad", y.grad());
    f.put("x.grad", x.grad());
  }

  static void hooksRegisteredBeforeAChange(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor[] seen = new Tensor[2];
    y.registerHook(
        g -> {
          seen[0] = g.clone();
          return null;
        });
    y.mul_(3);
    y.registerHook(
        g -> {
          seen[1] = g.clone();
          return null;
        });
    y.sum().backward();
    f.put("before", seen[0]);
    f.put("after", seen[1]);
  }

  static void viewsMadeWithoutRecording(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(2);
    Tensor ofLeaf = Autograd.noGrad(() -> x.index(0));
    Tensor ofResult = Autograd.noGrad(() -> y.index(0));
    f.put("flags", ofLeaf.requiresGrad(), ofResult.requiresGrad());
    f.fails("of leaf", () -> ofLeaf.mul_(2));
    f.fails("of result", () -> ofResult.mul_(2));
    f.fails("inside", () -> Autograd.noGrad(() -> ofLeaf.mul_(5)));
    f.put("x", x);
  }

  static void viewsOfSeveralOutputsDoNotChange(Facts f) {
    Tensor x = leaf(1, 2, 3, 4);
    Tensor y = x.mul(2);
    f.fails("chunk", () -> y.chunk(2, 0)[0].mul_(2));
    f.fails("unbind", () -> y.unbind()[0].mul_(2));
    f.fails("split", () -> y.split(2)[0].add_(1));
    f.fails("outside", () -> zeros(4).chunk(2, 0)[0].add_(1));
    f.put("y", y);
  }

  static void reluInPlaceAfterWhatNeedsNoResult(Facts f) {
    Tensor x = leaf(-1, 2);
    Tensor y = x.add(1);
    y.relu_();
    Tensor z = y.mul(3);
    z.relu_();
    z.sum().backward();
    f.put("x.grad", x.grad());
    f.put("name", z.gradFn());
  }

  static void hardtanhInPlaceAndChangedAgain(Facts f) {
    Tensor x = leaf(-2, -1, 0, 3, 5, 7);
    Tensor y = x.mul(1);
    F.hardtanh_(y, 0, 6);
    y.add_(1);
    Tensor z = y.mul(1);
    F.hardtanh_(z, -3, 5);
    z.index(slice(2, 4)).mul_(3);
    Autograd.noGrad(() -> z.zero_());
    z.sum().backward();
    f.put("x.grad", x.grad());
    f.put("name", z.gradFn());
  }

  static void hardtanhOfASliceInPlace(Facts f) {
    Tensor x = leaf(-2, -1, 0, 3);
    Tensor y = x.mul(2);
    F.hardtanh_(y.index(slice(1, 4)), -1, 4);
    y.add_(x);
    f.put("y", y);
    y.sum().backward();
    f.put("x.grad", x.grad());
    f.put("name", y.gradFn());
  }
}
