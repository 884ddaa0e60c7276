package jackhammer.autograd;

import static jackhammer.Tensor.ones;
import static jackhammer.Tensor.tensor;
import static jackhammer.autograd.Leaves.leaf;
import static jackhammer.autograd.Leaves.of;

import jackhammer.Autograd;
import jackhammer.Tensor;
import jackhammer.ValuesIndices;
import jackhammer.testing.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Twins of conformance/goldens/autograd_functions.py. */
final class FunctionPrograms {
  private FunctionPrograms() {}

  private static final class Cube extends Autograd.Function {
    @Override
    protected Tensor[] forward(Context ctx, Tensor[] in) {
      ctx.saveForBackward(in[0]);
      return of(in[0].pow(3));
    }

    @Override
    protected Tensor[] backward(Context ctx, Tensor[] g) {
      return of(g[0].mul(3).mul(ctx.saved(0)).mul(ctx.saved(0)));
    }
  }

  /** A function written as two lambdas. */
  private static Autograd.Function function(
      BiFunction<Autograd.Function.Context, Tensor[], Tensor[]> forward,
      BiFunction<Autograd.Function.Context, Tensor[], Tensor[]> backward) {
    return new Autograd.Function() {
      @Override
      protected Tensor[] forward(Context ctx, Tensor[] inputs) {
        return forward.apply(ctx, inputs);
      }

      @Override
      protected Tensor[] backward(Context ctx, Tensor[] gradOutputs) {
        return backward.apply(ctx, gradOutputs);
      }
    };
  }

  static void aFunctionOfOnesOwn(Facts f) {
    Tensor x = leaf(2, 3);
    Tensor y = new Cube().apply(x);
    f.put("y", y, y.requiresGrad(), y.isLeaf());
    Tensor g = Autograd.grad(of(y.sum()), of(x), null, o -> o.createGraph(true))[0];
    f.put("first", g);
    Tensor g2 = Autograd.grad(of(g.sum()), of(x), null, o -> o.createGraph(true))[0];
    f.put("second", g2);
    f.put("third", (Object[]) Autograd.grad(g2.sum(), x));
    f.put("without recording", Autograd.noGrad(() -> new Cube().apply(x)).requiresGrad());
    f.put("without gradient", new Cube().apply(ones(1)).requiresGrad());
  }

  static void whatAFunctionSaved(Facts f) {
    Tensor x = leaf(2);
    Tensor y = x.mul(1);
    Tensor z = new Cube().apply(y);
    y.add_(1);
    f.fails("changed", () -> z.sum().backward());
    Tensor w = new Cube().apply(x).sum();
    w.backward();
    f.fails("released", w::backward);
  }

