package jackhammer.internal.ops;

import jackhammer.DType;
import jackhammer.Tensor;
import jackhammer.internal.autograd.Grad;
import jackhammer.internal.autograd.GradMode;
import jackhammer.internal.autograd.Graph;
import jackhammer.internal.autograd.Saved;
import jackhammer.internal.autograd.Tensors;
import jackhammer.internal.kernel.Strided;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Attention: softmax(q k^T * scale + mask) v.
 *
 * <p>Where PyTorch has one node for all of it, there is one here; it keeps the softmax for its
 * gradient. Elsewhere, with dropout for example, it is recorded operation by operation.
 */
public final class Attention {
  private static final String OP = "scaledDotProductAttention";

  /**
   * What the scores become before they are used.
   *
   * @param mask BOOL, false: left out; or floating, added; or null
   */
  private record Scores(Tensor mask, double scale) {}

  private static final Grad FUSED =
      Grad.fused(
          "ScaledDotProductFlashAttentionForCpuBackward0",
          Attention::fast,
          (in, s) -> {
            Scores scores = s.args();
            return probabilities(in[0], in[1], scores).matmul(in[2]);
          });

  private Attention() {}

  private static Tensor[] fast(Tensor g, Saved s) {
    Scores scores = s.args();
    Tensor q = s.tensor(0);
    Tensor k = s.tensor(1);
    Tensor p = s.tensor(3);
    Tensor gp = g.matmul(s.tensor(2).mT());
    Strided gs = Strided.empty(p.dtype(), Tensors.data(p).sizes().clone());
    int last = (int) p.dim() - 1;
    Compute.kernels().softmaxBackward(Tensors.data(gp), Tensors.data(p), last, false, gs);
    Tensor gscores = Tensors.wrap(gs).mul_(scores.scale);
    return new Tensor[] {
      s.needs(0) ? gscores.matmul(k) : null,
      s.needs(1) ? gscores.mT().matmul(q) : null,
      s.needs(2) ? p.mT().matmul(g) : null
    };
  }

  /** The share that each key has in each query: [..., L, S]. */
  private static Tensor probabilities(Tensor q, Tensor k, Scores scores) {
    Tensor x = q.mul(scores.scale).matmul(k.mT());
    if (scores.mask == null) {
      return x.softmax(-1);
    }
    boolean isChoice = scores.mask.dtype() == DType.BOOL;
    x = isChoice ? Tensor.where(scores.mask, x, Double.NEGATIVE_INFINITY) : x.add(scores.mask);
    if (x.numel() == 0) {
      return x.softmax(-1);
    }
    // A query that may look at nothing gets zeros, and no NaN by way of a gradient.
    Tensor blind =
        isChoice
            ? scores.mask.logicalNot().all(-1, true)
            : x.detach().amax(new long[] {-1}, true).eq(Double.NEGATIVE_INFINITY);
    if (!blind.any().itemBoolean()) {
      return x.softmax(-1);
    }
    return Tensor.where(blind, 0.0, Tensor.where(blind, 0.0, x).softmax(-1));
  }

  /**
   * Attention of queries to keys.
   *
   * @param q [..., L, E]
   * @param k [..., S, E]
   * @param v [..., S, Ev]
   * @param mask BOOL or floating, broadcast to [..., L, S]; or null
   * @param dropout what dropout makes of the shares; null: none
   * @param causal whether query i sees the keys up to i only
   * @param scale of the products; null: 1 / sqrt(E)
   * @param grouped whether several heads of queries, dimension -3, share one of keys and values
   * @return [..., L, Ev]
   */
  public static Tensor attention(
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor mask,
      UnaryOperator<Tensor> dropout,
      boolean causal,
      Double scale,
      boolean grouped) {
    check(q, k, v);
    long width = q.size(-1);
    double factor = scale != null ? scale : width == 0 ? 1 : 1 / Math.sqrt(width);
    Tensor keys = grouped ? spread("key", q, k) : k;
    Tensor values = grouped ? spread("value", q, v) : v;
    checkLeading(q, keys, values);
    Scores scores = new Scores(mask(q, keys, mask, causal), factor);
    if (dropout == null && isOneNode(q, keys, values, scores.mask)) {
      return fused(q, keys, values, scores);
    }
    Tensor p = probabilities(q, keys, scores);
    return (dropout == null ? p : dropout.apply(p)).matmul(values);
  }

