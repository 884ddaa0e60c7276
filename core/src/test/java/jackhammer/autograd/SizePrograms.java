package jackhammer.autograd;

import static jackhammer.Tensor.arange;
import static jackhammer.Tensor.cat;
import static jackhammer.Tensor.full;
import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.size;
import static jackhammer.Tensor.slice;
import static jackhammer.Tensor.tensor;
import static jackhammer.Tensor.where;
import static jackhammer.Tensor.zeros;
import static jackhammer.autograd.Leaves.float64;
import static jackhammer.autograd.Leaves.leaf;
import static jackhammer.autograd.Leaves.scalar64;

import jackhammer.Autograd;
import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.testing.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Twins of conformance/goldens/autograd_sizes.py. */
final class SizePrograms {
  private SizePrograms() {}

  static void gradientsOfWhatBroadcasts(Facts f) {
    Tensor a = ones(2, 3).requiresGrad_();
    Tensor b = full(size(3), 2.0).requiresGrad_();
    Tensor c = full(size(2, 1), 3.0).requiresGrad_();
    Tensor d = tensor(4.0).requiresGrad_();
    Tensor e = full(size(1, 1, 1), 5.0).requiresGrad_();
    a.mul(b).mul(c).mul(d).mul(e).sum().backward();
    f.put("a", a.grad());
    f.put("b", b.grad());
    f.put("c", c.grad());
    f.put("d", d.grad());
    f.put("e", e.grad());
  }

  static void gradientsOfWhatIsExpanded(Facts f) {
    Tensor x = tensor(new double[][] {{1}, {2}}).requiresGrad_();
    Tensor y = x.expand(2, 3);
    y.mul(arange(6.0).view(2, 3)).sum().backward();
    f.put("x.grad", x.grad());
    Tensor z = x.expand(4, 2, 3).sum(0);
    f.put("again", (Object[]) Autograd.grad(z.sum(), x));
    f.fails("change", () -> x.detach().expand(2, 3).add_(1));
  }

  static void gradientsKeepTheTypeOfTheirInput(Facts f) {
    Tensor x = leaf(1, 2);
    Tensor d = float64(3, 4).requiresGrad_();
    Tensor s = scalar64(5).requiresGrad_();
    Tensor h = tensor(1.0, 2.0).to(DType.FLOAT16).requiresGrad_();
    Tensor y = x.mul(d).mul(s);
    f.put("y", y, y.gradFn());
    y.sum().add(x.mul(s).sum()).add(h.mul(x).sum()).add(tensor(2L, 3L).mul(h).sum()).backward();
    f.put("x", x.grad());
    f.put("d", d.grad());
    f.put("s", s.grad());
    f.put("h", h.grad());
  }

  static void gradientsThroughConversions(Facts f) {
    Tensor x = leaf(1.25, 2.5);
    Tensor y = x.toDouble();
    f.put("y", y.gradFn());
    Tensor z = y.mul(y).to(DType.FLOAT16).toFloat();
    f.put("z", z.gradFn());
    z.sum().backward();
    f.put("x.grad", x.grad());
    f.put("same type", x.toFloat() == x);
    f.put("int", x.toLong().requiresGrad(), x.toLong().isLeaf());
  }

  static void theLayoutOfGradients(Facts f) {
    Tensor x = arange(6.0).view(2, 3).t().requiresGrad_();
    x.mul(x).sum().backward();
    f.put("x.grad", x.grad(), x.grad().isContiguous());
    Tensor y = ones(2, 3).requiresGrad_();
    y.t().mul(arange(6.0).view(3, 2)).sum().backward();
    f.put("y.grad", y.grad(), y.grad().isContiguous());
    Tensor z = ones(2, 3).requiresGrad_();
    z.sum().backward();
    f.put("z.grad", z.grad(), z.grad().isContiguous());
    z.grad().add_(1);
    f.put("changed", z.grad());
    Tensor e = ones(3).expand(2, 3).requiresGrad_();
    e.sum().backward();
    f.put("e.grad", e.grad(), e.grad().isContiguous());
  }