  static void functionsOfSeveralOutputs(Facts f) {
    List<Object[]> seen = new ArrayList<>();
    Autograd.Function two =
        function(
            (ctx, in) -> of(in[0].mul(2), in[1].toDouble().mul(3)),
            (ctx, g) -> {
              seen.add(g.clone());
              return of(g[0].mul(2), g[1].mul(3));
            });
    Autograd.Function bare =
        function(
            (ctx, in) -> {
              ctx.setMaterializeGrads(false);
              return of(in[0].mul(2), in[1].mul(3));
            },
            (ctx, g) -> {
              seen.add(g.clone());
              return of(g[0] == null ? null : g[0].mul(2), g[1] == null ? null : g[1].mul(3));
            });
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3);
    two.applyAll(x, y)[0].sum().backward();
    f.put("zeros", seen.get(0));
    f.put("grads", x.grad(), y.grad());
    bare.applyAll(x, y)[0].sum().backward();
    f.put("nulls", seen.get(1));
    f.put("grads after", x.grad(), y.grad());
  }

  static void whichInputsNeedAGradient(Facts f) {
    List<Object[]> seen = new ArrayList<>();
    Autograd.Function needs =
        function(
            (ctx, in) -> of(in[0].mul(in[1]).mul(in[2])),
            (ctx, g) -> {
              seen.add(
                  new Object[] {
                    ctx.needsInputGrad(0), ctx.needsInputGrad(1), ctx.needsInputGrad(2)
                  });
              return of(g[0], null, g[0]);
            });
    Tensor x = leaf(1);
    Tensor y = leaf(2);
    Tensor z = needs.apply(x, ones(1), y);
    z.sum().backward(null, o -> o.retainGraph(true));
    f.put("needs", seen.get(0));
    f.put("grads", x.grad(), y.grad());
    needs.apply(x.detach(), y, ones(1)).sum().backward();
    f.put("other", seen.get(1));
    f.put("y.grad", y.grad());
  }

  static void outputsThatAreNotDifferentiable(Facts f) {
    Autograd.Function top =
        function(
            (ctx, in) -> {
              ValuesIndices max = in[0].max(0);
              Tensor mask = in[0].eq(max.values()).toFloat();
              ctx.markNonDifferentiable(mask);
              return of(max.values().mul(1), max.indices(), mask);
            },
            (ctx, g) -> of(ones(2).mul(g[0])));
    Tensor x = leaf(1, 2);
    Tensor[] out = top.applyAll(x);
    f.put(
        "flags",
        out[0].requiresGrad(),
        out[1].requiresGrad(),
        out[2].requiresGrad(),
        out[2].isLeaf());
    out[0].sum().backward();
    f.put("x.grad", x.grad());
  }

  static void functionsThatWorkInPlace(Facts f) {
    Autograd.Function twice =
        function(
            (ctx, in) -> {
              in[0].mul_(2);
              ctx.markDirty(in[0]);
              return in;
            },
            (ctx, g) -> of(g[0].mul(2)));
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    Tensor z = twice.apply(y);
    f.put("same", z == y);
    f.put("y", y, Facts.version(y), y.requiresGrad());
    y.mul(y).sum().backward();
    f.put("x.grad", x.grad());
    f.fails("leaf", () -> twice.apply(x));
    Tensor n = ones(2);
    f.put("outside", twice.apply(n) == n, n.requiresGrad(), Facts.version(n));
  }

  static void functionsThatReturnTheirInput(Facts f) {
    Autograd.Function same = function((ctx, in) -> in, (ctx, g) -> of(g[0].mul(7)));
    Autograd.Function flat =
        function((ctx, in) -> of(in[0].view(-1)), (ctx, g) -> of(g[0].view(1, 2).mul(7)));
    Tensor x = leaf(1, 2);
    Tensor y = same.apply(x);
    f.put("y", y == x, y.isLeaf(), y.requiresGrad());
    y.sum().backward();
    f.put("x.grad", x.grad(), x.isLeaf());
    Tensor w = tensor(new double[][] {{1, 2}}).requiresGrad_();
    flat.apply(w).sum().backward();
    f.put("w.grad", w.grad());
    f.fails("changed", () -> flat.apply(w.mul(1)).mul_(2));
  }

  static void wrongGradientsOfFunctions(Facts f) {
    attempt(f, "too few", g -> of(g[0]));
    attempt(f, "too many", g -> of(g[0], g[0], g[0]));
    attempt(f, "size", g -> of(ones(3), g[0]));
    attempt(f, "nothing", g -> of(null, g[0]));
    attempt(f, "sums to the size", g -> of(ones(3, 2), g[0]));
    attempt(f, "type", g -> of(g[0].toDouble(), g[0]));
  }

  private static void attempt(Facts f, String name, UnaryOperator<Tensor[]> result) {
    Autograd.Function wrong =
        function((ctx, in) -> of(in[0].add(in[1])), (ctx, g) -> result.apply(g));
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    f.fails(name, () -> wrong.apply(x, y).sum().backward());
    f.put(name + " x.grad", x.grad());
  }

  static void failingFunctionsLeaveTheEngineUsable(Facts f) {
    Autograd.Function bad =
        function(
            (ctx, in) -> of(in[0].mul(2)),
            (ctx, g) -> {
              throw new IllegalStateException("backward");
            });
    Autograd.Function worse =
        function(
            (ctx, in) -> {
              throw new IllegalStateException("forward");
            },
            (ctx, g) -> g);
    Tensor x = leaf(1, 2);
    f.fails("backward", () -> bad.apply(x).sum().backward());
    f.fails("forward", () -> worse.apply(x));
    f.put("grad enabled", Autograd.isGradEnabled());
    x.mul(x).sum().backward();
    f.put("x.grad", x.grad());
  }

  static void functionsInsideFunctions(Facts f) {
    Autograd.Function outer =
        function(
            (ctx, in) -> {
              ctx.saveForBackward(in[0]);
              return of(new Cube().apply(in[0]).mul(2));
            },
            (ctx, g) -> {
              Tensor inner =
                  Autograd.enableGrad(
                      () -> {
                        Tensor d = ctx.saved(0).detach().requiresGrad_();
                        return Autograd.grad(new Cube().apply(d).sum(), d)[0];
                      });
              return of(g[0].mul(inner).mul(2));
            });
    Tensor x = leaf(2, 3);
    outer.apply(x).sum().backward();
    f.put("x.grad", x.grad());
  }
}