  private static Tensor fused(Tensor q, Tensor k, Tensor v, Scores scores) {
    Tensor[] inputs = {q, k, v};
    Tensor p = GradMode.with(false, () -> probabilities(q, k, scores));
    Tensor out = GradMode.with(false, () -> p.matmul(v));
    return Graph.record(FUSED, out, inputs, new Tensor[] {q, k, v, p}, scores);
  }

  /** What PyTorch's kernel on processors takes. */
  private static boolean isOneNode(Tensor q, Tensor k, Tensor v, Tensor mask) {
    boolean isPlain = q.dim() == 4 && k.dim() == 4 && v.dim() == 4;
    for (int d = 0; isPlain && d < 2; d++) {
      isPlain = q.size(d) == k.size(d) && q.size(d) == v.size(d);
    }
    return isPlain
        && q.size(-1) == v.size(-1)
        && q.numel() > 0
        && k.numel() > 0
        && (mask == null || !Graph.records(mask));
  }

  private static Tensor mask(Tensor q, Tensor k, Tensor mask, boolean causal) {
    long rows = q.size(-2);
    long columns = k.size(-2);
    Tensor past = null;
    if (causal) {
      Tensor row = Factories.arange(0L, rows, 1L, DType.INT64).unsqueeze(1);
      past = Factories.arange(0L, columns, 1L, DType.INT64).le(row);
    }
    if (mask == null) {
      return past;
    }
    if (mask.dtype() != DType.BOOL && !mask.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: attn_mask must be bool (true: take part) or floating (is added), got %s; convert"
                  + " it with attn_mask.toBool()",
              OP,
              mask.dtype()));
    }
    int[] sizes = leading(q, k);
    sizes = Arrays.copyOf(sizes, sizes.length + 2);
    sizes[sizes.length - 2] = (int) rows;
    sizes[sizes.length - 1] = (int) columns;
    if (!Strided.isExpandable(Tensors.data(mask).sizes(), sizes)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: attn_mask must broadcast to (..., L, S) = %s, got size %s",
              OP,
              Check.show(sizes),
              Check.show(mask)));
    }
    if (mask.dtype() == DType.BOOL) {
      return past == null ? mask : mask.logicalAnd(past);
    }
    Tensor added = mask.to(q.dtype());
    return past == null ? added : Tensor.where(past, added, Double.NEGATIVE_INFINITY);
  }

  private static void check(Tensor q, Tensor k, Tensor v) {
    Check.floating(OP, "query", q);
    Check.floating(OP, "key", k);
    Check.floating(OP, "value", v);
    Check.fullFloat(OP, q.dtype());
    Check.sameType(OP, "key", k.dtype(), "query", q.dtype());
    Check.sameType(OP, "value", v.dtype(), "query", q.dtype());
    boolean fits =
        q.dim() >= 2
            && k.dim() >= 2
            && v.dim() >= 2
            && q.size(-1) == k.size(-1)
            && k.size(-2) == v.size(-2);
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected query (..., L, E), key (..., S, E) and value (..., S, Ev), got %s, %s and"
                  + " %s",
              OP,
              Check.show(q),
              Check.show(k),
              Check.show(v)));
    }
  }

  private static int[] leading(Tensor a, Tensor b) {
    int[] x = Tensors.data(a).sizes();
    int[] y = Tensors.data(b).sizes();
    return Check.broadcast(OP, Arrays.copyOf(x, x.length - 2), Arrays.copyOf(y, y.length - 2));
  }

  private static void checkLeading(Tensor q, Tensor k, Tensor v) {
    leading(q, k);
    leading(q, v);
    leading(k, v);
  }

  /** Each head of keys or values for the group of heads of queries that share it. */
  private static Tensor spread(String what, Tensor q, Tensor x) {
    long heads = q.dim() < 3 ? 0 : q.size(-3);
    long own = x.dim() < 3 ? 0 : x.size(-3);
    if (own == 0 || heads % own != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: with enable_gqa the heads of %s (dimension -3) must divide those of query, got"
                  + " query %s and %s %s",
              OP,
              what,
              Check.show(q),
              what,
              Check.show(x)));
    }
    return heads == own ? x : x.repeatInterleave(heads / own, -3);
  }
}