  static void twoLeavesNeverShareAGradient(Facts f) {
    Tensor a = leaf(1, 1);
    Tensor b = leaf(2, 2);
    a.add(b).sum().backward();
    a.grad().mul_(7);
    f.put("b.grad", b.grad());
    Tensor start = tensor(1.0, 2.0);
    Tensor c = leaf(1, 1);
    c.add(1).backward(start);
    c.grad().mul_(7);
    f.put("start", start);
  }

  static void partsOfSeveralOutputs(Facts f) {
    Tensor x = arange(6.0).view(2, 3).requiresGrad_();
    Tensor a = x.unbind(1)[0];
    Tensor b = x.unbind(1)[1];
    f.put("names", a.gradFn(), b.gradFn());
    b.mul(b).sum().backward();
    f.put("unbind", x.grad());
    x.grad(null);
    x.split(new long[] {1, 2}, 1)[1].sum().backward();
    f.put("split", x.grad());
    x.grad(null);
    x.max(1).values().sum().backward();
    f.put("max", x.grad());
    x.grad(null);
    x.sort(1, true).values().mul(arange(6.0).view(2, 3)).sum().backward();
    f.put("sort", x.grad());
    x.grad(null);
    cat(0, x, x.mul(2), x.index(slice(1))).sum().backward();
    f.put("cat", x.grad());
  }

  static void gradientsAtTheEdge(Facts f) {
    Map<String, UnaryOperator<Tensor>> ops = new LinkedHashMap<>();
    ops.put("sqrt", Tensor::sqrt);
    ops.put("abs", Tensor::abs);
    ops.put("relu", Tensor::relu);
    ops.put("norm", Tensor::norm);
    ops.put("pow 0", t -> t.pow(0));
    ops.put("pow 1", t -> t.pow(1));
    ops.put("max", Tensor::max);
    ops.put("amax", t -> t.amax());
    ops.put("clamp", t -> t.clamp(0, 1));
    ops.put("maximum", t -> t.maximum(zeros(2)));
    ops.put("prod", t -> t.prod());
    ops.put("sign", Tensor::sign);
    ops.put("where", t -> where(t.gt(0), t, t.mul(5)));
    ops.put("std", t -> t.std());
    ops.forEach(
        (name, op) -> {
          Tensor x = leaf(0, 0);
          op.apply(x).sum().backward();
          f.put(name, x.grad());
        });
  }

  static void indexedGradients(Facts f) {
    Tensor x = arange(6.0).view(2, 3).requiresGrad_();
    Tensor i = tensor(0L, 1L, 1L, 0L);
    f.put("name", x.index(i).gradFn());
    x.index(i).mul(tensor(new double[][] {{1}, {10}, {100}, {1000}})).sum().backward();
    f.put("rows twice", x.grad());
    x.grad(null);
    x.index(slice(), tensor(2L, 2L)).sum().backward();
    f.put("columns twice", x.grad());
    x.grad(null);
    Tensor y = x.index(x.gt(2));
    f.put("mask", y, y.gradFn());
    y.sum().backward();
    f.put("masked", x.grad());
    x.grad(null);
    x.index(1, tensor(0L, 2L)).sum().backward();
    f.put("number and index", x.grad());
    x.grad(null);
    x.gather(1, tensor(new long[][] {{0, 0}, {2, 1}})).sum().backward();
    f.put("gather", x.grad());
  }

  static void putAndAccumulate(Facts f) {
    Tensor x = leaf(1, 2, 3);
    Tensor v = leaf(10, 20, 30);
    Tensor i = tensor(0L, 2L, 2L);
    Tensor y = x.mul(1).indexPutAccumulate(v, i);
    f.put("y", y, y.gradFn());
    y.mul(tensor(1.0, 2.0, 3.0)).sum().backward();
    f.put("x.grad", x.grad());
    f.put("v.grad", v.grad());
    Tensor w = leaf(5);
    Tensor z = x.mul(1);
    z.indexPut_(w, tensor(1L, 0L));
    f.put("z", z, z.gradFn());
    z.mul(tensor(1.0, 2.0, 3.0)).sum().backward();
    f.put("w.grad", w.grad());
    f.put("x.grad after", x.grad());
  }
}
